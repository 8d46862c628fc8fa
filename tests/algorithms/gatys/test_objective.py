"""The objective of slow painting: its losses, its gradient, and its regions."""

from dataclasses import replace

import numpy as np
import pytest

from algorithms.gatys.objective import paint_objective
from algorithms.gatys.options import PaintOptions
from algorithms.perceptual.loss_network import LossNetwork
from algorithms.perceptual.losses import content_loss, gram_matrix, style_loss, total_variation
from tests.algorithms.makers import noise, small_loss_network

LAYERS = ["relu1_1", "relu2_1"]
OPTIONS = PaintOptions(
    content_layers=("relu2_1",),
    style_layers=("relu1_1", "relu2_1"),
    content_weight=3.0,
    style_weight=5.0,
    tv_weight=7.0,
)
SIZE = 16, 20
CONTENT, STYLE, PICTURE = noise(*SIZE), noise(18, 14, seed=1), noise(*SIZE, seed=2)


@pytest.fixture(scope="module")
def network() -> LossNetwork:
    return small_loss_network(LAYERS)


def test_the_total_is_the_weighted_sum_of_content_style_and_variation(network: LossNetwork) -> None:
    losses, _ = paint_objective(network, CONTENT, [STYLE], OPTIONS, SIZE)(PICTURE)

    painted, wanted, model = (network(each[None], LAYERS) for each in (PICTURE, CONTENT, STYLE))
    content = float(content_loss(painted["relu2_1"], wanted["relu2_1"])[0])
    style = sum(float(style_loss(painted[n], gram_matrix(model[n])[0])[0]) for n in LAYERS) / 2
    tv = float(total_variation(PICTURE[None])[0])
    expected = {"content": content, "style": style, "tv": tv, "total": 3 * content + 5 * style + 7 * tv}
    assert losses == pytest.approx(expected, rel=1e-4)


def test_the_gradient_is_the_slope_of_the_total(network: LossNetwork) -> None:
    objective = paint_objective(network, CONTENT, [STYLE], OPTIONS, SIZE)
    direction = np.random.default_rng(3).normal(size=PICTURE.shape).astype("float32")

    _, gradient = objective(PICTURE)

    ahead, behind = (objective(PICTURE + step * direction)[0]["total"] for step in (1e-3, -1e-3))
    assert float((gradient * direction).sum()) == pytest.approx((ahead - behind) / 2e-3, rel=0.02)


def test_a_texture_has_no_content_loss(network: LossNetwork) -> None:
    losses, _ = paint_objective(network, None, [STYLE], OPTIONS, SIZE)(PICTURE)

    assert losses["content"] == 0
    assert losses["total"] == pytest.approx(5 * losses["style"] + 7 * losses["tv"], rel=1e-5)


def test_tiles_give_the_losses_and_the_gradient_of_the_whole(network: LossNetwork) -> None:
    size = 70, 90
    content, picture = noise(*size), noise(*size, seed=2)

    whole, tiled = (
        paint_objective(network, content, [STYLE], replace(OPTIONS, tile=tile), size)(picture) for tile in (1024, 64)
    )

    assert tiled[0] == pytest.approx(whole[0], rel=1e-4)
    np.testing.assert_allclose(tiled[1], whole[1], atol=1e-3 * np.abs(whole[1]).max())


def test_one_region_that_is_the_whole_picture_changes_nothing(network: LossNetwork) -> None:
    whole = np.ones((*SIZE, 1), "float32"), np.ones((18, 14, 1), "float32")

    with_region = paint_objective(network, CONTENT, [STYLE], OPTIONS, SIZE, whole)(PICTURE)
    without = paint_objective(network, CONTENT, [STYLE], OPTIONS, SIZE)(PICTURE)

    assert with_region[0] == pytest.approx(without[0], rel=1e-4)
