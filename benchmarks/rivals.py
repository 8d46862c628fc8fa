"""Published networks that paint in any painting's style, to measure ours against; weights as others trained them.

.. [1] Wang et al., "MicroAST: Towards Super-Fast Ultra-Resolution Arbitrary Style Transfer", arXiv:2211.15313.
.. [2] Li et al., "Universal Style Transfer via Feature Transforms", arXiv:1705.08086.
.. [3] Wang et al., "Collaborative Distillation for Ultra-Resolution Universal Style Transfer", arXiv:2003.08436.
"""

from pathlib import Path
from typing import Any

import numpy as np
from keras import ops

from algorithms.io.weights_file import read_weights

EIGENVALUE = 1e-5  # smaller ones are left out
TINY = 1e-5


class _Layers:
    """Convolutions of a file in PyTorch's layout, with reflection padding."""

    def __init__(self, file: Path) -> None:
        self.arrays = read_weights(file)

    def __call__(self, name: str, x: Any, stride: int = 1) -> Any:
        kernel, bias = self.arrays[f"{name}.weight"], self.arrays[f"{name}.bias"]
        filters, inputs, size, _ = kernel.shape
        around = (size // 2, size // 2)
        x = ops.pad(x, ((0, 0), around, around, (0, 0)), mode="reflect") if size > 1 else x
        channels = x.shape[-1]
        if inputs == channels:
            return ops.conv(x, kernel.transpose(2, 3, 1, 0), strides=stride, padding="valid") + bias
        # Groups: so many filters for each channel, or one filter for so many channels.
        each = kernel.reshape(channels, max(1, filters // channels), size, size).transpose(2, 3, 0, 1)
        x = ops.depthwise_conv(x, each, strides=stride, padding="valid")
        return ops.sum(ops.reshape(x, (*x.shape[:3], filters, -1)), axis=-1) + bias


class MicroAst:
    """MicroAST [1]_, from `microast.npz`."""

    def __init__(self, file: Path) -> None:
        self.layer = _Layers(file)

    def paint(self, photo: np.ndarray, painting: np.ndarray) -> np.ndarray:
        """Paint a photo, float32 (H, W, 3) in [0, 1], sides multiples of 4, in the style of a painting."""
        seen, style = self._encode("content_encoder", photo), self._encode("style_encoder", painting)
        x = seen[1]
        for decoder, place in (("dec1", 1), ("dec2", 0)):
            x = _moved(x, style[place])
            weight, bias = (
                ops.mean(
                    self.layer(f"modulator/{part}{place + 1}.0.conv_layer", style[place]), axis=(1, 2), keepdims=True
                )
                for part in ("weight", "bias")
            )
            inner = ops.relu(weight * self.layer(f"decoder/{decoder}.conv1.conv_layer", x) + bias * x)
            x = x + weight * self.layer(f"decoder/{decoder}.conv2.conv_layer", inner) + bias * inner
        for first, second in ((1, 3), (6, 8)):
            x = ops.image.resize(x, (2 * x.shape[1], 2 * x.shape[2]), interpolation="bilinear")
            for number in (first, second):
                x = ops.relu(self.layer(f"decoder/dec3.{number}.conv_layer", x))
        return _picture(self.layer("decoder/dec3.10.conv_layer", x))

    def _encode(self, encoder: str, picture: np.ndarray) -> list[Any]:
        x = ops.convert_to_tensor(picture[None])
        for number, stride in ((0, 1), (2, 2), (4, 1), (6, 2), (8, 1)):
            x = ops.relu(self.layer(f"{encoder}/enc1.{number}.conv_layer", x, stride))
        found = []
        for block in ("enc1.10", "enc2.0"):
            inner = ops.relu(self.layer(f"{encoder}/{block}.conv1.conv_layer", x))
            x = x + self.layer(f"{encoder}/{block}.conv2.conv_layer", inner)
            found.append(x)
        return found


class UniversalStyleTransfer:
    """Whitening and colouring [2]_ over the quarter-width VGG-19 [3]_, from `wct_16x.npz`."""

    def __init__(self, file: Path) -> None:
        self.layer = _Layers(file)

    def paint(self, photo: np.ndarray, painting: np.ndarray) -> np.ndarray:
        """Paint a photo, float32 (H, W, 3) in [0, 1], sides multiples of 16, in the style of a painting."""
        for level in (5, 4, 3, 2, 1):
            features = _coloured(self._encode(level, photo), self._encode(level, painting))
            photo = self._decode(level, features)
        return photo

    def _encode(self, level: int, picture: np.ndarray) -> np.ndarray:
        x = self.layer(f"encoder{level}/conv0", ops.convert_to_tensor(picture[None]))
        for name in _names(level):
            if name[-1] == "1" and name != "conv11":
                x = ops.max_pool(x, 2, strides=2, padding="valid")
            x = ops.relu(self.layer(f"encoder{level}/{name}", x))
        features: np.ndarray = np.asarray(x)[0]
        return features

    def _decode(self, level: int, features: np.ndarray) -> np.ndarray:
        x = ops.convert_to_tensor(features[None], "float32")
        for name in reversed(_names(level)):
            x = ops.relu(self.layer(f"decoder{level}/{name}", x))
            if name[-1] == "1" and name != "conv11":
                x = ops.repeat(ops.repeat(x, 2, axis=1), 2, axis=2)
        return _picture(x)


def _names(level: int) -> list[str]:
    every = ["11", "12", "21", "22", "31", "32", "33", "34", "41", "42", "43", "44", "51"]
    return [f"conv{number}" for number in every[: every.index(f"{level}1") + 1]]


def _moved(x: Any, style: Any) -> Any:
    """Give activations the means and standard deviations of others."""
    (mean, variance), (to_mean, to_variance) = (ops.moments(y, axes=(1, 2), keepdims=True) for y in (x, style))
    return (x - mean) * ops.sqrt((to_variance + TINY) / (variance + TINY)) + to_mean


def _coloured(content: np.ndarray, style: np.ndarray) -> np.ndarray:
    """Whiten activations, and give them the covariance and means of others."""
    height, width, channels = content.shape
    x, y = (features.reshape(-1, channels).astype("float64") for features in (content, style))
    x, mean = x - x.mean(axis=0), y.mean(axis=0)
    coloured = x @ _root(np.cov(x.T), -0.5) @ _root(np.cov(y.T), 0.5) + mean
    result: np.ndarray = coloured.reshape(height, width, channels)
    return result


def _root(matrix: np.ndarray, exponent: float) -> np.ndarray:
    values, vectors = np.linalg.eigh(matrix)
    kept = values > EIGENVALUE
    result: np.ndarray = (vectors[:, kept] * values[kept] ** exponent) @ vectors[:, kept].T
    return result


def _picture(x: Any) -> np.ndarray:
    picture: np.ndarray = np.clip(np.asarray(x)[0], 0.0, 1.0)
    return picture
