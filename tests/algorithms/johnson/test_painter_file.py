"""The painter on disk."""

from pathlib import Path

import numpy as np
import pytest

from algorithms.errors import FileError
from algorithms.io.weights_file import write_weights
from algorithms.johnson.painter_file import read_painter, write_painter
from algorithms.johnson.style_encoder import StyleEncoder
from algorithms.johnson.style_params import read_style_params
from tests.algorithms.makers import painter_file, random_style_params, small_painter


def test_everything_comes_back_as_it_was_but_for_the_rounding(tmp_path: Path) -> None:
    network = small_painter()
    encoder, style_params = StyleEncoder(10, network.channels), random_style_params(network, 3)
    write_painter(tmp_path / "painter.npz", network, encoder, style_params)

    again = read_painter(tmp_path / "painter.npz")

    pairs = [(again.style_params, style_params)]
    for theirs, ours in ((again.network, network), (again.encoder, encoder)):
        arrays = theirs.to_arrays()
        pairs += [(arrays[name], array) for name, array in ours.to_arrays().items()]
    assert len(pairs) == 1 + 14 + 7
    for read, written in pairs:
        np.testing.assert_allclose(read, written, rtol=2**-10, atol=1e-6)  # float16 has 11 bits


def test_the_encoder_does_not_count_when_kernels_are_compared(tmp_path: Path) -> None:
    painter = painter_file(tmp_path / "painter.npz", 1)
    before, file = read_style_params(painter).kernels, read_painter(painter)

    write_painter(painter, file.network, StyleEncoder(5, file.network.channels), file.style_params)

    assert read_style_params(painter).kernels == before


def test_a_file_without_a_painter_is_told_plainly(tmp_path: Path) -> None:
    write_weights(tmp_path / "other.npz", {"conv1_1/kernel": np.eye(3)})

    with pytest.raises(FileError, match="does not hold a painter; name a file that train_painter wrote"):
        read_painter(tmp_path / "other.npz")
