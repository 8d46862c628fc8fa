"""Universal style transfer, to measure ours against; weights as others trained them.

.. [1] Li et al., "Universal Style Transfer via Feature Transforms", arXiv:1705.08086.
.. [2] Wang et al., "Collaborative Distillation for Ultra-Resolution Universal Style Transfer", arXiv:2003.08436.
"""

from pathlib import Path
from typing import Any

import numpy as np
from keras import ops

from algorithms.johnson.microast import PublishedConvolutions

EIGENVALUE = 1e-5  # smaller ones are left out


class UniversalStyleTransfer:
    """Whitening and colouring [1]_ over the quarter-width VGG-19 [2]_, from `wct_16x.npz`."""

    def __init__(self, file: Path) -> None:
        self.layer = PublishedConvolutions(file)

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
