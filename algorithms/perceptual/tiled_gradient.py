"""Features of a large picture, and the gradient of a loss of these features, in the memory of one tile.

To give a gradient, a network must keep all of its activations; for a large picture these are gigabytes. But the losses
of slow painting read a few layers only. So the features of these layers are computed in tiles and put together, the
loss and its gradient with respect to the features are computed for the whole picture, and each tile's activations are
then computed once more to carry that gradient back to the pixels (gradient checkpointing, Chen et al.,
arXiv:1604.06174, in space instead of depth).

Each tile is computed with a margin as wide as the network's receptive field, and only the features within the tile are
used: so the numbers equal those of the whole picture computed at once, up to the order of summation.
"""

from collections.abc import Callable, Collection

import numpy as np
import tensorflow as tf

from algorithms.optimise.optimisers import Losses, Objective
from algorithms.perceptual.layer import Layer
from algorithms.perceptual.loss_network import LossNetwork
from algorithms.perceptual.tiles import Tile, fits, tiles_of

# Maps a picture (1, H, W, 3) and its features to the losses, `total` among them.
Measure = Callable[[tf.Tensor, dict[str, tf.Tensor]], dict[str, tf.Tensor]]

_ANY_PATCH = tf.TensorSpec((None, None, 3))

# No function here branches on a tensor. Autograph would only hide a UserError in a StagingError.


def gradient_at_once(network: LossNetwork, layers: Collection[str], measure: Measure) -> Objective:
    """Return the objective of a picture that keeps all of the network's activations at once.

    Parameters
    ----------
    network : LossNetwork
    layers : names such as `relu4_2`
        The layers whose features `measure` reads.
    measure : function of a picture (1, H, W, 3) and its features by layer
        Returns the losses, `total` among them.

    Returns
    -------
    function of a picture, float32 (H, W, 3) in [0, 1], of any size
        Returns the losses as floats, and the gradient of the total, float32 (H, W, 3).
    """

    @tf.function(autograph=False)
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
    """Return the same objective as `gradient_at_once`, which keeps the activations of one tile at a time.

    A tile has at most `side` × `side` pixels without its margin.
    """
    compute = _compiled(network, layers)

    @tf.function(
        input_signature=[_ANY_PATCH, {name: tf.TensorSpec((1, None, None, None)) for name in layers}], autograph=False
    )
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
        for tile in tiles_of(network, picture.shape[:2], layers, side):
            within = {name: _within(tile, upstream[name], Layer.parse(name).stride) for name in features}
            gradient[tile.patch] += pull_back(tf.constant(picture[tile.patch]), within).numpy()
        return _plain(losses), gradient

    return objective


def features_in_tiles(
    network: LossNetwork, picture: np.ndarray, layers: Collection[str], side: int
) -> dict[str, np.ndarray]:
    """Compute the same features as `network(picture[None], layers)`, in tiles of at most `side` pixels squared.

    Parameters
    ----------
    network : LossNetwork
    picture : float32 array of shape (H, W, 3)
        RGB in [0, 1].
    layers : names such as `relu4_2`
    side : int
        In pixels.

    Returns
    -------
    dict of layer name to float32 array of shape (1, H', W', C)
    """
    if fits(picture.shape[0], picture.shape[1], side):
        return {name: np.asarray(found) for name, found in network(picture[None], layers).items()}
    return _features(_compiled(network, layers), network, picture, layers, side)


def _compiled(network: LossNetwork, layers: Collection[str]) -> Callable[[tf.Tensor], dict[str, tf.Tensor]]:
    """Compile the network once, for patches of any size."""
    compute: Callable[[tf.Tensor], dict[str, tf.Tensor]] = tf.function(
        lambda patch: network(patch[None], layers), input_signature=[_ANY_PATCH], autograph=False
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
    for tile in tiles_of(network, picture.shape[:2], layers, side):
        for name, found in compute(tf.constant(picture[tile.patch])).items():
            stride = Layer.parse(name).stride
            shape = (1, height // stride, width // stride, found.shape[-1])
            core, inner = tile.at(stride)
            whole.setdefault(name, np.empty(shape, "float32"))[:, *core] = found.numpy()[:, *inner]
    return whole


def _within(tile: Tile, upstream: tf.Tensor, stride: int) -> tf.Tensor:
    """Return the gradient for the features of a tile's patch: the tile's own part, and zeros in the margin."""
    rows, columns = (part.stop // stride - part.start // stride for part in tile.patch)
    patch = np.zeros((1, rows, columns, upstream.shape[-1]), "float32")
    core, inner = tile.at(stride)
    patch[:, *inner] = upstream.numpy()[:, *core]
    return tf.constant(patch)


def _plain(losses: dict[str, tf.Tensor]) -> Losses:
    return {name: float(value) for name, value in losses.items()}
