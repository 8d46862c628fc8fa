"""Gram matrices of the style photos' regions."""

import numpy as np

from algorithms.perceptual.losses import gram_matrix
from algorithms.recipes.region_samples import REGIONS, WHOLE, StyleRegions
from algorithms.recipes.region_targets import region_targets
from tests.algorithms.makers import noise, small_loss_network

SKY, WATER, PERSON = 0, 3, 6
LAYERS = ["relu1_1", "relu2_1"]


def test_each_style_has_a_gram_matrix_for_every_region() -> None:
    network = small_loss_network(LAYERS)
    pictures = [noise(16, 16), noise(16, 16, seed=1)]
    labels = [np.full((16, 16), SKY, "uint8"), np.full((16, 16), WATER, "uint8")]

    targets = region_targets(network, StyleRegions(pictures, labels), LAYERS)

    for layer in LAYERS:
        grams = targets[layer].reshape(2, REGIONS, 3, 3)  # the small network has three channels
        for style, region in ((0, SKY), (1, WATER)):
            whole = np.asarray(gram_matrix(network(pictures[style][None], [layer])[layer]))[0]
            np.testing.assert_allclose(grams[style, WHOLE], whole, rtol=1e-4, atol=1e-6)
            np.testing.assert_allclose(grams[style, region], whole, rtol=1e-4, atol=1e-6)  # it covers all of it
        assert not grams[:, PERSON].any()
