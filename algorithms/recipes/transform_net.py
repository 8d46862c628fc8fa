"""The network of the sources' fast methods: Johnson et al.'s, with a scale and a shift per channel for each style.

The site paints with a network of its own (`johnson/network.py`), which is ten times faster.

.. [1] Johnson, Alahi, Fei-Fei, "Perceptual Losses for Real-Time Style Transfer and Super-Resolution", arXiv:1603.08155.
.. [2] Ulyanov, Vedaldi, Lempitsky, "Instance Normalization", arXiv:1607.08022.
.. [3] Dumoulin, Shlens, Kudlur, "A Learned Representation for Artistic Style", arXiv:1610.07629.
.. [4] Odena, Dumoulin, Olah, "Deconvolution and Checkerboard Artifacts", Distill 2016.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import keras
import numpy as np
from keras import ops

from algorithms.errors import FileError, UserError
from algorithms.io.weights_file import read_weights, write_weights
from algorithms.recipes.transform_net_layers import NormalisedConvolution, double

RESIDUAL_BLOCKS = 5


class TransformNet(keras.Model):
    """Johnson's network: 9×9, two strided convolutions, five residual blocks, two upsamplings, 9×9.

    Differs from [1]_: instance instead of batch normalisation [2]_, scales and shifts for each style [3]_,
    nearest-neighbour resizing before a convolution instead of transposed convolutions [4]_, reflection padding
    everywhere, and pictures of any size come back at exactly their own size. Differs from the thesis: the first
    convolution gets levels from 0 to 255, not from 0 to 1, which its normalisation makes the same.

    Parameters
    ----------
    styles : int
        Number of styles. The thesis has one style per network.
    width : int
        Channels of the first layer: 32 in [1]_; the next layers have two and four times as many.
    """

    def __init__(self, styles: int = 1, width: int = 32, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if min(styles, width) < 1:
            raise UserError(f"A painter of {styles} styles and width {width} cannot be; give at least 1 of each.")
        self.styles, self.width = styles, width

        def convolution(name: str, kernel: int, channels: int, filters: int, stride: int = 1) -> NormalisedConvolution:
            return NormalisedConvolution(kernel, channels, filters, styles, stride=stride, name=name)

        full, half, quarter = width, 2 * width, 4 * width
        self.conv1 = convolution("conv1", 9, 3, full)
        self.conv2 = convolution("conv2", 3, full, half, stride=2)
        self.conv3 = convolution("conv3", 3, half, quarter, stride=2)
        self.residuals = [
            (convolution(f"res{block}_1", 3, quarter, quarter), convolution(f"res{block}_2", 3, quarter, quarter))
            for block in range(1, RESIDUAL_BLOCKS + 1)
        ]
        self.up1 = convolution("up1", 3, quarter, half)
        self.up2 = convolution("up2", 3, half, full)
        self.conv_out = convolution("conv_out", 9, full, 3)
        self.built = True

    @property
    def convolutions(self) -> list[NormalisedConvolution]:
        """Every convolution, in the order of computation."""
        middle = [layer for pair in self.residuals for layer in pair]
        return [self.conv1, self.conv2, self.conv3, *middle, self.up1, self.up2, self.conv_out]

    def call(self, images: Any, mix: Any) -> Any:
        """Paint pictures in styles or mixtures of them.

        Parameters
        ----------
        images : float32 tensor of shape (N, H, W, 3)
            RGB in [0, 1], any H and W from 1 up.
        mix : float32 tensor of shape (N, styles)
            Share of each style; one 1 and zeros paint in one style.

        Returns
        -------
        float32 tensor of shape (N, H, W, 3)
            RGB in [0, 1]: the thesis's (tanh + 1) · 127.5 levels.
        """
        full = ops.relu(self.conv1(images * 255.0, mix))
        half = ops.relu(self.conv2(full, mix))
        x = ops.relu(self.conv3(half, mix))
        for first, second in self.residuals:
            x = x + second(ops.relu(first(x, mix)), mix)
        x = ops.relu(self.up1(double(x, half), mix))
        x = ops.relu(self.up2(double(x, full), mix))
        return (ops.tanh(self.conv_out(x, mix)) + 1.0) / 2.0

    def to_arrays(self) -> dict[str, np.ndarray]:
        """Return weights by name: `conv1/kernel` (kh, kw, in, out), `conv1/scale` and `conv1/shift` (styles, out)."""
        return {
            f"{layer.name}/{part}": np.asarray(variable)
            for layer in self.convolutions
            for part, variable in (("kernel", layer.kernel), ("scale", layer.scale), ("shift", layer.shift))
        }

    def assign(self, arrays: Mapping[str, np.ndarray]) -> None:
        """Assign weights, named as by `to_arrays`."""
        for layer in self.convolutions:
            layer.kernel.assign(arrays[f"{layer.name}/kernel"])
            layer.scale.assign(arrays[f"{layer.name}/scale"])
            layer.shift.assign(arrays[f"{layer.name}/shift"])


def read_transform_net(path: Path) -> TransformNet:
    """Read a network that `write_transform_net` wrote.

    Raises
    ------
    FileError
        If the file is missing, damaged or holds something else.
    """
    arrays = read_weights(path)
    try:
        network = TransformNet(*arrays["conv1/scale"].shape)
        network.assign(arrays)
    except (KeyError, ValueError, TypeError) as error:
        raise FileError(f"{path} holds no network of the sources'; name a file that a training wrote.") from error
    return network


def write_transform_net(path: Path, network: TransformNet) -> None:
    """Write the weights in float16, whole or not at all."""
    write_weights(path, network.to_arrays())
