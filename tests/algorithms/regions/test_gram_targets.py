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


@pytest.mark.parametrize("losses", ["luan", "thesis"])
def test_a_sources_loss_is_the_sum_of_the_layers_mean_squares(network: LossNetwork, losses: str) -> None:
    photo, style = noise(8, 12), noise(10, 6, seed=1)
    whole = np.ones((10, 6, 1), "float32"), np.ones((8, 12, 1), "float32")
    targets = RegionStyle(network, style, *whole, LAYERS, losses)

    features, models = network(photo[None], LAYERS), network(style[None], LAYERS)

    # a single region, whose share is 1; matrices are divided by positions and by the network's 3 channels
    squares = [np.square((gram_matrix(features[n]) - gram_matrix(models[n])) / 3).mean() for n in LAYERS]
    assert float(targets.loss(features)) == pytest.approx(np.sum(squares), rel=1e-4)


def test_only_the_thesis_asks_for_the_styles_share_of_a_region(network: LossNetwork) -> None:
    picture = noise(8, 16)
    left = np.zeros((8, 16, 2), "float32")
    left[:, :4, 0], left[:, 4:, 1] = 1, 1
    twice = np.concatenate(
        [picture[:, :4], picture[:, :4], picture[:, 4:]], axis=1
    )  # the left region at twice its size
    wide = np.concatenate([left[:, :4], left[:, :4], left[:, 4:]], axis=1)
    features = network(picture[None], LAYERS[:1])

    luan, thesis = (
        float(RegionStyle(network, twice, wide, left, LAYERS[:1], losses).loss(features))
        for losses in ("luan", "thesis")
    )

    assert thesis > 5 * luan


@pytest.mark.parametrize("losses", ["relative", "luan", "thesis"])
def test_a_photo_with_the_styles_own_regions_costs_nothing_until_they_are_swapped(
    network: LossNetwork, losses: str
) -> None:
    style = np.concatenate([0.2 * noise(8, 8), 1 - 0.2 * noise(8, 8, seed=1)], axis=1)
    halves = np.zeros((8, 16, 2), "float32")
    halves[:, :8, 0], halves[:, 8:, 1] = 1, 1
    features = network(style[None], LAYERS)

    own, swapped = (
        float(RegionStyle(network, style, each, halves, LAYERS, losses).loss(features))
        for each in (halves, halves[..., ::-1].copy())
    )

    assert own == pytest.approx(0, abs=1e-6 * swapped)
