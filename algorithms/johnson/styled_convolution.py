"""The painter's convolution, with kernels of fixed length, and what changes the number of places around it.

.. [1] Salimans, Kingma, "Weight Normalization", arXiv:1602.07868.
.. [2] Odena, Dumoulin, Olah, "Deconvolution and Checkerboard Artifacts", Distill 2016.
.. [3] Shi et al., "Real-Time Single Image and Video Super-Resolution", arXiv:1609.05158.
"""

import math
from typing import Any

import keras
import tensorflow as tf
from keras import ops

from algorithms.johnson.geometry import LENGTH_EPSILON, PHASES

LONG = 8  # times as long as usual kernels start, so that a step that is right for scales and shifts turns them little


class StyledConvolution(keras.layers.Layer):
    """Reflection padding and a 3×3 convolution with kernels of length √2 [1]_; scales and shifts come afterwards.

    √2 makes up for the half that the ReLU cuts off.

    With `doubles`, the picture is first doubled bilinearly [2]_. Both are one convolution at the size of its input that
    answers four filters for each, which `shuffle` puts beside each other [3]_. Were those free, they would learn a
    grid of two pixels, everywhere the same, to please the style loss; so they follow from one kernel (`PHASES`).
    """

    def __init__(self, channels: int, filters: int, *, stride: int = 1, doubles: bool = False, **kwargs: Any) -> None:
        super().__init__(autocast=False, **kwargs)
        self.filters, self.stride, self.doubles = filters, stride, doubles
        long = keras.initializers.VarianceScaling(2 * LONG**2, distribution="truncated_normal")
        self.kernel = self.add_weight((3, 3, channels, filters), initializer=long, name="kernel")
        self.built = True

    def used_kernel(self) -> Any:
        """Return the kernels as they are used: (3, 3, in, filters), or four times as many."""
        height, width, channels, filters = self.kernel.shape
        phases = ops.reshape(self.kernel, (height, width, channels, 1, filters))
        if self.doubles:
            both = ops.einsum("ayt,bxu,tuio->yxiabo", PHASES, PHASES, self.kernel)
            phases = ops.reshape(both, (height, width, channels, 4, filters))
        length = ops.sqrt(ops.mean(ops.sum(ops.square(phases), axis=(0, 1, 2)), axis=0) + LENGTH_EPSILON)
        return ops.reshape(phases * (math.sqrt(2) / length), (height, width, channels, -1))

    def call(self, x: Any) -> Any:
        """Map (N, H, W, C) to (N, ⌈H/stride⌉, ⌈W/stride⌉, filters), or to four times as many filters for `shuffle`."""
        x = ops.pad(x, ((0, 0), (1, 1), (1, 1), (0, 0)), mode="reflect")
        return ops.conv(x, self.used_kernel(), strides=self.stride, padding="valid")

    def styled(self, x: Any, scale: Any, shift: Any) -> Any:
        """Scale and shift what `call` answers by (N, 1, 1, filters) each: before `shuffle`, few channels are slow."""
        if self.doubles:
            scale, shift = in_each_phase(scale), in_each_phase(shift)
        return x * scale + shift


def unshuffle(x: Any, by: int) -> Any:
    """Squares of `by` × `by` pixels become one place of `by`² as many channels, the inverse of [3]_."""
    return tf.nn.space_to_depth(x, by)


def shuffle(x: Any) -> Any:
    """Places become squares of 2 × 2 pixels, each with a quarter of the channels [3]_.

    TensorFlow's operation, since OpenVINO knows it as one: a reshape and a transposition would take as long as the
    convolution before them.
    """
    return tf.nn.depth_to_space(x, 2)


def in_each_phase(x: Any) -> Any:
    """Repeat channels for each of the 2 × 2 pixels of `shuffle`."""
    return ops.concatenate([x] * 4, axis=-1)


def doubled(x: Any) -> Any:
    """Return twice as many places each way, bilinearly."""
    return tf.image.resize(x, 2 * tf.shape(x)[1:3])
