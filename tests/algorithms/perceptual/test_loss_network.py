"""The layers, poolings and borders of a loss network."""

from typing import Any

import numpy as np
import pytest

from algorithms.errors import UserError
from algorithms.perceptual.loss_network import LossNetwork
from tests.algorithms.makers import noise, small_loss_network

MEAN_BGR = np.array([103.939, 116.779, 123.68], "float32")  # of ImageNet, as keras.applications has it


def one_to_one(*names: str) -> LossNetwork:
    """Return a network whose convolutions hand their three channels on as they are."""
    kernel = np.zeros((3, 3, 3, 3), "float32")
    kernel[1, 1] = np.eye(3)
    return LossNetwork({name: (kernel, np.zeros(3, "float32")) for name in names})


def test_conv_is_before_the_relu_and_relu_is_after_it() -> None:
    found = one_to_one("conv1_1")(np.full((1, 4, 4, 3), 0.45, "float32"), ["relu1_1", "conv1_1"])

    assert list(found) == ["conv1_1", "relu1_1"]
    np.testing.assert_allclose(found["conv1_1"][0, 0, 0], 0.45 * 255 - MEAN_BGR, atol=1e-4)  # 10.8, -2.0, -8.9
    np.testing.assert_allclose(found["relu1_1"][0, 0, 0], [0.45 * 255 - MEAN_BGR[0], 0, 0], atol=1e-4)


@pytest.mark.parametrize(("pooling", "expected"), [("max", 200.0), ("average", (200 + 140 + 180 + 150) / 4)])
def test_pooling_takes_the_largest_or_the_mean_of_four(pooling: Any, expected: float) -> None:
    photo = np.array([[200, 140], [180, 150]], "float32")[None, :, :, None].repeat(3, axis=-1) / 255
    network = LossNetwork(one_to_one("conv1_1", "conv2_1").convolutions, pooling)

    found = network(photo, ["conv2_1"])["conv2_1"]

    np.testing.assert_allclose(found, [[[expected - MEAN_BGR]]], atol=1e-3)


def test_an_unknown_pooling_is_refused() -> None:
    with pytest.raises(ValueError, match="pooling is 'sum'; expected 'max' or 'average'"):
        LossNetwork({}, "sum")  # type: ignore[arg-type]


def test_an_unknown_layer_is_refused_with_the_three_nearest() -> None:
    network = small_loss_network(["relu1_1", "relu1_2", "relu2_1", "relu5_1"])

    with pytest.raises(
        UserError, match=r"The network has no layer relu5_2; the nearest that it has: relu5_1, conv5_1, relu2_1\."
    ):
        network(noise(8, 8)[None], ["relu5_2", "relu1_1"])


def test_a_picture_too_small_for_the_layers_is_refused() -> None:
    with pytest.raises(UserError, match="too small for these layers; give one of at least 32 × 32 pixels"):
        small_loss_network()(noise(15, 40)[None], ["relu5_1"])


def test_with_reflection_a_flat_picture_has_no_border() -> None:
    flat = small_loss_network()(np.full((1, 16, 16, 3), 0.7, "float32"), ["conv3_1"])["conv3_1"]

    np.testing.assert_allclose(flat, np.broadcast_to(flat[:, :1, :1], flat.shape), atol=1e-4)


def test_every_convolution_has_two_layers_and_two_weights() -> None:
    network = one_to_one("conv1_1", "conv2_1")

    assert network.layers == ["conv1_1", "relu1_1", "conv2_1", "relu2_1"]
    assert [weight.shape for weight in network.weights] == [(3, 3, 3, 3), (3,)] * 2
