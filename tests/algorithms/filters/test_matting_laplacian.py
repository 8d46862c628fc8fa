"""The product with the matting Laplacian, against the matrix that pymatting builds."""

from typing import Any

import numpy as np
import pytest
import tensorflow as tf
from pymatting import cf_laplacian
from skimage import data

from algorithms.errors import UserError
from algorithms.filters.matting_laplacian import matting_laplacian_product
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


def energies(guides: Any, p: Any) -> Any:
    r"""Return each picture's quadratic form :math:`\sum_f p_f^T L p_f`."""
    return tf.reduce_sum(p * matting_laplacian_product(guides, p, eps=1e-4), axis=(1, 2, 3))


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


def test_each_picture_of_a_batch_has_the_quadratic_form_of_its_own_matrix() -> None:
    guides = np.stack([astronaut(16, 21), noise(16, 21)]).astype("float64")
    p = np.stack([noise(16, 21, seed=2), noise(16, 21, seed=3)]).astype("float64")
    wanted = [
        np.sum(each * (cf_laplacian(guide, epsilon=1e-4) @ each))
        for guide, each in zip(guides, p.reshape(2, -1, 3), strict=True)
    ]

    np.testing.assert_allclose(energies(guides, p), wanted, rtol=1e-6)


def test_half_the_gradient_of_the_energy_is_the_product() -> None:
    guide, p = tf.constant(astronaut(12, 14)[None]), tf.constant(noise(12, 14)[None])
    with tf.GradientTape() as tape:
        tape.watch(p)
        total = energies(guide, p)

    half = np.asarray(tape.gradient(total, p)) / 2

    np.testing.assert_allclose(half, matting_laplacian_product(guide, p, eps=1e-4), atol=1e-4)


def test_an_affine_change_of_colours_costs_no_energy() -> None:
    guide = astronaut(30, 40)[None]
    turned = guide @ np.array([[0.2, 0.9, 0], [0.5, 0, 0.3], [0, 0.1, 0.7]], "float32") + 0.1

    assert float(energies(guide, turned)[0]) < 1e-4 * float(energies(guide, noise(30, 40)[None])[0])


def test_a_grey_photo_in_float32_has_the_product_that_float64_gives() -> None:
    grey = astronaut(30, 40).mean(axis=-1, keepdims=True).repeat(3, axis=-1)
    p = noise(30, 40)
    exact = matting_laplacian_product(grey[None].astype("float64"), p[None].astype("float64"))[0]

    assert relative_error(np.asarray(matting_laplacian_product(grey[None], p[None]))[0], np.asarray(exact)) < 1e-3


def test_a_picture_smaller_than_a_window_is_refused() -> None:
    with pytest.raises(UserError, match=r"The picture is 5 × 2 pixels; give one of at least 3 × 3\."):
        matting_laplacian_product(noise(2, 5)[None], noise(2, 5)[None])
