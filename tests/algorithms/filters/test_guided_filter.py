"""The guided filter, against averages and least squares worked out by numpy."""

import numpy as np
import pytest
import tensorflow as tf

from algorithms.filters.guided_filter import (
    apply_affine,
    box_filter,
    guided_filter,
    guided_filter_coefficients,
    upsample_affine,
)
from tests.algorithms.makers import noise


def test_windows_at_the_border_are_averaged_over_the_part_that_there_is() -> None:
    x = np.arange(12, dtype="float32").reshape(1, 3, 4, 1)

    filtered = np.asarray(box_filter(x, 1))[0, :, :, 0]

    assert filtered[0, 0] == pytest.approx((0 + 1 + 4 + 5) / 4)
    assert filtered[0, 1] == pytest.approx((0 + 1 + 2 + 4 + 5 + 6) / 6)
    assert filtered[1, 2] == pytest.approx(x[0, 0:3, 1:4].mean())


def test_a_window_larger_than_the_picture_averages_all_of_it() -> None:
    x = noise(5, 6)[None]

    np.testing.assert_allclose(box_filter(x, 20), np.broadcast_to(x.mean(axis=(1, 2)), x.shape), rtol=1e-5)


@pytest.mark.parametrize("channels", [1, 3, 4])
def test_the_fit_finds_an_affine_map_of_any_number_of_channels(channels: int) -> None:
    random = np.random.default_rng(0)
    guide = random.random((2, 9, 11, channels))
    slope, offset = random.normal(size=(channels, 2)), random.normal(size=2)

    a, b = guided_filter_coefficients(guide, guide @ slope + offset, radius=2, eps=1e-9)

    np.testing.assert_allclose(a, np.broadcast_to(slope, (2, 9, 11, channels, 2)), atol=1e-5)
    np.testing.assert_allclose(b, np.broadcast_to(offset, (2, 9, 11, 2)), atol=1e-5)


def test_the_fit_of_one_window_is_the_least_squares_solution_with_a_ridge() -> None:
    guide, target, eps = noise(3, 3).astype("float64"), noise(3, 3, seed=1).astype("float64"), 0.02
    x, y = guide.reshape(9, 3), target.reshape(9, 3)
    centred = x - x.mean(axis=0)
    slope = np.linalg.solve(centred.T @ centred / 9 + eps * np.eye(3), centred.T @ (y - y.mean(axis=0)) / 9)

    a, b = guided_filter_coefficients(guide[None], target[None], radius=9, eps=eps)

    np.testing.assert_allclose(np.asarray(a)[0, 1, 1], slope, atol=1e-6)
    np.testing.assert_allclose(np.asarray(b)[0, 1, 1], y.mean(axis=0) - x.mean(axis=0) @ slope, atol=1e-6)


def test_the_guided_filter_keeps_the_guides_edge_and_flattens_the_rest() -> None:
    guide = np.zeros((1, 20, 20, 1), "float32")
    guide[:, :, 10:] = 1
    noisy = guide + 0.1 * noise(20, 20)[None, :, :, :1]

    smooth = np.asarray(guided_filter(guide, noisy, radius=4, eps=1e-3))

    assert smooth[0, :, 10:].min() - smooth[0, :, :10].max() > 0.95
    assert smooth[0, :, :10].std() < 0.2 * noisy[0, :, :10].std()


def test_it_works_in_a_compiled_function_for_any_size() -> None:
    compiled = tf.function(
        lambda guide, p: guided_filter(guide, p, 2, 1e-3),
        input_signature=[tf.TensorSpec((None, None, None, 3)), tf.TensorSpec((None, None, None, 3))],
    )

    for height, width in ((8, 9), (13, 7)):
        guide, p = noise(height, width)[None], noise(height, width, seed=1)[None]
        np.testing.assert_allclose(compiled(guide, p), guided_filter(guide, p, 2, 1e-3), atol=1e-5)


def test_an_enlarged_map_does_to_a_larger_picture_what_it_did_to_the_small_one() -> None:
    guide = noise(6, 8)[None]
    a, b = guided_filter_coefficients(guide, 0.5 * guide + 0.2, radius=2, eps=1e-9)
    large = noise(30, 40)[None]

    moved = apply_affine(*upsample_affine(a, b, 30, 40), large)

    np.testing.assert_allclose(moved, 0.5 * large + 0.2, atol=1e-3)
