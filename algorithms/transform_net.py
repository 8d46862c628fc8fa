"""The feed-forward painter: Johnson et al.'s transform network with one row of scales and shifts per style.

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

from algorithms.weights_file import read_weights, write_weights

RESIDUAL_BLOCKS = 5
Moments = tuple[Any, Any]


class NormalisedConvolution(keras.layers.Layer):
    """Reflection padding, convolution, instance normalisation, and the style's scale and shift.

    Instance normalisation follows [2]_, the rows per style [3]_, eq. 5.
    """

    def __init__(self, kernel: int, filters: int, styles: int, *, stride: int = 1, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.margin, self.filters, self.styles = kernel // 2, filters, styles
        self.size, self.stride = kernel, stride

    def build(self, shape: tuple[int | None, ...]) -> None:
        """Create the weights for inputs with that many channels."""
        self.kernel = self.add_weight((self.size, self.size, shape[-1], self.filters), name="kernel")
        self.scale = self.add_weight((self.styles, self.filters), initializer="ones", name="scale")
        self.shift = self.add_weight((self.styles, self.filters), initializer="zeros", name="shift")

    def call(self, x: Any, mix: Any, moments: Moments | None = None) -> tuple[Any, Moments]:
        """Map (N, H, W, C) to (N, ⌈H/stride⌉, ⌈W/stride⌉, filters), and say the (mean, variance) it divided by."""
        x = _reflect(x, self.margin)
        if self.filters < self.size:
            x = _convolve_by_rows(x, self.kernel)
        else:
            x = ops.conv(x, self.kernel, strides=self.stride, padding="valid")
        mean, variance = moments or ops.moments(ops.cast(x, "float32"), axes=(1, 2), keepdims=True)
        scale = ops.matmul(mix, ops.cast(self.scale, "float32"))[:, None, None] * ops.rsqrt(variance + 1e-3)
        shift = ops.matmul(mix, ops.cast(self.shift, "float32"))[:, None, None] - mean * scale
        return x * ops.cast(scale, x.dtype) + ops.cast(shift, x.dtype), (mean, variance)


class TransformNet(keras.Model):
    """Johnson's network: 9×9, two strided convolutions, five residual blocks, two upsamplings, 9×9.

    Differs from [1]_: instance instead of batch normalisation [2]_, one scale and shift row per style [3]_,
    nearest-neighbour resizing before a convolution instead of transposed convolutions [4]_, reflection padding
    everywhere, and pictures of any size come back at exactly their own size.

    Parameters
    ----------
    styles : int
        Rows: how many styles it paints. One row is the thesis's one model per style.
    width : int
        Channels of the first layer: 32 in [1]_; the rest follow (64, 128).
    """

    def __init__(self, styles: int = 1, width: int = 32, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if min(styles, width) < 1:
            raise ValueError(f"A painter of {styles} styles and width {width} cannot be; give at least 1 of each.")
        self.styles, self.width = styles, width

        def convolution(name: str, kernel: int, filters: int, stride: int = 1) -> NormalisedConvolution:
            return NormalisedConvolution(kernel, filters, styles, stride=stride, name=name, dtype=self.dtype_policy)

        self.conv1 = convolution("conv1", 9, width)
        self.conv2 = convolution("conv2", 3, 2 * width, stride=2)
        self.conv3 = convolution("conv3", 3, 4 * width, stride=2)
        self.residuals = [
            (convolution(f"res{block}_1", 3, 4 * width), convolution(f"res{block}_2", 3, 4 * width))
            for block in range(1, RESIDUAL_BLOCKS + 1)
        ]
        self.up1 = convolution("up1", 3, 2 * width)
        self.up2 = convolution("up2", 3, width)
        self.conv_out = convolution("conv_out", 9, 3)
        self(ops.zeros((1, 8, 8, 3)), ops.ones((1, styles)))

    @property
    def convolutions(self) -> list[NormalisedConvolution]:
        """Every convolution, in the order in which a picture meets them."""
        middle = [layer for pair in self.residuals for layer in pair]
        return [self.conv1, self.conv2, self.conv3, *middle, self.up1, self.up2, self.conv_out]

    def call(self, images: Any, mix: Any) -> Any:
        """Paint pictures; see `paint`, whose first result this is."""
        return self.paint(images, mix)[0]

    def paint(self, images: Any, mix: Any, moments: list[Moments] | None = None) -> tuple[Any, list[Moments]]:
        """Paint pictures, with their own statistics or with given ones.

        Parameters
        ----------
        images : float32 tensor of shape (N, H, W, 3)
            RGB in [0, 1], any H and W from 1 up.
        mix : float32 tensor of shape (N, styles)
            How much of each style's row; one 1 and zeros paints in one style.
        moments : list of (mean, variance), optional
            Of each convolution, as another call returned them; the picture's own if omitted. Tiles of one
            picture that are painted with the same moments fit together without seams.

        Returns
        -------
        float32 tensor of shape (N, H, W, 3)
            RGB, mostly in [0, 1]: between -0.09 and 1.09, not clipped, so that gradients never vanish.
        list of (mean, variance)
            The moments that were used.
        """
        given = iter(moments or [])
        used: list[Moments] = []

        def apply(layer: NormalisedConvolution, x: Any) -> Any:
            x, own = layer(x, mix, next(given, None))
            used.append(own)
            return x

        full = ops.cast(images * 255.0, self.compute_dtype)
        full = ops.relu(apply(self.conv1, full))
        half = ops.relu(apply(self.conv2, full))
        x = ops.relu(apply(self.conv3, half))
        for first, second in self.residuals:
            x = x + apply(second, ops.relu(apply(first, x)))
        x = ops.relu(apply(self.up1, _double(x, half)))
        x = ops.relu(apply(self.up2, _double(x, full)))
        x = ops.cast(apply(self.conv_out, x), "float32")
        return ops.tanh(x) * (150.0 / 255.0) + 0.5, used

    def to_arrays(self) -> dict[str, np.ndarray]:
        """Return weights by name: `conv1/kernel` (kh, kw, in, out), `conv1/scale` and `conv1/shift` (styles, out)."""
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


def read_transform_net(path: Path, *, styles: int | None = None, more: int = 0, dtype: str = "float32") -> TransformNet:
    """Read a network that `write_transform_net` wrote, or a published one-style painter.

    Parameters
    ----------
    styles : int, optional
        How many rows it shall have: missing ones start as the mean of those in the file, surplus ones are left out.
        As many as the file if omitted.
    more : int
        Rows beyond those.
    dtype : "float32" or "mixed_bfloat16"
        What it computes in. Statistics and output are float32 either way.

    Raises
    ------
    OSError
        With one plain sentence, if the file is missing, damaged or holds something else.
    """
    arrays = read_weights(path)
    try:
        if arrays["conv1/scale"].ndim == 1:
            arrays = _from_published(arrays)
        rows, width = arrays["conv1/scale"].shape
        network = TransformNet((styles or rows) + more, width, dtype=dtype)
        network.assign({name: _with_rows(name, array, network.styles) for name, array in arrays.items()})
    except (KeyError, ValueError) as error:
        raise OSError(f"{path} does not hold a transform network; name a file that train_painter wrote.") from error
    return network


def write_transform_net(path: Path, network: TransformNet) -> None:
    """Write the weights in float16, whole or not at all."""
    write_weights(path, network.to_arrays())


def _with_rows(name: str, array: np.ndarray, rows: int) -> np.ndarray:
    if name.endswith("/kernel"):
        return array
    missing = max(0, rows - len(array))
    return np.concatenate([array[:rows], np.repeat(array.mean(axis=0, keepdims=True), missing, axis=0)])


def _from_published(arrays: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Turn lengstrom's layout into ours: rows of one style, transposed convolutions into their mirrored kernels."""
    ours = {name: array if name.endswith("/kernel") else array[None] for name, array in arrays.items()}
    for name in ("up1/kernel", "up2/kernel"):
        ours[name] = arrays[name][::-1, ::-1].transpose(0, 1, 3, 2)
    return ours


def _reflect(x: Any, margin: int) -> Any:
    """Mirror `margin` pixels around a picture, repeatedly where it has fewer than that."""
    while margin > 0:
        step = min(margin, x.shape[1] - 1 or 1, x.shape[2] - 1 or 1) if None not in x.shape[1:3] else margin
        mode = "symmetric" if 1 in (x.shape[1], x.shape[2]) else "reflect"
        x = ops.pad(x, ((0, 0), (step, step), (step, step), (0, 0)), mode=mode)
        margin -= step
    return x


def _convolve_by_rows(x: Any, kernel: Any) -> Any:
    """Compute a large convolution with few output channels, three times faster than as one.

    A pass along the picture's rows computes each row of the kernel as channels of its own; they are then added up
    down the columns.
    """
    rows, columns, channels, filters = kernel.shape
    wide = ops.reshape(ops.transpose(kernel, (1, 2, 0, 3)), (1, columns, channels, rows * filters))
    x = ops.conv(x, wide, padding="valid")
    height = ops.shape(x)[1] - rows + 1
    return sum(x[:, row : row + height, :, row * filters : (row + 1) * filters] for row in range(rows))


def _double(x: Any, like: Any) -> Any:
    """Twice the size by repeating pixels, cut to the size of `like`."""
    n, h, w, c = ops.shape(x)
    x = ops.reshape(ops.stack([x, x], axis=3), (n, h, 2 * w, c))
    x = ops.reshape(ops.stack([x, x], axis=2), (n, 2 * h, 2 * w, c))
    _, height, width, _ = ops.shape(like)
    return x[:, :height, :width]
