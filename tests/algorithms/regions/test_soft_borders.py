"""Borders of regions moved to the photo's edges."""

import numpy as np

from algorithms.regions.soft_borders import soften_regions
from tests.algorithms.makers import noise


def test_soft_borders_follow_the_photos_edge() -> None:
    photo = np.full((60, 240, 3), 0.2, "float32")
    photo[:, 122:] = 0.8  # the drawn border, at 120, missed the edge by two pixels
    regions = np.zeros((60, 240, 2), "float32")
    regions[:, :120, 0], regions[:, 120:, 1] = 1, 1

    soft = soften_regions(regions, photo)

    np.testing.assert_allclose(soft.sum(axis=-1), 1, atol=1e-5)
    assert soft.min() >= 0
    assert np.abs(np.diff(soft[30, :, 1])).argmax() == 121
    assert soft[30, :110, 0].min() > 0.95
    assert soft[30, 130:, 1].min() > 0.95


def test_a_single_region_and_a_photo_smaller_than_a_window_keep_their_regions() -> None:
    halves = np.zeros((4, 10, 2), "float32")
    halves[:, :5, 0], halves[:, 5:, 1] = 1, 1

    np.testing.assert_array_equal(soften_regions(np.ones((30, 40, 1), "float32"), noise(30, 40)), 1)
    np.testing.assert_allclose(soften_regions(halves, noise(4, 10)), halves, atol=1e-4)
