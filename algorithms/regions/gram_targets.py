"""Gram matrices of a style's regions, as the targets of a photo's regions."""

from typing import Any

import numpy as np
import tensorflow as tf

from algorithms.perceptual.loss_network import LossNetwork
from algorithms.perceptual.losses import masked_gram, masked_style_loss
from algorithms.perceptual.source_losses import RegionGram, luan_gram, region_style_loss, thesis_gram
from algorithms.regions.layer_masks import masks_at_layers

GRAMS: dict[str, RegionGram] = {"relative": masked_gram, "luan": luan_gram, "thesis": thesis_gram}


class RegionStyle:
    """The targets of a photo's regions, and these regions at every layer.

    Attributes
    ----------
    grams : dict of layer name to float32 tensor of shape (K, C, C)
        The Gram matrices of the style's regions, as `GRAMS` has them for the losses.
    masks : dict of layer name to float32 tensor of shape (1, H', W', K)
        The photo's regions, as of `masks_at_layers`.
    """

    def __init__(
        self,
        network: LossNetwork,
        style: np.ndarray,
        style_regions: np.ndarray,
        photo_regions: np.ndarray,
        layers: tuple[str, ...],
        losses: str = "relative",
    ) -> None:
        """Compute targets and masks.

        Parameters
        ----------
        network : LossNetwork
        style : float32 array of shape (H', W', 3)
            RGB in [0, 1].
        style_regions, photo_regions : float32 arrays of shape (H', W', K) and (H, W, K)
            In [0, 1]; region k of the photo takes its style from region k of the style.
        layers : names such as `relu4_1` or `conv4_1`
        losses : "relative", "luan" or "thesis"
            The definition of the style loss.
        """
        self.losses = losses
        masks = masks_at_layers(network, style_regions[None], layers)
        features = network(style[None], layers)
        self.grams = {name: GRAMS[losses](features[name], masks[name])[0] for name in layers}
        self.masks = masks_at_layers(network, photo_regions[None], layers)

    def loss(self, features: dict[str, Any]) -> Any:
        """Return the style loss, a float32 scalar.

        Ours is the mean of `masked_style_loss` over the layers, a source's the sum of `region_style_loss`.

        Parameters
        ----------
        features : dict of layer name to float32 tensor of shape (1, H', W', C)
            Activations of the picture that is compared; there may be more layers than those of the targets.
        """
        if self.losses == "relative":
            ours = [masked_style_loss(features[name], self.masks[name], gram)[0] for name, gram in self.grams.items()]
            return tf.add_n(ours) / len(ours)
        return tf.add_n([self._source_loss(features[name], name) for name in self.grams])

    def _source_loss(self, features: Any, name: str) -> Any:
        masks = self.masks[name]
        shares = tf.reduce_mean(masks, axis=(1, 2))
        return region_style_loss(GRAMS[self.losses](features, masks), self.grams[name], shares)[0]
