"""The loss network: an image in, named VGG activations out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from keras import ops

from algorithms.errors import UserError
from algorithms.perceptual.layer import Layer, nearest_layers

Pooling = Literal["max", "average"]

_IMAGENET_MEAN_BGR = np.array([103.939, 116.779, 123.68], "float32")


@dataclass(frozen=True)
class LossNetwork:
    """A VGG-shaped stack of 3×3 convolutions, called as `network(images, layers)`.

    Attributes
    ----------
    convolutions : dict of layer name (`conv1_1`, in order) to (kernel, bias)
        Arrays, or variables while the network is trained: kernels float32 (3, 3, in, out), biases (out,).
    pooling : "max" or "average"
        The kind of the 2×2 pooling between blocks. Average pooling paints smoother, as Gatys et al. found, too.
    padding : "constant" or "reflect"
        The pixels beyond the border: zeros as when VGG was trained, or the mirrored picture.
    gains : dict of layer name (`conv1_1`) to float
        How much larger VGG-19's activations are, for a network that stands in for it (`standing_in`); else empty.
    copies : int
        How often each channel is repeated in what is returned.
    """

    convolutions: Mapping[str, tuple[Any, Any]]
    pooling: Pooling = "max"
    padding: Literal["constant", "reflect"] = "constant"
    gains: Mapping[str, float] = field(default_factory=dict)
    copies: int = 1

    def __post_init__(self) -> None:
        if self.pooling not in ("max", "average"):
            raise ValueError(f"pooling is {self.pooling!r}; expected 'max' or 'average'")

    @property
    def layers(self) -> list[str]:
        """Every name that `network(images, layers)` accepts, in order of depth."""
        return [each for name in self.convolutions for each in (name, str(Layer.parse(name).after_relu))]

    @property
    def weights(self) -> list[Any]:
        """Every kernel and bias, in order of depth."""
        return [array for pair in self.convolutions.values() for array in pair]

    def __call__(self, images: Any, layers: Iterable[str]) -> dict[str, Any]:
        """Compute activations.

        Parameters
        ----------
        images : float32 tensor of shape (N, H, W, 3)
            RGB in [0, 1].
        layers : names such as `relu4_2` or `conv4_2`

        Returns
        -------
        dict of name to float32 tensor of shape (N, H', W', C)
            In order of depth; relu layers are at least 0.

        Raises
        ------
        UserError
            If a layer is not one of `self.layers`, or the picture is too small to reach it.
        """
        wanted = set(layers)
        self._check(wanted)
        found: dict[str, Any] = {}
        x = _bgr_minus_mean(images)
        block = 1
        for name, (kernel, bias) in self.convolutions.items():
            if len(found) == len(wanted):
                break
            layer = Layer.parse(name)
            if layer.block != block:
                x, block = _pool(x, self.pooling), layer.block
            before = ops.conv(_pad(x, self.padding), kernel, padding="valid") + bias
            x = ops.relu(before)
            found |= {each: y for each, y in ((name, before), (str(layer.after_relu), x)) if each in wanted}
        return {name: ops.repeat(y, self.copies, axis=-1) for name, y in found.items()} if self.copies > 1 else found

    def _check(self, wanted: set[str]) -> None:
        unknown = sorted(wanted - set(self.layers))
        if unknown:
            nearest = nearest_layers(unknown[0], self.layers, 3)
            raise UserError(f"The network has no layer {unknown[0]}; the nearest that it has: {', '.join(nearest)}.")


def _bgr_minus_mean(images: Any) -> Any:
    return ops.flip(images, axis=-1) * 255.0 - _IMAGENET_MEAN_BGR


def _pool(x: Any, pooling: Pooling) -> Any:
    if min(x.shape[1] or 2, x.shape[2] or 2) < 2:
        raise UserError("The picture is too small for these layers; give one of at least 32 × 32 pixels.")
    pool = ops.max_pool if pooling == "max" else ops.average_pool
    return pool(x, 2, strides=2, padding="valid")


def _pad(x: Any, mode: str) -> Any:
    if mode == "reflect" and 1 in (x.shape[1], x.shape[2]):
        mode = "symmetric"  # one pixel has no neighbour to mirror
    return ops.pad(x, ((0, 0), (1, 1), (1, 1), (0, 0)), mode=mode)
