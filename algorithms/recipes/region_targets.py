"""The style targets of the photographic trainings: Gram matrices of the style photos' regions."""

from collections.abc import Iterable

import numpy as np
from keras import ops

from algorithms.perceptual.loss_network import LossNetwork
from algorithms.perceptual.losses import masked_gram
from algorithms.perceptual.source_losses import RegionGram
from algorithms.recipes.region_samples import REGIONS, StyleRegions, inside
from algorithms.regions.layer_masks import masks_at_layers


def region_targets(
    network: LossNetwork, styles: StyleRegions, layers: Iterable[str], gram: RegionGram = masked_gram
) -> dict[str, np.ndarray]:
    """Compute the Gram matrices of every region of every style photo.

    Parameters
    ----------
    gram : function of activations and masks
        `masked_gram`, or a source's own.

    Returns
    -------
    dict of layer name to float32 array of shape (styles * REGIONS, C, C)
        In the order of `Batch.targets`; 0 for regions without pixels.
    """
    grams: dict[str, list[np.ndarray]] = {layer: [] for layer in layers}
    for picture, label in zip(styles.pictures, styles.labels, strict=True):
        regions = np.stack([inside(label, region) for region in range(REGIONS)], axis=-1).astype("float32")
        masks = masks_at_layers(network, regions[None], grams)
        for layer, features in network(ops.convert_to_tensor(picture[None]), grams).items():
            grams[layer].append(ops.convert_to_numpy(gram(features, masks[layer]))[0])
    return {layer: np.concatenate(matrices) for layer, matrices in grams.items()}
