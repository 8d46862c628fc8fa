"""The one-pass painter: works at a quarter and an eighth of a picture's size, without statistics over the picture.

.. [1] Johnson, Alahi, Fei-Fei, "Perceptual Losses for Real-Time Style Transfer and Super-Resolution", arXiv:1603.08155.
.. [2] Karras et al., "Progressive Growing of GANs", arXiv:1710.10196.
"""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import keras
import numpy as np
from keras import ops

from algorithms.johnson.styled_convolution import StyledConvolution, unshuffle

CELL = 8  # pixels that one place of the inner layers stands for
REACH = 96  # pixels beyond which nothing takes part in a pixel, rounded up to whole cells
BLOCKS = 4
HALF = 16  # channels at half the picture's size
GRAIN = 4  # channels of noise at a quarter of the picture's size
PERIOD = 128  # places after which the grain of a picture repeats: 512 pixels
EPSILON = 1e-4
SMALL = 0.3  # how much a residual block or the output says at the start of training


class OnePassNet(keras.Model):
    """Pixels unshuffled to a quarter of the size, residual blocks at an eighth, and back by doubling convolutions.

    Differs from [1]_: no instance normalisation. What a pixel becomes depends on its neighbourhood of `REACH` alone, so
    one pass is enough and tiles are exact. Residual blocks see values normalised over the channels of each place [2]_.
    Grain, noise that comes in with the picture, is what strokes grow from where a photo is flat; without it a network
    leaves skies empty, or hatches them in step with its own places.

    Parameters
    ----------
    styles : int
        Rows: how many styles it paints.
    quarter, eighth : int
        Channels at a quarter and at an eighth of the picture's size.
    """

    def __init__(self, styles: int = 1, quarter: int = 64, eighth: int = 96, **kwargs: Any) -> None:
        super().__init__(autocast=False, **kwargs)
        if min(styles, quarter, eighth) < 1:
            raise ValueError(f"{styles} styles, {quarter} and {eighth} channels cannot be; give at least 1 of each.")
        self.styles = styles

        def convolution(name: str, channels: int, filters: int, **more: Any) -> StyledConvolution:
            return StyledConvolution(channels, filters, styles, name=name, **more)

        self.enter = convolution("enter", 48 + GRAIN, quarter)
        self.down = convolution("down", quarter, eighth, stride=2)
        self.residuals = [
            (
                convolution(f"res{block}_1", eighth, eighth),
                convolution(f"res{block}_2", eighth, eighth, start=SMALL),
            )
            for block in range(1, BLOCKS + 1)
        ]
        self.up = convolution("up", eighth, quarter, doubles=True)
        self.leave = convolution("leave", quarter, HALF, doubles=True)
        self.detail = convolution("detail", 12, HALF)
        self.out = convolution("out", HALF, 3, doubles=True, start=SMALL)
        self.random = keras.random.SeedGenerator(0)
        self(ops.zeros((1, 2 * CELL, 2 * CELL, 3)), ops.ones((1, styles)))

    @property
    def convolutions(self) -> list[StyledConvolution]:
        """Every convolution, in the order in which a picture meets them."""
        middle = [layer for pair in self.residuals for layer in pair]
        return [self.enter, self.down, *middle, self.up, self.leave, self.detail, self.out]

    def call(self, images: Any, mix: Any) -> Any:
        """Paint pictures in styles or mixtures of them, with new grain each time, as training wants it.

        Parameters
        ----------
        images : float32 tensor of shape (N, H, W, 3)
            RGB in [0, 1]; H and W multiples of `CELL`, and at least two.
        mix : float32 tensor of shape (N, styles)
            How much of each style's row; one 1 and zeros paints in one style.

        Returns
        -------
        float32 tensor of shape (N, H, W, 3)
            RGB, mostly in [0, 1]: between -0.09 and 1.09, not clipped, so that gradients never vanish.
        """
        n, h, w, _ = ops.shape(images)
        grain = keras.random.normal((n, h // 4, w // 4, GRAIN), seed=self.random)
        return self.paint(images, self.row(mix), grain)

    def row(self, mix: Any) -> Any:
        """Mix the styles' rows: (N, styles) to (N, 2, channels), every convolution's scales and shifts in turn."""
        return ops.concatenate([layer.row(mix) for layer in self.convolutions], axis=2)

    def paint(self, images: Any, row: Any, grain: Any) -> Any:
        """Paint pictures with a mixed row, as `row` returned it, and grain, as of `grain_of`; see `call`."""
        ends = np.cumsum([layer.filters for layer in self.convolutions]).tolist()
        rows = iter([row[:, :, begin:end] for begin, end in pairwise([0, *ends])])

        def apply(layer: StyledConvolution, x: Any) -> Any:
            return layer(x, next(rows))

        photo = images * 2.0 - 1.0
        quarter = ops.relu(apply(self.enter, ops.concatenate([unshuffle(photo, 4), grain], axis=-1)))
        x = ops.relu(apply(self.down, quarter))
        for first, second in self.residuals:
            x = x + apply(second, ops.relu(apply(first, _normalise(x))))
        quarter = _leak(quarter + apply(self.up, _normalise(x)))
        half = apply(self.leave, quarter)
        half = _leak(half + apply(self.detail, unshuffle(photo, 2)))
        return ops.tanh(apply(self.out, half)) * (150.0 / 255.0) + 0.5

    def to_arrays(self) -> dict[str, np.ndarray]:
        """Return weights by name: `enter/kernel` (3, 3, in, out), `enter/scale` and `enter/shift` (styles, out)."""
        return {
            f"{layer.name}/{part}": np.asarray(variable)
            for layer in self.convolutions
            for part, variable in (("kernel", layer.kernel), ("scale", layer.scale), ("shift", layer.shift))
        }

    def assign(self, arrays: Mapping[str, np.ndarray]) -> None:
        """Take over weights named as by `to_arrays`."""
        for layer in self.convolutions:
            layer.kernel.assign(arrays[f"{layer.name}/kernel"])
            layer.scale.assign(arrays[f"{layer.name}/scale"])
            layer.shift.assign(arrays[f"{layer.name}/shift"])


def grain_of(height: int, width: int, top: int = 0, left: int = 0) -> np.ndarray:
    """Return the grain of a picture, or of its tile at `top` and `left`: float32 (1, height / 4, width / 4, `GRAIN`).

    All are in pixels and multiples of `CELL`. A picture's grain is always the same, and a tile's is that part of it.
    """
    noise = np.random.default_rng(0).standard_normal((PERIOD, PERIOD, GRAIN), "float32")
    rows, columns = (
        (begin + np.arange(0, length, 4)) // 4 % PERIOD for begin, length in ((top, height), (left, width))
    )
    return noise[None, rows[:, None], columns]


def _leak(x: Any) -> Any:
    """ReLU, but a fifth of what is negative passes: few channels soon all fall silent and leave grey patches."""
    return ops.leaky_relu(x, negative_slope=0.2)


def _normalise(x: Any) -> Any:
    """Divide by the root mean square over the channels of each place."""
    return x * ops.rsqrt(ops.mean(ops.square(x), axis=-1, keepdims=True) + EPSILON)
