"""The one-pass painter: works at a quarter and an eighth of a picture's size; its statistics are a thumbnail's.

.. [1] Johnson, Alahi, Fei-Fei, "Perceptual Losses for Real-Time Style Transfer and Super-Resolution", arXiv:1603.08155.
.. [2] Karras et al., "Progressive Growing of GANs", arXiv:1710.10196.
.. [3] Ulyanov, Vedaldi, Lempitsky, "Improved Texture Networks", arXiv:1701.02096.
.. [4] Chen et al., "Towards Ultra-Resolution Neural Style Transfer via Thumbnail Instance Normalization", AAAI 2022.
"""

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

import keras
import numpy as np
from keras import ops

from algorithms.johnson.styled_convolution import StyledConvolution, unshuffle

CELL = 8  # pixels that one place of the inner layers stands for
REACH = 96  # pixels beyond which nothing takes part in a pixel, rounded up to whole cells
THUMBNAIL = 3  # times smaller than the picture is the thumbnail whose statistics are used
BLOCKS = 4
HALF = 16  # channels at half the picture's size
GRAIN = 4  # channels of noise at a quarter of the picture's size
LOUDNESS = 0.35  # standard deviation of the noise; louder noise draws the strokes instead of the photo
PERIOD = 128  # places after which the grain of a picture repeats: 512 pixels
EPSILON = 1e-4  # of a mean square
VARIANCE = 1e-3  # added to each variance


class OnePassNet(keras.Model):
    """Pixels unshuffled to a quarter of the size, residual blocks at an eighth, and back by doubling convolutions.

    Differs from [1]_: instance normalisation [3]_ takes its means and variances from a thumbnail [4]_, which the same
    network sees first, at a ninth of the cost. What a pixel becomes then depends on its neighbourhood of `REACH` alone,
    so tiles are exact. Residual blocks see values normalised over the channels of each place, too [2]_: no place can
    hold values so huge that they shrink all others through the variance.
    Grain, noise that comes in with the picture, is what strokes grow from where a photo is flat; without it a network
    leaves skies empty, or hatches them in step with its own places.

    Parameters
    ----------
    quarter, eighth : int
        Channels at a quarter and at an eighth of the picture's size.
    """

    def __init__(self, quarter: int = 64, eighth: int = 96, **kwargs: Any) -> None:
        super().__init__(autocast=False, **kwargs)
        if min(quarter, eighth) < 1:
            raise ValueError(f"{quarter} and {eighth} channels cannot be; give at least 1 of each.")

        def convolution(name: str, channels: int, filters: int, **more: Any) -> StyledConvolution:
            return StyledConvolution(channels, filters, name=name, **more)

        self.enter = convolution("enter", 48 + GRAIN, quarter)
        self.down = convolution("down", quarter, eighth, stride=2)
        self.residuals = [
            tuple(convolution(f"res{block}_{half}", eighth, eighth) for half in (1, 2))
            for block in range(1, BLOCKS + 1)
        ]
        self.up = convolution("up", eighth, quarter, doubles=True)
        self.leave = convolution("leave", quarter, HALF, doubles=True)
        self.detail = convolution("detail", 12, HALF)
        self.out = convolution("out", HALF, 3, doubles=True)
        self.random = keras.random.SeedGenerator(0)
        self(ops.zeros((1, 6 * CELL, 6 * CELL, 3)), ops.zeros((1, 2, self.channels)))

    @property
    def convolutions(self) -> list[StyledConvolution]:
        """Every convolution, in the order in which a picture meets them."""
        middle = [layer for pair in self.residuals for layer in pair]
        return [self.enter, self.down, *middle, self.up, self.leave, self.detail, self.out]

    @property
    def channels(self) -> int:
        """The number of scales, and of shifts, in a style's parameters."""
        return sum(layer.filters for layer in self.convolutions)

    def call(self, images: Any, style_params: Any) -> Any:
        """Paint pictures, with new grain each time, as training wants it.

        Parameters
        ----------
        images : float32 tensor of shape (N, H, W, 3)
            RGB in [0, 1]; H and W multiples of `CELL` × `THUMBNAIL`, and at least twice that.
        style_params : float32 tensor of shape (N, 2, channels)
            Every convolution's scales and shifts in turn, one style for each picture.

        Returns
        -------
        float32 tensor of shape (N, H, W, 3)
            RGB, mostly in [0, 1]: between -0.09 and 1.09, not clipped, so that gradients never vanish.
        """
        thumbnails = ops.average_pool(images, THUMBNAIL, strides=THUMBNAIL)
        moments = self.look(thumbnails, style_params, self._new_grain(thumbnails))
        return self.paint(images, fold_moments(style_params, moments), self._new_grain(images))

    def look(self, thumbnails: Any, style_params: Any, grain: Any) -> Any:
        """Return the means and variances, (N, 2, channels), by which `fold_moments` normalises the whole pictures."""
        found = []

        def normalised(layer: StyledConvolution, x: Any, scale: Any, shift: Any) -> Any:
            x = layer(x)
            mean, variance = ops.moments(x, axes=(1, 2), keepdims=True)
            if layer in (self.detail, self.out):
                mean, variance = ops.zeros_like(mean), ops.ones_like(variance)
            found.append(ops.concatenate([mean, variance], axis=1))
            return (x - mean) * ops.rsqrt(variance + VARIANCE) * scale + shift

        self._paint(thumbnails, style_params, grain, normalised)
        return ops.reshape(ops.concatenate(found, axis=-1), (-1, 2, self.channels))

    def paint(self, images: Any, folded: Any, grain: Any) -> Any:
        """Paint pictures with parameters of `fold_moments` and grain, as of `grain_of`; see `call`."""
        return self._paint(images, folded, grain, lambda layer, x, scale, shift: layer(x) * scale + shift)

    def _paint(self, images: Any, style_params: Any, grain: Any, convolve: Callable[..., Any]) -> Any:
        ends = np.cumsum([layer.filters for layer in self.convolutions]).tolist()
        parts = iter([style_params[:, :, begin:end] for begin, end in pairwise([0, *ends])])

        def apply(layer: StyledConvolution, x: Any) -> Any:
            scale, shift = (ops.reshape(part, (-1, 1, 1, layer.filters)) for part in ops.split(next(parts), 2, axis=1))
            return convolve(layer, x, scale, shift)

        photo = images * 2.0 - 1.0
        quarter = ops.relu(apply(self.enter, ops.concatenate([unshuffle(photo, 4), grain], axis=-1)))
        x = ops.relu(apply(self.down, quarter))
        for first, second in self.residuals:
            x = x + apply(second, ops.relu(apply(first, _normalise(x))))
        quarter = _leak(quarter + apply(self.up, _normalise(x)))
        half = apply(self.leave, quarter)
        half = _leak(half + apply(self.detail, unshuffle(photo, 2)))
        return ops.tanh(apply(self.out, half)) * (150.0 / 255.0) + 0.5

    def _new_grain(self, images: Any) -> Any:
        n, h, w, _ = ops.shape(images)
        return keras.random.normal((n, h // 4, w // 4, GRAIN), stddev=LOUDNESS, seed=self.random)

    def to_arrays(self) -> dict[str, np.ndarray]:
        """Return the kernels by name: `enter/kernel` (3, 3, in, out)."""
        return {f"{layer.name}/kernel": np.asarray(layer.kernel) for layer in self.convolutions}

    def assign(self, arrays: Mapping[str, np.ndarray]) -> None:
        """Take over kernels named as by `to_arrays`."""
        for layer in self.convolutions:
            layer.kernel.assign(arrays[f"{layer.name}/kernel"])


def fold_moments(style_params: Any, moments: Any) -> Any:
    """Fold a thumbnail's moments, of `OnePassNet.look`, into style parameters; all are (N, 2, channels)."""
    scale, shift = ops.split(style_params, 2, axis=1)
    mean, variance = ops.split(moments, 2, axis=1)
    scale = scale * ops.rsqrt(variance + VARIANCE)
    return ops.concatenate([scale, shift - scale * mean], axis=1)


def grain_of(height: int, width: int, top: int = 0, left: int = 0) -> np.ndarray:
    """Return the grain of a picture, or of its tile at `top` and `left`: float32 (1, height / 4, width / 4, `GRAIN`).

    All are in pixels and multiples of `CELL`. A picture's grain is always the same, and a tile's is that part of it.
    """
    noise = np.random.default_rng(0).standard_normal((PERIOD, PERIOD, GRAIN), "float32")
    rows, columns = (
        (begin + np.arange(0, length, 4)) // 4 % PERIOD for begin, length in ((top, height), (left, width))
    )
    return LOUDNESS * noise[None, rows[:, None], columns]


def _leak(x: Any) -> Any:
    """ReLU, but a fifth of what is negative passes: few channels soon all fall silent and leave grey patches."""
    return ops.leaky_relu(x, negative_slope=0.2)


def _normalise(x: Any) -> Any:
    """Divide by the root mean square over the channels of each place."""
    return x * ops.rsqrt(ops.mean(ops.square(x), axis=-1, keepdims=True) + EPSILON)
