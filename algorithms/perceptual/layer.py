"""Names of VGG's layers: `relu4_2` is the second activation of the fourth block, `conv4_2` the same before its ReLU."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import log2
from typing import Literal, Self

from algorithms.errors import UserError

_NAME = re.compile(r"(conv|relu)([1-5])_([1-9])")  # VGG has five blocks


@dataclass(frozen=True)
class Layer:
    """A layer of a VGG-shaped network; `str` gives its name.

    Attributes
    ----------
    kind : "conv" or "relu"
        The convolution's output, or that after the ReLU.
    block, index : int
        The block, and the convolution within it, both from 1.
    """

    kind: Literal["conv", "relu"]
    block: int
    index: int

    @classmethod
    def parse(cls, name: str) -> Self:
        """Read a layer's name.

        Raises
        ------
        UserError
            If there can be no such layer.
        """
        match = _NAME.fullmatch(name)
        if not match:
            raise UserError(f"There is no layer {name!r}; give names such as relu4_2 or conv4_2.")
        return cls("conv" if match[1] == "conv" else "relu", int(match[2]), int(match[3]))

    def __str__(self) -> str:
        return f"{self.kind}{self.block}_{self.index}"

    @property
    def after_relu(self) -> Self:
        """The same convolution's activation after the ReLU."""
        return replace(self, kind="relu")

    @property
    def stride(self) -> int:
        """Pixels of the picture between two units of the layer: each block after the first halves the size."""
        return 2 ** (self.block - 1)


def nearest_layers(name: str, known: Iterable[str], count: int) -> list[str]:
    """Return the `count` layers nearest in depth to a missing one, the nearest first, its own kind before the other.

    Raises
    ------
    UserError
        If there can be no layer of that name.
    """
    wanted = Layer.parse(name)

    def distance(other: str) -> tuple[int, int, bool]:
        layer = Layer.parse(other)
        return abs(layer.block - wanted.block), abs(layer.index - wanted.index), layer.kind != wanted.kind

    return sorted(known, key=distance)[:count]


def fitting_scales(scales: int, layers: Iterable[str], *sides: float) -> int:
    """Return how many scales, each half the size of the one before, leave every side large enough for the layers.

    Parameters
    ----------
    scales : int
        The number asked for.
    layers : names such as `relu5_1`
        A layer of block 5 needs sides of 2⁵ pixels.
    sides : floats
        Heights and widths of the pictures at full size, in pixels.

    Returns
    -------
    int
        At least 1, at most `scales`.

    Raises
    ------
    UserError
        If a name is not that of a layer, or a side is too short for the layers even at full size.
    """
    stride = max(Layer.parse(layer).stride for layer in layers)
    if round(min(sides)) < stride:
        raise UserError(f"The picture is too small for these layers; give one of at least {stride} × {stride} pixels.")
    return max(1, min(scales, 1 + int(log2(max(1.0, min(sides) / (2 * stride))))))
