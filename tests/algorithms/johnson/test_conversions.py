"""The painter as OpenVINO runs it, against the network itself; the encoder is in `test_encode_style`."""

from pathlib import Path

import numpy as np

from algorithms.johnson.conversions import painter_of
from algorithms.johnson.moments import fold_moments
from algorithms.johnson.painter import painter_of_file
from algorithms.johnson.painter_file import read_painter
from tests.algorithms.makers import noise, painter_file, random_style_params, small_painter


def test_it_paints_as_the_network_does() -> None:
    network = small_painter()
    painter, style = painter_of(network, exact=True), random_style_params(network, 1)[0]
    photo = np.kron(noise(16, 24), np.ones((3, 3, 1), "float32"))  # its thumbnail is the noise itself

    folded = painter.fold_statistics(photo, style)
    painting = painter.paint(photo, folded)

    moments = network.look(noise(16, 24)[None], style[None])
    np.testing.assert_allclose(folded, fold_moments(style[None], moments)[0], rtol=2e-2, atol=2e-2)
    expected = network.paint(photo[None], folded[None])[0]
    np.testing.assert_allclose(painting, np.clip(expected, 0, 1), atol=1e-4)


def test_a_painter_in_a_file_paints_as_the_one_in_memory(tmp_path: Path) -> None:
    file = painter_file(tmp_path / "painter.npz")
    read, photo = read_painter(file), noise(48, 48)
    style = read.style_params[1]

    ours, theirs = painter_of_file(file), painter_of(read.network)

    np.testing.assert_allclose(ours.fold_statistics(photo, style), theirs.fold_statistics(photo, style), atol=1e-5)
    np.testing.assert_allclose(ours.paint(photo, style), theirs.paint(photo, style), atol=1e-5)
