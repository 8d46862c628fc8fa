"""The noise that comes in with a picture."""

import numpy as np

from algorithms.johnson.grain import PERIOD, grain_of


def test_grain_repeats_only_after_its_period() -> None:
    grain = grain_of(4 * PERIOD + 64, 64)

    np.testing.assert_array_equal(grain[:, :16], grain[:, PERIOD:])
    assert abs(np.corrcoef(grain[:, :16].ravel(), grain[:, 16:32].ravel())[0, 1]) < 0.1


def test_a_tile_has_that_part_of_the_grain() -> None:
    whole = grain_of(64, 80)

    np.testing.assert_array_equal(grain_of(32, 40, 16, 24), whole[:, 4:12, 6:16])
