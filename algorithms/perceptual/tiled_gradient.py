"""Features of a large picture, and the gradient of any loss of them, tile by tile: the memory is a tile's.

A network needs room for all of its activations to give a gradient; of a large picture that is gigabytes. Losses of
slow painting read a few layers only. So the features of those are computed in tiles and put together, the loss and its
gradient with respect to them is taken of the whole, and each tile's activations are then computed once more to carry
that gradient back to the pixels (gradient checkpointing, Chen et al., arXiv:1604.06174, in space instead of depth).

Each tile is computed with a margin as wide as the network sees, and only what lies within the tile is used: so the
numbers are those of the whole picture at once, up to the order of summation.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import tensorflow as tf

from algorithms.optimise.optimisers import Losses, Objective
from algorithms.perceptual.loss_network import LossNetwork

# Maps a picture (1, H, W, 3) and its features to the losses, `total` among them.
Measure = Callable[[tf.Tensor, dict[str, tf.Tensor]], dict[str, tf.Tensor]]

_ANY_PATCH = tf.TensorSpec((None, None, 3))


@dataclass(frozen=True)
class _Tile:
    """Rows and columns of a picture, from and to: those it is for, and those with the margin."""

    core: tuple[slice, slice]
    patch: tuple[slice, slice]


def fits(height: int, width: int, side: int) -> bool:
    """Tell whether a picture is no larger than a tile."""
    return height * width <= side**2


def gradient_at_once(network: LossNetwork, layers: Collection[str], measure: Measure) -> Objective:
    """Return the losses of a picture and the gradient of their total, from all activations at once."""

    @tf.function
    def evaluate(picture: tf.Tensor) -> tuple[dict[str, tf.Tensor], tf.Tensor]:
        with tf.GradientTape() as tape:
            tape.watch(picture)
            losses = measure(picture[None], network(picture[None], layers))
        return losses, tape.gradient(losses["total"], picture)

    def objective(picture: np.ndarray) -> tuple[Losses, np.ndarray]:
        losses, gradient = evaluate(tf.constant(picture))
        return _plain(losses), gradient.numpy()

    return objective


def gradient_in_tiles(network: LossNetwork, layers: Collection[str], measure: Measure, side: int) -> Objective:
    """Return the same as `gradient_at_once`, with the activations of one tile, of at most `side` pixels, at a time."""
    compute = _compiled(network, layers)

    @tf.function(input_signature=[_ANY_PATCH, {name: tf.TensorSpec((1, None, None, None)) for name in layers}])
    def pull_back(patch: tf.Tensor, upstream: dict[str, tf.Tensor]) -> tf.Tensor:
        with tf.GradientTape() as tape:
            tape.watch(patch)
            features = network(patch[None], upstream)
        return tape.gradient(features, patch, output_gradients=upstream)

    def objective(picture: np.ndarray) -> tuple[Losses, np.ndarray]:
        features = {name: tf.constant(x) for name, x in _features(compute, network, picture, layers, side).items()}
        whole = tf.constant(picture)
        with tf.GradientTape() as tape:
            tape.watch([whole, features])
            losses = measure(whole[None], features)
        direct, upstream = tape.gradient(losses["total"], [whole, features])
        gradient = np.zeros_like(picture) if direct is None else direct.numpy()
        for tile in _tiles(network, picture, layers, side):
            within = {name: _within(tile, upstream[name], _stride(name)) for name in features}
            gradient[tile.patch] += pull_back(tf.constant(picture[tile.patch]), within).numpy()
        return _plain(losses), gradient

    return objective


def features_in_tiles(
    network: LossNetwork, picture: np.ndarray, layers: Collection[str], side: int
) -> dict[str, np.ndarray]:
    """Return what `network(picture[None], layers)` does, computed in tiles of at most `side` pixels squared.

    Parameters
    ----------
    picture : float32 array of shape (H, W, 3)
        RGB in [0, 1].
    """
    if fits(picture.shape[0], picture.shape[1], side):
        return {name: np.asarray(found) for name, found in network(picture[None], layers).items()}
    return _features(_compiled(network, layers), network, picture, layers, side)


def _compiled(network: LossNetwork, layers: Collection[str]) -> Callable[[tf.Tensor], dict[str, tf.Tensor]]:
    """Compile once for patches of any size."""
    compute: Callable[[tf.Tensor], dict[str, tf.Tensor]] = tf.function(
        lambda patch: network(patch[None], layers), input_signature=[_ANY_PATCH]
    )
    return compute


def _features(
    compute: Callable[[tf.Tensor], dict[str, tf.Tensor]],
    network: LossNetwork,
    picture: np.ndarray,
    layers: Collection[str],
    side: int,
) -> dict[str, np.ndarray]:
    height, width, _ = picture.shape
    whole: dict[str, np.ndarray] = {}
    for tile in _tiles(network, picture, layers, side):
        for name, found in compute(tf.constant(picture[tile.patch])).items():
            stride = _stride(name)
            shape = (1, height // stride, width // stride, found.shape[-1])
            core, inner = _cores(tile, stride)
            whole.setdefault(name, np.empty(shape, "float32"))[:, *core] = found.numpy()[:, *inner]
    return whole


def _within(tile: _Tile, upstream: tf.Tensor, stride: int) -> tf.Tensor:
    """Return a gradient for the features of a tile's patch: that of the tile, and zero in the margin."""
    rows, columns = (part.stop // stride - part.start // stride for part in tile.patch)
    patch = np.zeros((1, rows, columns, upstream.shape[-1]), "float32")
    core, inner = _cores(tile, stride)
    patch[:, *inner] = upstream.numpy()[:, *core]
    return tf.constant(patch)


def _cores(tile: _Tile, stride: int) -> tuple[tuple[slice, ...], tuple[slice, ...]]:
    """Return where a tile lies in the features of the picture and in those of its patch."""
    core = tuple(slice(part.start // stride, part.stop // stride) for part in tile.core)
    begins = [part.start // stride for part in tile.patch]
    inner = tuple(slice(part.start - begin, part.stop - begin) for part, begin in zip(core, begins, strict=True))
    return core, inner


def _tiles(network: LossNetwork, picture: np.ndarray, layers: Collection[str], side: int) -> Iterator[_Tile]:
    """Divide a picture evenly; tiles and patches begin where every layer's stride does."""
    step, margin = _grid(network, layers)
    height, width, _ = picture.shape
    for rows in _parts(height, side, step):
        for columns in _parts(width, side, step):
            patch = (
                slice(max(0, part.start - margin), min(end, part.stop + margin))
                for part, end in ((rows, height), (columns, width))
            )
            yield _Tile((rows, columns), (next(patch), next(patch)))


def _parts(length: int, side: int, step: int) -> list[slice]:
    count = -(-length // side)
    edges = [length * i // count // step * step for i in range(count)] + [length]
    return [slice(begin, end) for begin, end in pairwise(edges) if begin < end]


def _grid(network: LossNetwork, layers: Collection[str]) -> tuple[int, int]:
    """Return the stride of the deepest layer, and the margin that its features see, in whole strides."""
    deepest = max(network.layers.index(layer) for layer in layers)
    convolutions = [name for name in network.layers[: deepest + 1] if name.startswith("conv")]
    step = _stride(convolutions[-1])
    reach = sum(_stride(name) for name in convolutions) + step - 1  # a pixel of each 3 × 3, and the pools' windows
    return step, -(-reach // step) * step


def _stride(layer: str) -> int:
    """Return the pixels between a layer's units: each block after the first has half the size."""
    block: Any = layer.removeprefix("conv").removeprefix("relu")[0]
    return int(2 ** (int(block) - 1))


def _plain(losses: dict[str, tf.Tensor]) -> Losses:
    return {name: float(value) for name, value in losses.items()}
