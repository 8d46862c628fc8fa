"""The feed-forward painter: Johnson et al.'s transform network with a scale and a shift per channel for each style.

.. [1] Johnson, Alahi, Fei-Fei, "Perceptual Losses for Real-Time Style Transfer and Super-Resolution", arXiv:1603.08155.
.. [2] Ulyanov, Vedaldi, Lempitsky, "Instance Normalization", arXiv:1607.08022.
.. [3] Dumoulin, Shlens, Kudlur, "A Learned Representation for Artistic Style", arXiv:1610.07629.
.. [4] Odena, Dumoulin, Olah, "Deconvolution and Checkerboard Artifacts", Distill 2016.
"""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import keras
import numpy as np
from keras import ops

from algorithms.errors import UserError
from algorithms.johnson.layers import EPSILON, NormalisedConvolution, double

RESIDUAL_BLOCKS = 5
LARGEST = 8.0  # standard deviations; see `fold_instance_norm`
CONVOLUTIONS = (
    *("conv1", "conv2", "conv3"),
    *(f"res{block}_{half}" for block in range(1, RESIDUAL_BLOCKS + 1) for half in (1, 2)),
    *("up1", "up2", "conv_out"),
)


class TransformNet(keras.Model):
    """Johnson's network: 9×9, two strided convolutions, five residual blocks, two upsamplings, 9×9.

    Differs from [1]_: instance instead of batch normalisation [2]_, scales and shifts for each style [3]_,
    nearest-neighbour resizing before a convolution instead of transposed convolutions [4]_, reflection padding
    everywhere, and pictures of any size come back at exactly their own size.

    Parameters
    ----------
    styles : int
        Number of styles. The thesis has one style per network.
    width : int
        Channels of the first layer: 32 in [1]_; the next layers have two and four times as many.
    """

    def __init__(self, styles: int = 1, width: int = 32, **kwargs: Any) -> None:
        super().__init__(autocast=False, **kwargs)
        if min(styles, width) < 1:
            raise UserError(f"A painter of {styles} styles and width {width} cannot be; give at least 1 of each.")
        self.styles, self.width = styles, width

        def convolution(name: str, kernel: int, channels: int, filters: int, stride: int = 1) -> NormalisedConvolution:
            return NormalisedConvolution(
                kernel, channels, filters, styles, stride=stride, name=name, dtype=self.dtype_policy
            )

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
        self(ops.zeros((1, 8, 8, 3)), ops.ones((1, styles)))

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
            RGB, mostly in [0, 1]: between -0.09 and 1.09, not clipped, so that gradients never vanish.
        """
        return self.paint(images, self.style_params(mix))[0]

    def style_params(self, mix: Any) -> Any:
        """Mix the styles' parameters by `mix`, float32 (N, styles).

        Returns
        -------
        float32 tensor of shape (N, 2, channels)
            Scales and shifts of all convolutions, one convolution after the other.
        """
        return ops.concatenate([layer.style_params(mix) for layer in self.convolutions], axis=2)

    def paint(self, images: Any, style_params: Any, *, normalise: bool = True) -> tuple[Any, Any]:
        """Paint pictures with given style parameters; see `call`.

        Parameters
        ----------
        style_params : float32 tensor of shape (N, 2, channels)
            A result of `style_params`.
        normalise : bool
            False computes without moments: `style_params` must be a result of `fold_instance_norm`, (N, 4, channels).
            Tiles of a picture that are painted with the same one fit together without seams.

        Returns
        -------
        float32 tensor of shape (N, H, W, 3)
            See `call`.
        float32 tensor of shape (N, 2, channels), or None
            Means and variances that instance normalisation used; None if `normalise` is false.
        """
        ends = np.cumsum([layer.filters for layer in self.convolutions]).tolist()
        parts = iter([style_params[:, :, begin:end] for begin, end in pairwise([0, *ends])])
        moments = []

        def apply(layer: NormalisedConvolution, x: Any) -> Any:
            x, own = layer(x, next(parts), normalise=normalise)
            moments.append(own)
            return x

        full = ops.cast(images * 255.0, self.compute_dtype)
        full = ops.relu(apply(self.conv1, full))
        half = ops.relu(apply(self.conv2, full))
        x = ops.relu(apply(self.conv3, half))
        for first, second in self.residuals:
            x = x + apply(second, ops.relu(apply(first, x)))
        x = ops.relu(apply(self.up1, double(x, half)))
        x = ops.relu(apply(self.up2, double(x, full)))
        x = ops.cast(apply(self.conv_out, x), "float32")
        return ops.tanh(x) * (150.0 / 255.0) + 0.5, ops.concatenate(moments, axis=2) if normalise else None

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


def fold_instance_norm(style_params: np.ndarray, moments: np.ndarray) -> np.ndarray:
    """Fold the moments of instance normalisation into style parameters.

    A convolution with the folded parameters and without normalisation computes the same as one with normalisation,
    except that each value is limited to `LARGEST` standard deviations from its mean. The limit removes black blots: in
    a dark flat spot the network may put a huge value, which shrinks all others through the variance (Karras et al.,
    arXiv:1912.04958, call such values "droplets") and ends as a blot. The moments include the huge values, so that the
    rest of the picture stays the same.

    Parameters
    ----------
    style_params, moments : float32 arrays of shape (…, 2, channels)
        Scales and shifts; means and variances, as `TransformNet.paint` returns them.

    Returns
    -------
    float32 array of shape (…, 4, channels)
        Scales, shifts, and the least and the largest output values.
    """
    scale, shift = style_params[..., 0, :], style_params[..., 1, :]
    mean, variance = moments[..., 0, :], moments[..., 1, :]
    folded_scale = scale / np.sqrt(variance + EPSILON)
    limit = LARGEST * np.abs(scale)
    return np.stack([folded_scale, shift - mean * folded_scale, shift - limit, shift + limit], axis=-2)
