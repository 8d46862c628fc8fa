"""MicroAST, a published network that paints in any painting's style: our painter's first teacher, and its rival.

.. [1] Wang et al., "MicroAST: Towards Super-Fast Ultra-Resolution Arbitrary Style Transfer", arXiv:2211.15313.
"""

from pathlib import Path
from typing import Any

import keras
import numpy as np
from keras import ops

from algorithms.errors import FileError
from algorithms.io.weights_file import read_weights

CELL = 4  # sides of pictures are multiples of it
TINY = 1e-5
_LEVELS = (("dec1", 1), ("dec2", 0))  # decoder blocks, and whose encoder block they are steered by


class PublishedConvolutions:
    """Convolutions of a file in PyTorch's layout, called by name, with reflection padding.

    Raises
    ------
    FileError
        If the file is missing or damaged.
    """

    def __init__(self, file: Path) -> None:
        self.file, self.arrays = file, read_weights(file)

    def __call__(self, name: str, x: Any, stride: int = 1) -> Any:
        """Convolve (N, H, W, C) by the kernels called `name`.

        Raises
        ------
        FileError
            If the file holds none of that name.
        """
        if f"{name}.weight" not in self.arrays:
            raise FileError(f"{self.file} has no layer {name}; name the network's own file.")
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
        n, h, w, _ = ops.shape(x)
        return ops.sum(ops.reshape(x, (n, h, w, filters, -1)), axis=-1) + bias


class MicroAst(keras.Model):
    """MicroAST [1]_ with the weights that its makers published, as `microast.npz`."""

    def __init__(self, file: Path) -> None:
        super().__init__(autocast=False)
        self.layer = PublishedConvolutions(file)

    def styles(self, paintings: Any) -> Any:
        """Describe paintings, float32 (N, H, W, 3) in [0, 1], sides multiples of `CELL`: (N, 2, 4, channels).

        For each of the two blocks: means, variances, and the weights and biases that modulate the decoder's filters.
        """
        found = []
        for number, features in enumerate(self._encode("style_encoder", paintings), 1):
            modulators = [self.layer(f"modulator/{part}{number}.0.conv_layer", features) for part in ("weight", "bias")]
            means = [ops.mean(modulator, axis=(1, 2)) for modulator in modulators]
            found.append(ops.stack([*ops.moments(features, axes=(1, 2)), *means], axis=1))
        return ops.stack(found, axis=1)

    def call(self, photos: Any, styles: Any) -> Any:
        """Paint photos, float32 (N, H, W, 3) in [0, 1], sides multiples of `CELL`, in the `styles` of paintings."""
        _, x = self._encode("content_encoder", photos)
        for decoder, place in _LEVELS:
            to_mean, to_variance, weight, bias = (styles[:, place, part][:, None, None] for part in range(4))
            mean, variance = ops.moments(x, axes=(1, 2), keepdims=True)
            x = (x - mean) * ops.sqrt((to_variance + TINY) / (variance + TINY)) + to_mean
            inner = ops.relu(weight * self.layer(f"decoder/{decoder}.conv1.conv_layer", x) + bias * x)
            x = x + weight * self.layer(f"decoder/{decoder}.conv2.conv_layer", inner) + bias * inner
        for first, second in ((1, 3), (6, 8)):
            _, height, width, _ = ops.shape(x)
            x = ops.image.resize(x, (2 * height, 2 * width), interpolation="bilinear")
            for number in (first, second):
                x = ops.relu(self.layer(f"decoder/dec3.{number}.conv_layer", x))
        return ops.clip(self.layer("decoder/dec3.10.conv_layer", x), 0.0, 1.0)

    def _encode(self, encoder: str, pictures: Any) -> list[Any]:
        x = ops.convert_to_tensor(pictures)
        for number, stride in ((0, 1), (2, 2), (4, 1), (6, 2), (8, 1)):
            x = ops.relu(self.layer(f"{encoder}/enc1.{number}.conv_layer", x, stride))
        found = []
        for block in ("enc1.10", "enc2.0"):
            inner = ops.relu(self.layer(f"{encoder}/{block}.conv1.conv_layer", x))
            x = x + self.layer(f"{encoder}/{block}.conv2.conv_layer", inner)
            found.append(x)
        return found


def in_cells(picture: np.ndarray, cell: int = CELL) -> np.ndarray:
    """Cut a picture, (H, W, 3), at the right and below to sides that are multiples of `cell`."""
    height, width, _ = picture.shape
    return picture[: height // cell * cell, : width // cell * cell]
