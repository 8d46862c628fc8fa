"""The style encoder: any painting's style parameters, predicted from how a loss network sees the painting.

.. [1] Ghiasi et al., "Exploring the structure of a real-time, arbitrary neural artistic stylization network",
   arXiv:1705.06830.
.. [2] Huang, Belongie, "Arbitrary Style Transfer in Real-time with Adaptive Instance Normalization", arXiv:1703.06868.
.. [3] Karras et al., "Progressive Growing of GANs", arXiv:1710.10196.
"""

import math
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import keras
import numpy as np
from keras import ops

from algorithms.perceptual.loss_network import LossNetwork

LAYERS = ("relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu5_1")
HIDDEN = 256
LIMIT = 4.0  # standard deviations beyond which a statistic counts no more
OUT = 0.1  # how much the last layer says at the start of training


class StyleEncoder(keras.Model):
    """Statistics of activations [2]_, three dense layers, scales and shifts [1]_.

    Weights start as standard normal numbers and are divided in use by the root of the number of inputs [3]_, so that
    one learning rate serves this network and the painter.

    Parameters
    ----------
    statistics : int
        Numbers that describe a painting, as of `statistics_of`.
    channels : int
        Scales, and shifts, that the painter needs: `PainterNet.channels`.
    """

    def __init__(self, statistics: int, channels: int, **kwargs: Any) -> None:
        super().__init__(autocast=False, **kwargs)
        self.channels = channels
        self.usual = self.add_weight((2, statistics), initializer="ones", trainable=False, name="usual")
        sizes = (statistics, HIDDEN, HIDDEN, 2 * channels)
        self.dense = [
            (
                self.add_weight((size, following), initializer=keras.initializers.RandomNormal(stddev=1.0)),
                self.add_weight((following,), initializer="zeros"),
            )
            for size, following in pairwise(sizes)
        ]
        self.built = True

    def call(self, statistics: Any) -> Any:
        """Map statistics (N, statistics) to style parameters (N, 2, channels)."""
        mean, deviation = self.usual[0], self.usual[1]
        x = ops.clip((statistics - mean) / deviation, -LIMIT, LIMIT)
        *hidden, (kernel, bias) = self.dense
        for weights, shift in hidden:
            x = ops.leaky_relu(ops.matmul(x, weights) * math.sqrt(2 / weights.shape[0]) + shift, negative_slope=0.2)
        x = ops.matmul(x, kernel) * (OUT / math.sqrt(HIDDEN)) + bias
        return ops.reshape(x, (-1, 2, self.channels))

    def start_from(self, statistics: np.ndarray, style_params: np.ndarray) -> None:
        """Take what is usual from many paintings' statistics, and begin near one style's parameters (2, channels)."""
        self.usual.assign(np.stack([statistics.mean(axis=0), statistics.std(axis=0) + 1e-6]))
        self.dense[-1][1].assign(np.ravel(style_params))

    def to_arrays(self) -> dict[str, np.ndarray]:
        """Return weights by name: `usual`, and `dense1/kernel` (in, out) with `dense1/bias` and so on."""
        layers = enumerate(self.dense, 1)
        named = {f"dense{i}/{part}": x for i, pair in layers for part, x in zip(("kernel", "bias"), pair, strict=True)}
        return {name: np.asarray(variable) for name, variable in ({"usual": self.usual} | named).items()}

    def assign(self, arrays: Mapping[str, np.ndarray]) -> None:
        """Take over weights named as by `to_arrays`."""
        self.usual.assign(arrays["usual"])
        for number, (kernel, bias) in enumerate(self.dense, 1):
            kernel.assign(arrays[f"dense{number}/kernel"])
            bias.assign(arrays[f"dense{number}/bias"])


def statistics_of(loss_network: LossNetwork, images: Any) -> Any:
    """Describe pictures by their activations' means and standard deviations, whose roots are taken.

    Parameters
    ----------
    images : float32 tensor of shape (N, H, W, 3)
        RGB in [0, 1], the longer side `encode_style.SIDE`.

    Returns
    -------
    float32 tensor of shape (N, statistics)
        736 numbers for the compact loss network; at least 0.
    """
    found = []
    for features in loss_network(images, LAYERS).values():
        mean, variance = ops.moments(features, axes=(1, 2))
        found += [ops.sqrt(mean), ops.sqrt(ops.sqrt(variance))]
    return ops.concatenate(found, axis=-1)
