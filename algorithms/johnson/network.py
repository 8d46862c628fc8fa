"""The painter: works at a quarter and an eighth of a picture's size, in one pass; its statistics are a thumbnail's.

.. [1] Johnson, Alahi, Fei-Fei, "Perceptual Losses for Real-Time Style Transfer and Super-Resolution", arXiv:1603.08155.
.. [2] Karras et al., "Progressive Growing of GANs", arXiv:1710.10196.
.. [3] Ulyanov, Vedaldi, Lempitsky, "Improved Texture Networks", arXiv:1701.02096.
.. [4] Chen et al., "Towards Ultra-Resolution Neural Style Transfer via Thumbnail Instance Normalization", AAAI 2022.
"""

from collections.abc import Callable, Mapping
from typing import Any

import keras
import numpy as np
from keras import ops

from algorithms.johnson.geometry import CELL, THUMBNAIL
from algorithms.johnson.moments import folded
from algorithms.johnson.styled_convolution import StyledConvolution, doubled, in_each_phase, shuffle, unshuffle

BLOCKS = 4
INNER = 64  # channels between the two convolutions of a residual block
HALF = 16  # channels at half the picture's size
COLOURS = 3
EPSILON = 1e-4  # of a mean square


class PainterNet(keras.Model):
    """Pixels unshuffled to a quarter of the size, residual blocks at an eighth, and back by bilinear doubling.

    Differs from [1]_: instance normalisation [3]_ takes its means and variances from a thumbnail [4]_, which the same
    network sees first, at a ninth of the cost. What a pixel becomes then depends on its neighbourhood of `REACH` alone,
    so tiles are exact. Residual blocks see values normalised over the channels of each place, too [2]_: no place can
    hold values so huge that they shrink all others through the variance.
    What lies within 2 × 2 pixels is the photo's, as sharp as the style wants it (`fine`).

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

        self.enter = convolution("enter", 48, quarter)
        self.down = convolution("down", quarter, eighth, stride=2)
        self.residuals = [
            (convolution(f"res{block}_1", eighth, INNER), convolution(f"res{block}_2", INNER, eighth))
            for block in range(1, BLOCKS + 1)
        ]
        self.up = convolution("up", eighth, quarter)
        self.leave = convolution("leave", quarter, HALF)
        self.detail = convolution("detail", 12, HALF)
        self.out = convolution("out", HALF, 3, doubles=True)
        self.built = True

    @property
    def convolutions(self) -> list[StyledConvolution]:
        """Every convolution, in the order in which a picture meets them."""
        middle = [layer for pair in self.residuals for layer in pair]
        return [self.enter, self.down, *middle, self.up, self.leave, self.detail, self.out]

    @property
    def channels(self) -> int:
        """The number of scales, and of shifts, in a style: of each convolution, and of the finest detail."""
        return sum(self._sizes)

    @property
    def _sizes(self) -> list[int]:
        return [*(layer.filters for layer in self.convolutions), COLOURS]

    def call(self, images: Any, style_params: Any) -> Any:
        """Paint pictures, as training wants it.

        Parameters
        ----------
        images : float32 tensor of shape (N, H, W, 3)
            RGB in [0, 1]; H and W multiples of `CELL`, and at least `CELL` × 2 × `THUMBNAIL`.
        style_params : float32 tensor of shape (N, 2, channels)
            Every convolution's scales and shifts in turn, one style for each picture.

        Returns
        -------
        float32 tensor of shape (N, H, W, 3)
            RGB, mostly in [0, 1]: between -0.09 and 1.09, not clipped, so that gradients never vanish.
        """
        height, width = (length // THUMBNAIL // CELL * CELL for length in images.shape[1:3])
        thumbnails = ops.average_pool(images, THUMBNAIL, strides=THUMBNAIL)[:, :height, :width]
        moments = self.look(thumbnails, style_params)
        parts = folded(*ops.split(style_params, 2, axis=1), *ops.split(moments, 2, axis=1))
        return self.paint(images, ops.concatenate(parts, axis=1))

    def look(self, thumbnails: Any, style_params: Any) -> Any:
        """Return the means and variances, (N, 2, channels), by which `folded` normalises the whole pictures."""
        found = []

        def normalised(layer: StyledConvolution, x: Any, scale: Any, shift: Any) -> Any:
            places = ops.reshape(x, (ops.shape(x)[0], -1, layer.filters))
            mean, variance = (ops.reshape(part, (-1, 1, 1, layer.filters)) for part in ops.moments(places, axes=1))
            if layer in (self.detail, self.out):
                mean, variance = ops.zeros_like(mean), ops.ones_like(variance)
            found.append(ops.concatenate([mean, variance], axis=1))
            return folded(scale, shift, mean, variance)

        self._paint(thumbnails, style_params, normalised)
        found.append(found[-1])  # the finest detail is not normalised either, and has as many channels as `out`
        return ops.reshape(ops.concatenate(found, axis=-1), (-1, 2, self.channels))

    def paint(self, images: Any, style_params: Any) -> Any:
        """Paint pictures with parameters that hold their moments; see `call`."""
        return self._paint(images, style_params, lambda layer, x, scale, shift: (scale, shift))

    def _paint(self, images: Any, style_params: Any, fold: Callable[..., Any]) -> Any:
        *of_layers, (sharpness, _) = self._styles_of_layers(style_params)
        styles = iter(of_layers)

        def apply(layer: StyledConvolution, x: Any) -> Any:
            x = layer(x)
            scale, shift = fold(layer, x, *next(styles))
            return layer.styled(x, scale, shift)

        quarter = ops.relu(apply(self.enter, _signed(unshuffle(images, 4))))
        x = ops.relu(apply(self.down, quarter))
        for first, second in self.residuals:
            x = x + apply(second, ops.relu(apply(first, _normalise(x))))
        quarter = _leak(quarter + doubled(apply(self.up, _normalise(x))))
        cells = unshuffle(images, 2)
        half = doubled(apply(self.leave, quarter)) + apply(self.detail, _signed(cells))
        fine = cells - in_each_phase(ops.average_pool(images, 2, strides=2))
        painted = apply(self.out, _leak(half)) + fine * in_each_phase(sharpness)
        return shuffle(ops.tanh(painted) * (150.0 / 255.0) + 0.5)

    def _styles_of_layers(self, style_params: Any) -> list[tuple[Any, Any]]:
        """Return each convolution's scales and shifts, (N, 1, 1, filters).

        They pass a convolution by 1, so that OpenVINO gives them the memory layout of convolutions. Otherwise it
        changes the layout of all activations before they are scaled, and back: a fifth of the time.
        """
        params = ops.reshape(style_params, (-1, 1, 1, 2 * self.channels))
        params = ops.depthwise_conv(params, ops.ones((1, 1, 2 * self.channels, 1)))
        ends = np.cumsum(self._sizes * 2).tolist()
        parts = ops.split(params, ends[:-1], axis=-1)
        return list(zip(parts[: len(self._sizes)], parts[len(self._sizes) :], strict=True))

    def to_arrays(self) -> dict[str, np.ndarray]:
        """Return the kernels by name: `enter/kernel` (3, 3, in, out)."""
        return {f"{layer.name}/kernel": np.asarray(layer.kernel) for layer in self.convolutions}

    def assign(self, arrays: Mapping[str, np.ndarray]) -> None:
        """Take over kernels named as by `to_arrays`."""
        for layer in self.convolutions:
            layer.kernel.assign(arrays[f"{layer.name}/kernel"])


def _signed(images: Any) -> Any:
    """Move RGB from [0, 1] to [-1, 1]."""
    return images * 2.0 - 1.0


def _leak(x: Any) -> Any:
    """ReLU, but a fifth of what is negative passes: few channels soon all fall silent and leave grey patches."""
    return ops.leaky_relu(x, negative_slope=0.2)


def _normalise(x: Any) -> Any:
    """Divide by the root mean square over the channels of each place."""
    return x * ops.rsqrt(ops.mean(ops.square(x), axis=-1, keepdims=True) + EPSILON)
