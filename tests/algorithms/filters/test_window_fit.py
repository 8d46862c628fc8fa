"""Affine maps fitted in windows, against numpy's least squares."""

import numpy as np
import pytest

from algorithms.filters.window_fit import fit_windows, join_map, split_map, window_means
from tests.algorithms.makers import noise


def test_windows_within_the_picture_are_fewer_and_windows_around_pixels_are_cut_at_the_border() -> None:
    x = np.arange(12, dtype="float32").reshape(1, 3, 4, 1)

    within, around = (np.asarray(window_means(x, 1, padding))[0, :, :, 0] for padding in ("valid", "same"))

    np.testing.assert_allclose(within, [[x[0, :, :3].mean(), x[0, :, 1:].mean()]])
    assert around.shape == (3, 4)
    assert around[0, 0] == pytest.approx((0 + 1 + 4 + 5) / 4)


def test_each_windows_map_is_the_least_squares_solution_with_the_ridge() -> None:
    guide, target, eps = noise(4, 5).astype("float64"), noise(4, 5, seed=1)[..., :2].astype("float64"), 0.02
    # A ridge of eps for each of 9 pixels is as good as three more pixels, of guide √(9 eps) · eᵢ and target 0.
    x, y = (each[1:4, 2:5].reshape(9, -1) for each in (guide, target))
    rows = np.concatenate([x - x.mean(axis=0), np.sqrt(9 * eps) * np.eye(3)])
    wanted = np.linalg.lstsq(rows, np.concatenate([y - y.mean(axis=0), np.zeros((3, 2))]), rcond=None)[0]

    slope, offset = fit_windows(guide[None], target[None], 1, eps, "valid")

    assert slope.shape == (1, 2, 3, 3, 2)
    np.testing.assert_allclose(np.asarray(slope)[0, 1, 2], wanted, atol=1e-6)
    np.testing.assert_allclose(np.asarray(offset)[0, 1, 2], y.mean(axis=0) - x.mean(axis=0) @ wanted, atol=1e-6)


def test_a_flat_window_has_a_constant_for_its_map() -> None:
    flat, target = np.full((1, 5, 5, 3), 0.4, "float32"), noise(5, 5)[None]

    slope, offset = fit_windows(flat, target, 2, 1e-4, "valid")

    np.testing.assert_allclose(slope, 0.0, atol=1e-4)
    np.testing.assert_allclose(np.asarray(offset)[0, 0, 0], target[0].mean(axis=(0, 1)), atol=1e-4)


def test_joined_maps_are_split_as_they_were() -> None:
    slope, offset = np.arange(24.0).reshape(1, 2, 2, 3, 2), np.arange(8.0).reshape(1, 2, 2, 2)

    joined = join_map(slope, offset)

    assert joined.shape == (1, 2, 2, 8)
    for part, wanted in zip(split_map(joined, 3), (slope, offset), strict=True):
        np.testing.assert_array_equal(part, wanted)
