"""Columns of features: those of one layer or of several, side by side, above each place of a picture."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import tensorflow as tf

from algorithms.perceptual.layer import Layer
from algorithms.perceptual.loss_network import LossNetwork
from algorithms.perceptual.tiles import Tile, tiles_of

GRID = 4  # pixels between the places of hypercolumns, as in the paper

_ANY_PATCH = tf.TensorSpec((None, None, 3))


@dataclass(frozen=True)
class Column:
    """Layers whose features are matched together, and the pixels between two places where they are."""

    layers: tuple[str, ...]
    stride: int

    def of(self, features: dict[str, tf.Tensor]) -> tf.Tensor:
        """Return the columns of a picture: float32 (places down, places across, the layers' channels together).

        A finer layer gives the mean of its features within each place; a coarser one is interpolated.
        """
        finest = features[self.layers[0]]
        ratio = self.stride // Layer.parse(self.layers[0]).stride
        size = tf.shape(finest)[1] // ratio, tf.shape(finest)[2] // ratio
        return tf.concat([self._placed(features[name], name, size) for name in self.layers], axis=-1)[0]

    def _placed(self, features: tf.Tensor, name: str, size: tuple[tf.Tensor, tf.Tensor]) -> tf.Tensor:
        stride = Layer.parse(name).stride
        if stride <= self.stride:
            step = self.stride // stride
            return tf.nn.avg_pool2d(features, step, step, "VALID")[:, : size[0], : size[1]]
        times, (rows, columns) = stride // self.stride, (tf.shape(features)[1], tf.shape(features)[2])
        wider = tf.image.resize(features, (rows * times, columns * times))
        missing = [[0, 0], [0, size[0] - rows * times], [0, size[1] - columns * times], [0, 0]]
        return tf.pad(wider, missing, mode="SYMMETRIC")


def hypercolumn(layers: Sequence[str]) -> list[Column]:
    """Return the one column of all layers, in order of depth."""
    ordered = sorted(layers, key=lambda name: (Layer.parse(name).block, Layer.parse(name).index))
    return [Column(tuple(ordered), max(GRID, Layer.parse(ordered[0]).stride))]


def split_columns(layers: Sequence[str]) -> list[Column]:
    """Return a column for each layer, at every place of the layer; those of the first block have places of 2 × 2."""
    return [Column((name,), max(2, Layer.parse(name).stride)) for name in layers]


class ColumnFeatures:
    """The columns of pictures under a loss network, computed in tiles."""

    def __init__(self, network: LossNetwork, columns: Sequence[Column]) -> None:
        self.network, self.columns = network, list(columns)
        self.layers = list(dict.fromkeys(name for column in columns for name in column.layers))
        self._compiled = tf.function(self.of, input_signature=[_ANY_PATCH], autograph=False)

    def of(self, patch: tf.Tensor) -> list[tf.Tensor]:
        """Return each column of a patch (H, W, 3), float32 (H // stride, W // stride, C)."""
        features = self.network(patch[None], self.layers)
        return [column.of(features) for column in self.columns]

    def tiles(self, picture: np.ndarray, side: int) -> list[Tile]:
        """Divide a picture (H, W, 3) into tiles of at most `side` pixels squared."""
        return list(tiles_of(self.network, picture.shape[:2], self.layers, side))

    def in_tiles(self, picture: np.ndarray, side: int) -> Iterator[tuple[Tile, list[np.ndarray]]]:
        """Yield the tiles of a picture (H, W, 3), and each column's features within the tile."""
        for tile in self.tiles(picture, side):
            found = self._compiled(tf.constant(picture[tile.patch]))
            inner = (tile.at(column.stride)[1] for column in self.columns)
            yield tile, [each.numpy()[part] for each, part in zip(found, inner, strict=True)]

    def sizes(self, height: int, width: int) -> list[tuple[int, int]]:
        """Return the places down and across of each column of a picture of this size."""
        return [(height // column.stride, width // column.stride) for column in self.columns]
