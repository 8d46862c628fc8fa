"""How pictures are filled up for the painter; its reach is in `test_network`."""

import numpy as np
import pytest

from algorithms.johnson.geometry import filled_up
from tests.algorithms.makers import noise


@pytest.mark.parametrize(("size", "filled"), [((16, 24), (16, 24)), ((17, 23), (24, 24)), ((3, 9), (16, 16))], ids=str)
def test_sides_become_multiples_by_mirroring(size: tuple[int, int], filled: tuple[int, int]) -> None:
    picture = noise(*size)

    found = filled_up(picture, 8)

    assert found.shape == (*filled, 3)
    mirrored = np.concatenate([picture, picture[::-1]] * 4)[: filled[0]]
    np.testing.assert_array_equal(found[:, : size[1]], mirrored)
