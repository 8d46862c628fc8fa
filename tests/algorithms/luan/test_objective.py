"""The objective of the pixels: eq. 4.7 of the thesis, with the affine term of Luan et al."""

from dataclasses import replace

import numpy as np
import pytest

from algorithms.filters.matting_laplacian import matting_laplacian_product
from algorithms.luan.objective import luan_objective
from algorithms.luan.options import PhotoOptions
from algorithms.perceptual.loss_network import LossNetwork
from algorithms.regions.gram_targets import RegionStyle
from tests.algorithms.makers import noise, small_loss_network

OPTIONS = PhotoOptions(
    optimise="pixels",
    content_layers=("conv2_1",),
    style_layers=("conv1_1", "conv2_1"),
    content_weight=3.0,
    style_weight=5.0,
    tv_weight=7.0,
    light_weight=11.0,  # has no part where pixels are optimised
    affine_weight=13.0,
)
PHOTO, PICTURE, STYLE = noise(24, 28), noise(24, 28, seed=1), noise(20, 22, seed=2)


@pytest.fixture(scope="module")
def network() -> LossNetwork:
    return small_loss_network(["relu1_1", "relu2_1"])


@pytest.fixture(scope="module")
def style(network: LossNetwork) -> RegionStyle:
    whole_style, whole_photo = (np.ones((*each.shape[:2], 1), "float32") for each in (STYLE, PHOTO))
    return RegionStyle(network, STYLE, whole_style, whole_photo, OPTIONS.style_layers)


def test_the_total_is_the_weighted_sum_with_the_affine_energy(network: LossNetwork, style: RegionStyle) -> None:
    losses, _ = luan_objective(network, PHOTO, style, OPTIONS)(PICTURE)

    product = np.asarray(matting_laplacian_product(PHOTO[None], PICTURE[None]))[0]
    assert losses["affine"] == pytest.approx(float((PICTURE * product).sum()), rel=1e-4)
    weights = {"content": 3, "style": 5, "tv": 7, "affine": 13}
    assert losses["total"] == pytest.approx(sum(w * losses[name] for name, w in weights.items()), rel=1e-4)


def test_the_affine_terms_gradient_is_twice_the_laplacian_of_the_picture(
    network: LossNetwork, style: RegionStyle
) -> None:
    with_term, without = (
        luan_objective(network, PHOTO, style, replace(OPTIONS, affine_weight=weight))(PICTURE)[1]
        for weight in (13.0, 0.0)
    )

    product = np.asarray(matting_laplacian_product(PHOTO[None], PICTURE[None]))[0]
    np.testing.assert_allclose(with_term - without, 2 * 13 * product, atol=1e-3 * np.abs(with_term).max())


def test_a_picture_that_is_an_affine_map_of_the_photo_has_hardly_any_affine_energy(
    network: LossNetwork, style: RegionStyle
) -> None:
    objective = luan_objective(network, PHOTO, style, OPTIONS)

    mapped, other = (objective(each)[0]["affine"] for each in (0.5 * PHOTO[..., ::-1] + 0.2, PICTURE))

    assert mapped < 0.01 * other


def test_the_thesis_content_loss_is_half_the_mean_square(network: LossNetwork, style: RegionStyle) -> None:
    losses, _ = luan_objective(network, PHOTO, style, replace(OPTIONS, losses="thesis"))(PICTURE)

    painted, wanted = (np.asarray(network(each[None], ["conv2_1"])["conv2_1"]) for each in (PICTURE, PHOTO))
    assert losses["content"] == pytest.approx(((painted - wanted) ** 2).mean() / 2, rel=1e-4)
