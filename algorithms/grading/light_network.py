"""The network behind any light: a small encoder and decoder of photographs, at four levels.

The encoder's activations describe a photo's light at four levels; `colouring` gives them the statistics of another
photo's, the decoder makes a picture of them. The shape and the weights are those of PCA-KD's MobileNet network
(Chiu and Gurari, "PCA-based knowledge distillation towards lightweight and content-style balanced photorealistic style
transfer models", CVPR 2022; MIT): 53,000 parameters. Each level's fine detail, a value minus the mean of its nine
neighbours, goes round the deeper levels, so that no detail has to be reconstructed.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import tensorflow as tf

from algorithms.io.weights_file import read_weights
from algorithms.styles.catalogue import WEIGHTS_FOLDER

LEVELS = 4
STRIDE = 2**LEVELS
"""Both sides of a photo must be multiples of this."""

_BLOCKS = (("c2",), ("d1", "p", "d2"), ("p", "d1", "p", "d2"), ("p", "d1", "p", "d2"))
"""The encoder's layers, level by level: convolution, depthwise or pointwise, and the stride."""


@dataclass(frozen=True)
class Encoding:
    """A photo as the encoder sees it.

    Attributes
    ----------
    levels : 4 float32 tensors of shape (1, H / 2, W / 2, 10), (1, H / 4, W / 4, 19) and so on, 37 and 54 channels
    details : 4 float32 tensors
        Fine detail of the photo and of the first three levels, each of the shape of its picture.
    """

    levels: list[Any]
    details: list[Any]


class LightNet:
    """Encoder and decoder.

    Parameters
    ----------
    weights : dict of name to float32 array
        As in light.npz: `encoder/0/kernel`, `encoder/0/bias` and so on up to 11, `decoder/1/first/kernel` and so on.
    """

    def __init__(self, weights: dict[str, np.ndarray]) -> None:
        self._weights = {name: tf.constant(array) for name, array in weights.items()}

    def encode(self, photo: np.ndarray) -> Encoding:
        """Return a photo's activations.

        Parameters
        ----------
        photo : float32 array of shape (H, W, 3)
            RGB in [0, 1]; both sides are multiples of `STRIDE`.
        """
        x = tf.constant(photo[None])
        levels, details, layer = [], [], 0
        for level, kinds in enumerate(_BLOCKS):
            details.append(x - _smooth(x))
            x = 2.0 * x - 1.0 if level == 0 else x
            for kind in kinds:
                x = self._encoder_layer(x, layer, kind)
                layer += 1
            levels.append(x)
        return Encoding(levels, details)

    def decode(self, level: int, x: Any, detail: Any) -> Any:
        """Bring activations from one level to the next finer one, or at last to a picture.

        Parameters
        ----------
        level : int
            From 3 down to 0.
        x : float32 tensor of shape (1, h, w, C)
            Activations at that level.
        detail : float32 tensor of shape (1, 2 h, 2 w, C')
            `Encoding.details` of that level.

        Returns
        -------
        float32 tensor of shape (1, 2 h, 2 w, C')
            For level 0 a picture, RGB, not clipped.
        """
        size = tf.shape(detail)[1:3]
        if level == 0:
            return self._convolve(tf.concat([tf.image.resize(x, size), detail], -1), "decoder/0/first")
        x = tf.nn.relu(self._convolve(tf.image.resize(x, size), f"decoder/{level}/first"))
        return tf.nn.relu(self._convolve(x + detail, f"decoder/{level}/second"))

    def _encoder_layer(self, x: Any, layer: int, kind: str) -> Any:
        kernel, bias = (self._weights[f"encoder/{layer}/{part}"] for part in ("kernel", "bias"))
        if kind == "p":
            return tf.nn.relu(tf.nn.conv2d(x, kernel, 1, "VALID") + bias)
        stride = int(kind[1])
        x = _reflect(x, 0 if stride == 2 else 1)
        if kind[0] == "c":
            return tf.nn.relu(tf.nn.conv2d(x, kernel, stride, "VALID") + bias)
        return tf.nn.relu(tf.nn.depthwise_conv2d(x, kernel, (1, stride, stride, 1), "VALID") + bias)

    def _convolve(self, x: Any, name: str) -> Any:
        kernel, bias = self._weights[f"{name}/kernel"], self._weights[f"{name}/bias"]
        return tf.nn.conv2d(_reflect(x, 1), kernel, 1, "VALID") + bias


@cache
def shipped_light_net() -> LightNet:
    """Read the network that ships, once in each process."""
    return LightNet(read_weights(WEIGHTS_FOLDER / "light.npz"))


def _reflect(x: Any, before: int) -> Any:
    """Reflect `before` rows and columns at the upper and left border, and one at the others."""
    return tf.pad(x, ((0, 0), (before, 1), (before, 1), (0, 0)), "REFLECT")


def _smooth(x: Any) -> Any:
    """Average each value with its eight neighbours."""
    return tf.nn.avg_pool2d(tf.pad(x, ((0, 0), (1, 1), (1, 1), (0, 0)), "SYMMETRIC"), 3, 1, "VALID")
