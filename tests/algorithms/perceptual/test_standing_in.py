"""A small network in the place of VGG-19."""

from dataclasses import replace

import numpy as np
import pytest

from algorithms.gatys.options import PaintOptions
from algorithms.perceptual.loss_network import LossNetwork
from algorithms.perceptual.standing_in import in_place_of_vgg19, like_vgg19
from algorithms.perceptual.vgg import COMPACT_GAINS, compact
from tests.algorithms.makers import noise, small_loss_network

GAINS = {"conv1_1": 5.0, "conv1_2": 3.0, "conv2_1": 40.0}


@pytest.fixture(scope="module")
def network() -> LossNetwork:
    return replace(small_loss_network(["relu1_1", "relu1_2", "relu2_1"]), gains=GAINS)


@pytest.mark.parametrize("pooling", ["max", "average"])
def test_every_activation_is_multiplied_by_its_gain_and_repeated_four_times(network: LossNetwork, pooling: str) -> None:
    quiet, picture = replace(network, pooling=pooling), noise(12, 16)[None]  # type: ignore[arg-type]

    small, large = quiet(picture, quiet.layers), like_vgg19(quiet)(picture, quiet.layers)

    for name, gain in GAINS.items():
        for layer in (name, name.replace("conv", "relu")):
            expected = gain * np.repeat(small[layer], 4, axis=-1)
            np.testing.assert_allclose(large[layer], expected, atol=1e-4 * np.abs(expected).max(), err_msg=layer)


def test_vgg19_itself_and_our_own_losses_stay_as_they_are(network: LossNetwork) -> None:
    exact, options = replace(network, gains={}), PaintOptions(losses="keras", content_layers=("relu5_2",))

    assert in_place_of_vgg19(exact, options) == (exact, options)
    assert in_place_of_vgg19(network, PaintOptions()) == (network, PaintOptions())


def test_the_nearest_layer_of_the_same_kind_stands_in_for_one_that_is_missing(network: LossNetwork) -> None:
    options = PaintOptions(losses="keras", content_layers=("conv5_2",), style_layers=("relu1_1", "relu1_4"))

    _, changed = in_place_of_vgg19(network, options)

    assert changed.content_layers == ("conv2_1",)
    assert changed.style_layers == ("relu1_1", "relu1_2")


def test_two_layers_never_become_one(network: LossNetwork) -> None:
    options = PaintOptions(losses="keras", style_layers=("relu2_1", "relu2_2"))

    assert in_place_of_vgg19(network, options)[1].style_layers == ("relu2_1", "relu2_2")


def test_the_compact_network_has_a_gain_for_each_of_its_layers() -> None:
    assert list(COMPACT_GAINS) == list(compact().convolutions)


def test_the_compact_networks_first_layer_is_as_loud_as_vgg19s_on_a_photo() -> None:
    # relu1_1 of the exact network has a root mean square of 42.9 over the pictures of COMPACT_GAINS; noise gives less
    loud = np.asarray(like_vgg19(compact())(noise(64, 64)[None], ["relu1_1"])["relu1_1"])

    assert loud.shape[-1] == 64
    assert 20 < np.sqrt((loud**2).mean()) < 80
