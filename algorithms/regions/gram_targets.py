"""What the regions of a photo shall look like to a loss network: Gram matrices of the style's regions."""

from typing import Any

import numpy as np
import tensorflow as tf

from algorithms.perceptual.loss_network import LossNetwork
from algorithms.perceptual.losses import masked_gram, masked_style_loss
from algorithms.regions.matching import masks_at_layers


class RegionStyle:
    """The style's regions as targets, and the photo's regions at every layer."""

    def __init__(
        self,
        network: LossNetwork,
        style: np.ndarray,
        style_regions: np.ndarray,
        photo_regions: np.ndarray,
        layers: tuple[str, ...],
    ) -> None:
        """Compute both.

        Parameters
        ----------
        style : float32 array of shape (H', W', 3)
            RGB in [0, 1].
        style_regions, photo_regions : float32 arrays of shape (H', W', K) and (H, W, K)
        """
        masks = masks_at_layers(network, style_regions[None], layers)
        features = network(style[None], layers)
        self.grams = {name: masked_gram(features[name], masks[name])[0] for name in layers}
        self.masks = masks_at_layers(network, photo_regions[None], layers)

    def loss(self, features: dict[str, Any]) -> Any:
        """Return the mean of the layers' relative losses."""
        losses = [masked_style_loss(features[name], self.masks[name], gram)[0] for name, gram in self.grams.items()]
        return tf.add_n(losses) / len(losses)

    def thesis_loss(self, features: dict[str, Any]) -> Any:
        r""":math:`\frac1L \sum_l \sum_k s_k \frac{1}{2 N_l^2} \sum_{ij} (G^{l,k}_{ij} - A^{l,k}_{ij})^2`.

        The thesis's eq. 4.4 and 4.5, with the regions' shares :math:`s_k` of its code. Its matrices are sums; those
        here are divided by the region's size (`losses.masked_gram`), as in the code of Luan et al.
        """
        losses = []
        for name, gram in self.grams.items():
            squares = tf.reduce_sum((masked_gram(features[name], self.masks[name])[0] - gram) ** 2, axis=(1, 2))
            shares = tf.reduce_mean(self.masks[name], axis=(0, 1, 2))
            losses.append(tf.reduce_sum(shares * squares) / (2 * gram.shape[-1] ** 2))
        return tf.add_n(losses) / len(losses)
