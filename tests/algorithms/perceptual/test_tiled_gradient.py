"""Features and gradients computed in tiles, against the same computed at once."""

from collections.abc import Callable

import numpy as np
import pytest
import tensorflow as tf

from algorithms.errors import UserError
from algorithms.perceptual.loss_network import LossNetwork
from algorithms.perceptual.losses import gram_matrix, total_variation
from algorithms.perceptual.tiled_gradient import features_in_tiles, gradient_at_once, gradient_in_tiles
from algorithms.perceptual.vgg import VGG19_BLOCKS
from tests.algorithms.makers import noise, small_loss_network

LAYERS = ("relu1_1", "relu3_1", "relu4_2", "relu5_1")
HEIGHT, WIDTH = 203, 331  # no multiple of the strides


@pytest.fixture(scope="module")
def network() -> LossNetwork:
    """Return a network of two channels with every layer of VGG-19."""
    names = [f"relu{block}_{i}" for block, count in enumerate(VGG19_BLOCKS, 1) for i in range(1, count + 1)]
    return small_loss_network(names, channels=2)


@pytest.fixture
def measure() -> Callable[..., dict[str, tf.Tensor]]:
    def losses(picture: tf.Tensor, features: dict[str, tf.Tensor]) -> dict[str, tf.Tensor]:
        style = sum(tf.reduce_sum(gram_matrix(x) ** 2) for x in features.values())
        content = tf.reduce_sum(features["relu4_2"] ** 2)
        return {"style": style, "total": style + content + 10 * total_variation(picture)[0]}

    return losses


def test_features_put_together_from_tiles_are_those_of_the_whole(network: LossNetwork) -> None:
    picture = noise(HEIGHT, WIDTH)

    tiled = features_in_tiles(network, picture, LAYERS, side=64)

    whole = network(picture[None], LAYERS)
    assert list(tiled) == list(whole)
    for name, features in whole.items():
        np.testing.assert_allclose(tiled[name], features, atol=1e-4)


def test_the_gradient_in_tiles_is_that_of_the_whole(
    network: LossNetwork, measure: Callable[..., dict[str, tf.Tensor]]
) -> None:
    picture = noise(HEIGHT, WIDTH)

    losses, gradient = gradient_in_tiles(network, LAYERS, measure, side=64)(picture)

    expected_losses, expected = gradient_at_once(network, LAYERS, measure)(picture)
    assert losses == pytest.approx(expected_losses, rel=1e-5)
    np.testing.assert_allclose(gradient, expected, atol=1e-4 * np.abs(expected).max())


def test_a_picture_too_small_for_its_layers_is_told_in_the_networks_own_sentence(
    network: LossNetwork, measure: Callable[..., dict[str, tf.Tensor]]
) -> None:
    objective = gradient_at_once(network, LAYERS, measure)

    with pytest.raises(UserError, match=r"^The picture is too small for these layers; give one of at least 32 × 32"):
        objective(noise(2, 200))
