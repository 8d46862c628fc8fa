"""A small network in the place of VGG-19."""

from dataclasses import replace

import numpy as np
import pytest
from skimage.data import astronaut

from algorithms.gatys.options import PaintOptions
from algorithms.io.images import resize
from algorithms.perceptual.loss_network import LossNetwork
from algorithms.perceptual.losses import gram_matrix
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


def test_a_photos_gram_matrices_are_as_large_as_vgg19s_so_that_the_sources_styles_weigh_as_much() -> None:
    # norms under the exact network, of this photo at 96 x 96, with vgg19_blocks_1_to_3.npz
    vgg19 = {"relu1_1": 1.263e5, "relu2_1": 8.336e6, "relu3_1": 2.247e7}
    photo = resize((astronaut() / 255).astype("float32"), 96, 96)

    found = like_vgg19(compact())(photo[None], vgg19)

    for layer, norm in vgg19.items():
        assert found[layer].shape[-1] == {"1": 64, "2": 128, "3": 256}[layer[4]]
        assert np.linalg.norm(gram_matrix(found[layer])[0]) == pytest.approx(norm, rel=0.2), layer
