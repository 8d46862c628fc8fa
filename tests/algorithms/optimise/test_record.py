"""The sheet of pictures on the way."""

import numpy as np

from algorithms.optimise.record import contact_sheet
from tests.algorithms.makers import noise


def test_a_sheet_has_rows_of_four_in_the_size_of_the_last_and_white_at_the_end() -> None:
    pictures = [noise(5, 4), *(noise(10, 8, seed) for seed in range(1, 6))]

    sheet = contact_sheet(pictures)

    assert sheet.shape == (20, 32, 3)
    np.testing.assert_array_equal(sheet[:10, 8:16], pictures[1])
    np.testing.assert_array_equal(sheet[10:, 8:16], pictures[5])
    assert (sheet[10:, 16:] == 1).all()
