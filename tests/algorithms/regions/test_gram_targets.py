"""The losses of a photo's regions against the Gram matrices of a style's regions."""

import numpy as np
import pytest

from algorithms.perceptual.loss_network import LossNetwork
from algorithms.perceptual.losses import gram_matrix, style_loss
from algorithms.regions.gram_targets import RegionStyle
from tests.algorithms.makers import noise, small_loss_network

LAYERS = ("relu1_1", "relu2_1")


@pytest.fixture(scope="module")
def network() -> LossNetwork:
    return small_loss_network(list(LAYERS))


def test_one_region_has_the_mean_of_the_plain_style_losses(network: LossNetwork) -> None:
    photo, style = noise(8, 12), noise(10, 6, seed=1)
    targets = RegionStyle(network, style, np.ones((10, 6, 1), "float32"), np.ones((8, 12, 1), "float32"), LAYERS)

    features, models = network(photo[None], LAYERS), network(style[None], LAYERS)

    wanted = [float(style_loss(features[name], gram_matrix(models[name])[0])[0]) for name in LAYERS]
    assert float(targets.loss(features)) == pytest.approx(np.mean(wanted), rel=1e-4)


def test_the_thesis_loss_is_the_squared_distance_over_twice_the_squared_channels(network: LossNetwork) -> None:
    photo, style = noise(8, 12), noise(10, 6, seed=1)
    targets = RegionStyle(network, style, np.ones((10, 6, 1), "float32"), np.ones((8, 12, 1), "float32"), LAYERS)

    features, models = network(photo[None], LAYERS), network(style[None], LAYERS)

    # eq. 4.4 and 4.5 for a single region, whose share is 1; the network has 3 channels
    squares = [np.square(gram_matrix(features[name]) - gram_matrix(models[name])).sum() for name in LAYERS]
    assert float(targets.thesis_loss(features)) == pytest.approx(np.mean(squares) / (2 * 3**2), rel=1e-4)


def test_a_photo_with_the_styles_own_regions_costs_nothing_until_they_are_swapped(network: LossNetwork) -> None:
    style = np.concatenate([0.2 * noise(8, 8), 1 - 0.2 * noise(8, 8, seed=1)], axis=1)
    halves = np.zeros((8, 16, 2), "float32")
    halves[:, :8, 0], halves[:, 8:, 1] = 1, 1
    features = network(style[None], LAYERS)

    own, swapped = (RegionStyle(network, style, each, halves, LAYERS) for each in (halves, halves[..., ::-1].copy()))

    assert float(own.loss(features)) == pytest.approx(0, abs=1e-6)
    assert float(own.thesis_loss(features)) == pytest.approx(0, abs=1e-6 * float(swapped.thesis_loss(features)))
    assert float(swapped.loss(features)) > 0.1
