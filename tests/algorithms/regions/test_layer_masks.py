"""Regions carried down through a loss network."""

import numpy as np
import pytest

from algorithms.regions.from_masks import regions_from_colours
from algorithms.regions.layer_masks import masks_at_layers
from tests.algorithms.makers import noise, small_loss_network
from tests.algorithms.regions.makers import BLUE, RED, stripes

LAYERS = ["relu1_1", "relu2_1", "relu3_1"]


@pytest.mark.parametrize(("height", "width"), [(24, 32), (25, 31)])
def test_masks_have_the_size_of_their_layer_and_still_add_up_to_1(height: int, width: int) -> None:
    network = small_loss_network(LAYERS)
    regions, _ = regions_from_colours(stripes(RED, BLUE, rows=height, columns=32)[:, :width], stripes(RED, BLUE))

    masks = masks_at_layers(network, regions[None], ["conv1_1", "relu3_1"])

    features = network(noise(height, width)[None], ["conv1_1", "relu3_1"])
    assert list(masks) == ["conv1_1", "relu3_1"]
    for layer, mask in masks.items():
        assert mask.shape[:3] == features[layer].shape[:3]
        np.testing.assert_allclose(np.sum(mask, axis=-1), 1, atol=1e-5)


def test_masks_are_averaged_at_convolutions_and_halved_at_poolings() -> None:
    # One column of ones in a row: (0 0 1 0) → 3×3 average (0 1 1 1)/3 with 1/2 at the border's window of two columns
    # → halved by pairs → averaged again.
    regions = np.zeros((4, 4, 1), "float32")
    regions[:, 2] = 1

    masks = masks_at_layers(small_loss_network(LAYERS), regions[None], ["relu1_1", "relu2_1"])

    np.testing.assert_allclose(masks["relu1_1"][0, 1, :, 0], [0, 1 / 3, 1 / 3, 1 / 2], atol=1e-6)
    left, right = 1 / 6, 5 / 12
    np.testing.assert_allclose(masks["relu2_1"][0, 0, :, 0], [(left + right) / 2] * 2, atol=1e-6)
