"""The distance from the chosen neighbours, and its gradient."""

import numpy as np
import pytest

from algorithms.neighbours.columns import ColumnFeatures, hypercolumn, split_columns
from algorithms.neighbours.objective import NeighbourLoss
from algorithms.neighbours.pools import StylePicture, style_pools
from algorithms.optimise.optimisers import Objective
from algorithms.perceptual.loss_network import LossNetwork
from tests.algorithms.makers import noise, small_loss_network

LAYERS = ["relu1_1", "relu2_1", "relu3_1"]
MAKERS = pytest.mark.parametrize("make", [hypercolumn, split_columns])


@pytest.fixture(scope="module")
def network() -> LossNetwork:
    return small_loss_network(LAYERS)


def objective_of(
    network: LossNetwork, make: object, style: np.ndarray, query: np.ndarray, tile: int = 1024
) -> Objective:
    features = ColumnFeatures(network, make(LAYERS))  # type: ignore[operator]
    pools = style_pools(features, [StylePicture(style, np.ones((*style.shape[:2], 1), "float32"), 1.0)], tile, 0)
    return NeighbourLoss(features).towards(query, np.ones((*query.shape[:2], 1), "float32"), pools, tile)


@MAKERS
def test_a_picture_made_of_the_styles_own_features_has_no_distance(network: LossNetwork, make: object) -> None:
    style = noise(32, 40)

    losses, gradient = objective_of(network, make, style, style)(style)

    assert losses["style"] == losses["total"] == pytest.approx(0, abs=1e-4)
    assert np.abs(gradient).max() < 1e-4


@MAKERS
def test_the_gradient_is_the_slope_of_the_loss(network: LossNetwork, make: object) -> None:
    objective, picture = objective_of(network, make, noise(32, 40), noise(24, 28, seed=1)), noise(24, 28, seed=2)
    direction = np.random.default_rng(3).normal(size=picture.shape).astype("float32")

    _, gradient = objective(picture)

    ahead, behind = (objective(picture + sign * 3e-4 * direction)[0]["total"] for sign in (1, -1))
    assert np.vdot(gradient, direction) == pytest.approx((ahead - behind) / 6e-4, rel=0.05, abs=1e-3)


@MAKERS
def test_tiles_change_neither_the_loss_nor_its_gradient(network: LossNetwork, make: object) -> None:
    style, query, picture = noise(48, 40), noise(150, 133, seed=1), noise(150, 133, seed=2)

    (losses, gradient), (in_tiles, of_tiles) = (
        objective_of(network, make, style, query, tile)(picture) for tile in (1024, 64)
    )

    assert in_tiles["total"] == pytest.approx(losses["total"], rel=1e-3)
    np.testing.assert_allclose(of_tiles, gradient, atol=2e-2 * np.abs(gradient).max())
