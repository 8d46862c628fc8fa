"""Tiles of a large picture, each with a margin as wide as a loss network's receptive field."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from algorithms.perceptual.layer import Layer
from algorithms.perceptual.loss_network import LossNetwork


@dataclass(frozen=True)
class Tile:
    """Rows and columns of a picture: those of a tile (`core`), and those of the tile with its margin (`patch`)."""

    core: tuple[slice, slice]
    patch: tuple[slice, slice]

    def at(self, stride: int) -> tuple[tuple[slice, ...], tuple[slice, ...]]:
        """Return the core's rows and columns in a layer's features of the picture, and in those of the patch."""
        core = tuple(slice(part.start // stride, part.stop // stride) for part in self.core)
        begins = [part.start // stride for part in self.patch]
        inner = tuple(slice(part.start - begin, part.stop - begin) for part, begin in zip(core, begins, strict=True))
        return core, inner


def fits(height: int, width: int, side: int) -> bool:
    """Tell whether a picture of `height` × `width` pixels is no larger than a tile of `side` pixels squared."""
    return height * width <= side**2


def tiles_of(network: LossNetwork, size: Sequence[int], layers: Collection[str], side: int) -> Iterator[Tile]:
    """Divide a picture into tiles of about one size.

    Parameters
    ----------
    size : two ints
        Height and width of the picture in pixels.
    layers : names such as `relu4_2`
        Tiles and patches begin at multiples of the strides of these layers.
    side : int
        The longest side of a tile without its margin, in pixels.
    """
    step, margin = _step_and_margin(network, layers)
    height, width = size
    for rows in _parts(height, side, step):
        for columns in _parts(width, side, step):
            patch = (
                slice(max(0, part.start - margin), min(end, part.stop + margin))
                for part, end in ((rows, height), (columns, width))
            )
            yield Tile((rows, columns), (next(patch), next(patch)))


def _parts(length: int, side: int, step: int) -> list[slice]:
    count = -(-length // side)
    edges = [length * i // count // step * step for i in range(count)] + [length]
    return [slice(begin, end) for begin, end in pairwise(edges) if begin < end]


def _step_and_margin(network: LossNetwork, layers: Collection[str]) -> tuple[int, int]:
    """Return the stride of the deepest layer, and the width of its receptive field's margin, rounded up to strides."""
    deepest = max(network.layers.index(layer) for layer in layers)
    strides = [layer.stride for layer in map(Layer.parse, network.layers[: deepest + 1]) if layer.kind == "conv"]
    step = strides[-1]
    reach = sum(strides) + step - 1  # each 3 × 3 kernel reaches one unit further, the pools the rest of their windows
    return step, -(-reach // step) * step
