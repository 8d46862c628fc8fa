"""Gram matrices of a style's regions, as the targets of a photo's regions."""

from typing import Any

import numpy as np
import tensorflow as tf

from algorithms.perceptual.loss_network import LossNetwork
from algorithms.perceptual.losses import masked_gram, masked_style_loss
from algorithms.regions.layer_masks import masks_at_layers


class RegionStyle:
    """The targets of a photo's regions, and these regions at every layer.

    Attributes
    ----------
    grams : dict of layer name to float32 tensor of shape (K, C, C)
        `masked_gram` of the style's regions.
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
        """
        masks = masks_at_layers(network, style_regions[None], layers)
        features = network(style[None], layers)
        self.grams = {name: masked_gram(features[name], masks[name])[0] for name in layers}
        self.masks = masks_at_layers(network, photo_regions[None], layers)

    def loss(self, features: dict[str, Any]) -> Any:
        """Return the mean of `masked_style_loss` over the layers, a float32 scalar.

        Parameters
        ----------
        features : dict of layer name to float32 tensor of shape (1, H', W', C)
            Activations of the picture that is compared; there may be more layers than those of the targets.
        """
        losses = [masked_style_loss(features[name], self.masks[name], gram)[0] for name, gram in self.grams.items()]
        return tf.add_n(losses) / len(losses)

    def thesis_loss(self, features: dict[str, Any]) -> Any:
        r""":math:`\frac1L \sum_l \sum_k s_k \frac{1}{2 N_l^2} \sum_{ij} (G^{l,k}_{ij} - A^{l,k}_{ij})^2`.

        The thesis's eq. 4.4 and 4.5, with the regions' shares :math:`s_k` of its code. The thesis's matrices are sums;
        the matrices here are divided by the region's size (`losses.masked_gram`), as in the code of Luan et al.
        `features` and the result are as in `loss`.
        """
        losses = []
        for name, gram in self.grams.items():
            squares = tf.reduce_sum((masked_gram(features[name], self.masks[name])[0] - gram) ** 2, axis=(1, 2))
            shares = tf.reduce_mean(self.masks[name], axis=(0, 1, 2))
            losses.append(tf.reduce_sum(shares * squares) / (2 * gram.shape[-1] ** 2))
        return tf.add_n(losses) / len(losses)
