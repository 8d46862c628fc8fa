"""Closed-form matting: known regions continued into the unknown band between them."""

import numpy as np

from algorithms.filters.alpha_matting import solve_matting


def test_the_unknown_band_follows_the_photos_edge_and_known_parts_stay() -> None:
    photo = np.full((30, 60, 3), 0.2, "float32")
    photo[:, 34:] = 0.8
    drawn = np.zeros((30, 60, 2), "float32")
    drawn[:, :30, 0], drawn[:, 30:, 1] = 1, 1
    known = np.ones((30, 60, 1), "float32")
    known[:, 22:38] = 0

    solved = solve_matting(photo, drawn, known, first=np.full_like(drawn, 0.5))

    assert solved[:, :32, 0].min() > 0.9
    assert solved[:, 36:, 1].min() > 0.9


def test_without_an_edge_the_border_is_a_slope() -> None:
    photo = np.full((30, 60, 3), 0.5, "float32")
    drawn = np.zeros((30, 60, 2), "float32")
    drawn[:, :30, 0], drawn[:, 30:, 1] = 1, 1
    known = np.ones((30, 60, 1), "float32")
    known[:, 22:38] = 0

    row = solve_matting(photo, drawn, known, first=np.full_like(drawn, 0.5))[15, :, 0]

    assert np.abs(np.diff(row)).max() < 0.2
    assert row[20] > 0.9
    assert row[40] < 0.1
