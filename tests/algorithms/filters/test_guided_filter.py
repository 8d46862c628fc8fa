"""The local affine fit, against matrices that others build, and against what it must give by definition."""

import keras
import numpy as np
import pytest
import tensorflow as tf
from pymatting import cf_laplacian
from skimage import data

from algorithms.filters.guided_filter import (
    apply_affine,
    box_filter,
    guided_filter,
    guided_filter_coefficients,
    matting_energy,
    matting_laplacian_product,
    upsample_affine,
)
from algorithms.io.images import resize, to_float
from tests.algorithms.makers import noise


def astronaut(height: int, width: int) -> np.ndarray:
    photo: np.ndarray = resize(to_float(data.astronaut()), height, width)
    return photo.clip(0.0, 1.0)


def grainy(height: int, width: int) -> np.ndarray:
    """Return a photo without flat black: there pymatting's own inverse, an adjugate, is off by 1e-6."""
    return 0.9 * astronaut(height, width) + 0.1 * noise(height, width, seed=9)


def relative_error(found: np.ndarray, wanted: np.ndarray) -> float:
    return float(np.linalg.norm(found - wanted) / np.linalg.norm(wanted))


@pytest.mark.parametrize(("eps", "kind", "most"), [(1e-7, "float64", 1e-6), (1e-4, "float32", 1e-3)])
@pytest.mark.parametrize("p", [noise(37, 50, seed=1), astronaut(50, 37).transpose(1, 0, 2)], ids=["noise", "photo"])
def test_the_matting_product_is_that_of_the_matrix_borders_included(
    eps: float, kind: str, most: float, p: np.ndarray
) -> None:
    guide = grainy(37, 50)
    matrix = cf_laplacian(guide.astype("float64"), epsilon=eps)
    wanted = (matrix @ p.reshape(-1, 3).astype("float64")).reshape(p.shape)

    product = np.asarray(matting_laplacian_product(guide[None].astype(kind), p[None].astype(kind), eps=eps))[0]

    assert product.dtype == kind
    assert relative_error(product, wanted) < most
    assert relative_error(product[0], wanted[0]) < most
    assert relative_error(product[:, -1], wanted[:, -1]) < most


def test_a_wider_window_gives_the_matrix_of_a_wider_window() -> None:
    guide, p = astronaut(20, 24).astype("float64"), noise(20, 24).astype("float64")
    wanted = (cf_laplacian(guide, epsilon=1e-4, radius=2) @ p.reshape(-1, 3)).reshape(p.shape)

    assert relative_error(np.asarray(matting_laplacian_product(guide[None], p[None], 2, 1e-4))[0], wanted) < 1e-6


def test_the_energy_is_the_quadratic_form_divided_by_the_pixels_for_each_picture() -> None:
    guides = np.stack([astronaut(16, 21), noise(16, 21)]).astype("float64")
    p = np.stack([noise(16, 21, seed=2), noise(16, 21, seed=3)]).astype("float64")
    wanted = [
        np.sum(each * (cf_laplacian(guide, epsilon=1e-4) @ each))
        for guide, each in zip(guides, p.reshape(2, -1, 3), strict=True)
    ]

    np.testing.assert_allclose(matting_energy(guides, p, eps=1e-4), np.array(wanted) / (16 * 21), rtol=1e-6)


def test_half_the_gradient_of_the_energy_is_the_product() -> None:
    guide, p = tf.constant(astronaut(12, 14)[None]), tf.constant(noise(12, 14)[None])
    with tf.GradientTape() as tape:
        tape.watch(p)
        energy = matting_energy(guide, p, eps=1e-4)

    half = 12 * 14 * np.asarray(tape.gradient(energy, p)) / 2

    np.testing.assert_allclose(half, matting_laplacian_product(guide, p, eps=1e-4), atol=1e-4)


def test_an_affine_change_of_colours_costs_no_energy() -> None:
    guide = astronaut(30, 40)[None]
    turned = guide @ np.array([[0.2, 0.9, 0], [0.5, 0, 0.3], [0, 0.1, 0.7]], "float32") + 0.1

    assert float(matting_energy(guide, turned)[0]) < 1e-4 * float(matting_energy(guide, noise(30, 40)[None])[0])


def test_a_grey_photo_in_float32_has_the_product_that_float64_gives() -> None:
    grey = astronaut(30, 40).mean(axis=-1, keepdims=True).repeat(3, axis=-1)
    p = noise(30, 40)
    exact = matting_laplacian_product(grey[None].astype("float64"), p[None].astype("float64"))[0]

    assert relative_error(np.asarray(matting_laplacian_product(grey[None], p[None]))[0], np.asarray(exact)) < 1e-3


def test_a_picture_smaller_than_a_window_is_refused() -> None:
    with pytest.raises(ValueError, match=r"The picture is 5 × 2 pixels; give one of at least 3 × 3\."):
        matting_laplacian_product(noise(2, 5)[None], noise(2, 5)[None])


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
    large = keras.ops.convert_to_tensor(noise(30, 40)[None])

    moved = apply_affine(*upsample_affine(a, b, 30, 40), large)

    np.testing.assert_allclose(moved, 0.5 * large + 0.2, atol=1e-3)
