"""The compiled one-pass painter."""

import numpy as np
import pytest

from algorithms.johnson.one_pass_network import CELL, REACH, fold_moments, grain_of
from algorithms.johnson.one_pass_painter import OnePassPainter
from tests.algorithms.makers import noise, random_style_params, small_one_pass_net

NETWORK = small_one_pass_net()
STYLE = random_style_params(NETWORK, 1)[0]


@pytest.fixture(scope="module")
def painter() -> OnePassPainter:
    return OnePassPainter(NETWORK, exact=True)


def test_it_paints_as_the_network_does(painter: OnePassPainter) -> None:
    photo = np.kron(noise(16, 24), np.ones((3, 3, 1), "float32"))  # its thumbnail is the noise itself

    folded = painter.fold_statistics(photo, STYLE)
    painting = painter.paint(photo, folded)

    moments = NETWORK.look(noise(16, 24)[None], STYLE[None], grain_of(16, 24))
    np.testing.assert_allclose(folded, fold_moments(STYLE[None], moments)[0], rtol=2e-2, atol=2e-2)
    expected = NETWORK.paint(photo[None], folded[None], grain_of(48, 72))[0]
    np.testing.assert_allclose(painting, np.clip(expected, 0, 1), atol=1e-4)


@pytest.mark.parametrize("size", [(1, 1), (17, 40), (33, 9)], ids=str)
def test_any_size_is_painted(painter: OnePassPainter, size: tuple[int, int]) -> None:
    photo = noise(*size)

    painting = painter.paint(photo, painter.fold_statistics(photo, STYLE))

    assert painting.shape == (*size, 3)
    assert np.isfinite(painting).all()
    assert painting.min() >= 0
    assert painting.max() <= 1


def test_tiles_are_parts_of_the_whole(painter: OnePassPainter) -> None:
    photo, begin = noise(3 * REACH + 3, 3 * REACH + 5), 4 * CELL
    folded = painter.fold_statistics(photo, STYLE)

    whole, tile = painter.paint(photo, folded), painter.paint(photo[begin:, begin:], folded, begin, begin)

    np.testing.assert_allclose(tile[REACH:, REACH:], whole[begin + REACH :, begin + REACH :], atol=0.5 / 255)
