"""Bilateral grids, applied differentiably or in tiles."""

import numpy as np
import pytest
import tensorflow as tf
from keras import ops

from algorithms.filters.bilateral_grid import LEVELS, SIDE, apply_grid, identity_map, slice_grid, tone_slopes
from algorithms.io.images import to_float, to_uint8
from tests.algorithms.makers import noise

SHAPE = (SIDE, SIDE, LEVELS, 4, 3)


def grid_of(colour_map: np.ndarray) -> np.ndarray:
    return np.broadcast_to(np.asarray(colour_map, "float32"), SHAPE).copy()


def random_grid() -> np.ndarray:
    return (identity_map() + np.random.default_rng(1).normal(0, 0.2, SHAPE)).astype("float32")


def test_the_identity_changes_nothing() -> None:
    photo = to_uint8(noise(20, 30))

    np.testing.assert_array_equal(apply_grid(grid_of(identity_map()), photo), photo)


@pytest.mark.parametrize("size", [(1, 1), (1, 40), (37, 1), (50, 1030), (130, 40)])
def test_tiles_and_slices_agree_at_any_size(size: tuple[int, int]) -> None:
    photo = to_uint8(noise(*size))
    grid = random_grid()

    sliced = ops.convert_to_numpy(slice_grid(grid[None], ops.convert_to_tensor(to_float(photo)[None])))[0]

    np.testing.assert_allclose(apply_grid(grid, photo).astype(int), to_uint8(sliced).astype(int), atol=1)


def test_in_tall_photos_rows_that_share_their_maps_are_hardly_told_apart() -> None:
    photo = np.full((1700, 8, 3), 90, "uint8")
    grid = (identity_map() + 0.5 * (random_grid() - identity_map())).astype("float32")

    sliced = ops.convert_to_numpy(slice_grid(grid[None], ops.convert_to_tensor(to_float(photo)[None])))[0]

    np.testing.assert_allclose(apply_grid(grid, photo).astype(int), to_uint8(sliced).astype(int), atol=2)


def test_places_and_levels_have_maps_of_their_own() -> None:
    grid = grid_of(identity_map())
    grid[:, : SIDE // 2, : LEVELS // 2] = 0  # dark colours on the left become black
    photo = np.full((32, 32, 3), 40, "uint8")
    photo[:16] = 215

    graded = apply_grid(grid, photo)

    np.testing.assert_array_equal(graded[:16], photo[:16])
    np.testing.assert_array_equal(graded[16:, :14], 0)
    np.testing.assert_array_equal(graded[16:, 18:], 40)


def test_values_beyond_the_range_are_clipped() -> None:
    photo = to_uint8(noise(5, 5))

    assert apply_grid(grid_of(np.vstack([np.eye(3), [[2, 2, 2]]])), photo).min() == 255
    assert apply_grid(grid_of(np.vstack([np.eye(3), [[-2, -2, -2]]])), photo).max() == 0


def test_slices_have_gradients_of_the_grid() -> None:
    grid = tf.Variable(random_grid()[None])
    photo = ops.convert_to_tensor(np.full((1, 16, 16, 3), 3 / 7, "float32"))  # exactly level 3

    with tf.GradientTape() as tape:
        total = ops.sum(slice_grid(grid, photo)[..., 0])
    gradient = tape.gradient(total, grid).numpy()[0]

    np.testing.assert_allclose(gradient[:, :, 3, 3, 0], 1.0, atol=1e-4)  # one pixel a place: its offset counts once
    np.testing.assert_allclose(gradient[:, :, 3, :3, 0], 3 / 7, atol=1e-4)
    assert np.abs(gradient[:, :, [0, 1, 2, 5, 6, 7]]).max() < 1e-4


def test_tone_slopes_are_the_contrast_that_greys_keep() -> None:
    half = grid_of(np.vstack([0.5 * np.eye(3), [[0.3, 0.3, 0.3]]]))
    darker_lights = grid_of(identity_map())
    darker_lights[:, :, 7] *= 0.5

    np.testing.assert_allclose(tone_slopes(half[None]), 0.5, atol=1e-5)
    slopes = ops.convert_to_numpy(tone_slopes(darker_lights[None]))[0, 3, 3]
    np.testing.assert_allclose(slopes, [1, 1, 1, 1, 1, 1, 7 * (0.5 - 6 / 7)], atol=1e-5)
