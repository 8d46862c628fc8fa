"""The layers of Johnson et al.'s network: a convolution with its normalisation, and an upsampling.

.. [1] Ulyanov, Vedaldi, Lempitsky, "Instance Normalization", arXiv:1607.08022.
.. [2] Dumoulin, Shlens, Kudlur, "A Learned Representation for Artistic Style", arXiv:1610.07629.
"""

from typing import Any

import keras
from keras import ops

EPSILON = 1e-3


class NormalisedConvolution(keras.layers.Layer):
    """Reflection padding, convolution, instance normalisation, and the style's scale and shift.

    Instance normalisation follows [1]_, a scale and a shift for each style [2]_, eq. 5.
    """

    def __init__(
        self, kernel: int, channels: int, filters: int, styles: int, *, stride: int = 1, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.margin, self.filters, self.stride = kernel // 2, filters, stride
        self.kernel = self.add_weight((kernel, kernel, channels, filters), name="kernel")
        self.scale = self.add_weight((styles, filters), initializer="ones", name="scale")
        self.shift = self.add_weight((styles, filters), initializer="zeros", name="shift")
        self.built = True

    def call(self, x: Any, mix: Any) -> Any:
        """Map x, (N, H, W, C), to (N, ⌈H/stride⌉, ⌈W/stride⌉, filters); `mix` is (N, styles)."""
        x = ops.conv(_reflect(x, self.margin), self.kernel, strides=self.stride, padding="valid")
        scale, shift = (
            ops.reshape(ops.matmul(mix, part), (-1, 1, 1, self.filters)) for part in (self.scale, self.shift)
        )
        mean, variance = ops.moments(x, axes=(1, 2), keepdims=True)
        return (x - mean) * ops.rsqrt(variance + EPSILON) * scale + shift


def _reflect(x: Any, margin: int) -> Any:
    """Pad x, (N, H, W, C), by `margin` mirrored pixels on each side, repeatedly where H or W is smaller than that."""
    while margin > 0:
        step = min(margin, x.shape[1] - 1 or 1, x.shape[2] - 1 or 1) if None not in x.shape[1:3] else margin
        mode = "symmetric" if 1 in (x.shape[1], x.shape[2]) else "reflect"
        x = ops.pad(x, ((0, 0), (step, step), (step, step), (0, 0)), mode=mode)
        margin -= step
    return x


def double(x: Any, like: Any) -> Any:
    """Enlarge x, (N, H, W, C), to twice its size by repeating pixels, and cut it to the height and width of `like`."""
    count, height, width, channels = ops.shape(x)
    x = ops.reshape(ops.stack([x, x], axis=3), (count, height, 2 * width, channels))
    x = ops.reshape(ops.stack([x, x], axis=2), (count, 2 * height, 2 * width, channels))
    _, height, width, _ = ops.shape(like)
    return x[:, :height, :width]
