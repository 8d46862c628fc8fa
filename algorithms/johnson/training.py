"""Train the painter and its style encoder together, on chosen styles and on many other paintings.

The losses are those of the thesis's algorithm 3.2 (Johnson et al., arXiv:1603.08155), relative ones, and the distance
from the style's nearest neighbours: by Gram matrices alone, a network that is this small draws the same hatching over
every flat place, in all styles.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import keras
import numpy as np
from keras import ops

from algorithms.errors import UserError
from algorithms.johnson.encode_style import reduced
from algorithms.johnson.geometry import CELL, THUMBNAIL
from algorithms.johnson.network import COLOURS, PainterNet
from algorithms.johnson.style_encoder import StyleEncoder, statistics_of
from algorithms.perceptual.loss_network import LossNetwork
from algorithms.perceptual.losses import content_loss, gram_matrix, style_loss, total_variation
from algorithms.perceptual.neighbour_loss import directions_of, neighbour_loss
from algorithms.training.crops import RandomCrops
from algorithms.training.loop import TrainProgress, steps_of
from algorithms.training.options import TrainOptions

CONTENT_LAYERS = ("relu3_3", "relu4_2")
STYLE_LAYERS = ("relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu5_1")
NEIGHBOUR_LAYERS = ("relu3_1", "relu4_1")
POOL = 1500  # places of a painting, drawn by lot, among which neighbours are sought
COVERAGE = 0.3  # see `neighbour_loss`
LEAST_SIDE = 2 * CELL * THUMBNAIL
SMALL = 0.3  # how much residual blocks and the output say at the start of training


class PainterTrainer(keras.Model):
    """A painter and its encoder, with the loss network and the paintings that they are trained against.

    A painting's style parameters are the encoder's; a chosen style adds an offset of its own, which is learnt, too.

    Parameters
    ----------
    network : PainterNet
    encoder : StyleEncoder, optional
        A fresh one that begins near no style at all if omitted.
    loss_network : LossNetwork
        Measures content and style; the network that describes paintings to the encoder is `eye`.
    paintings : sequence of float32 arrays of shape (H, W, 3)
        RGB in [0, 1], the longer side `options.style_side`; the chosen styles come first.
    chosen : int
        How many of them are chosen styles. Half of all pictures are painted in these.
    style_params : float32 array of shape (chosen, 2, channels), optional
        Those of the chosen styles so far.

    Raises
    ------
    UserError
        If the squares' side does not fit the network.
    """

    def __init__(
        self,
        network: PainterNet,
        encoder: StyleEncoder | None,
        *,
        loss_network: LossNetwork,
        eye: LossNetwork,
        paintings: Sequence[np.ndarray],
        chosen: int,
        style_params: np.ndarray | None,
        options: TrainOptions,
    ) -> None:
        super().__init__()
        if options.side % CELL or options.side < LEAST_SIDE:
            raise UserError(f"The side is {options.side}; give a multiple of {CELL} from {LEAST_SIDE} on.")
        self.network, self.loss_network, self.options = network, loss_network, options
        self.statistics, self.targets = _seen(eye, paintings), _style_targets(loss_network, paintings)
        self.pools = _pools(loss_network, paintings)
        self.encoder = encoder or _fresh_encoder(network, self.statistics)
        self.offsets = self.add_weight((chosen, 2, network.channels), initializer="zeros", name="offsets")
        if style_params is not None:
            self.offsets.assign(style_params - np.asarray(self.encoder(self.statistics[:chosen])))
        others = np.arange(chosen, len(paintings))
        self.lots = np.concatenate([np.tile(np.arange(chosen), max(1, len(others) // max(chosen, 1))), others])
        self.parts = {name: keras.metrics.Mean(name) for name in ("content", "style", "neighbours", "tv")}

    def style_params(self, which: Any) -> Any:
        """Return the style parameters (N, 2, channels) of some paintings, by their places (N,) in `paintings`."""
        own = ops.one_hot(which, self.offsets.shape[0])  # zeros for paintings that are not chosen styles
        return self.encoder(ops.take(self.statistics, which, axis=0)) + ops.tensordot(own, self.offsets, axes=1)

    def chosen_params(self) -> np.ndarray:
        """Return the chosen styles' parameters, float32 (chosen, 2, channels)."""
        return np.asarray(self.style_params(np.arange(self.offsets.shape[0])))

    def call(self, inputs: tuple[Any, Any]) -> Any:
        """Paint photos: `inputs` are images (N, H, W, 3) and indices into `lots` (N,)."""
        images, drawn = inputs
        return self.network(images, self.style_params(ops.take(self.lots, drawn)))

    def compute_loss(
        self, x: Any = None, y: Any = None, y_pred: Any = None, sample_weight: Any = None, training: bool = True
    ) -> Any:
        """Return the weighted sum of the batch's mean losses."""
        images, drawn = x
        photos = self.loss_network(images, CONTENT_LAYERS)
        return ops.mean(self.by_photo(self.activations(y_pred), photos, ops.take(self.lots, drawn), y_pred))

    def activations(self, pictures: Any) -> dict[str, Any]:
        """Return what the losses need of painted pictures: the activations of each layer."""
        return self.loss_network(pictures, {*CONTENT_LAYERS, *STYLE_LAYERS})

    def by_photo(self, painted: dict[str, Any], photos: dict[str, Any], which: Any, pictures: Any) -> Any:
        """Weigh and add each picture's losses without a teacher, (N,).

        Parameters
        ----------
        painted, photos : dict of layer to float32 tensor (N, H, W, C)
            Activations of the painted pictures and of their photos.
        which : int tensor of shape (N,)
            The places of the styles in `paintings`.
        pictures : float32 tensor of shape (N, H, W, 3)
        """
        content = mean_of([content_loss(painted[layer], photos[layer]) for layer in CONTENT_LAYERS])
        style, tv = self.style(painted, which), total_variation(pictures)
        pools = {layer: ops.cast(ops.take(pool, which, axis=0), "float32") for layer, pool in self.pools.items()}
        neighbours = mean_of([neighbour_loss(painted[layer], pool, COVERAGE) for layer, pool in pools.items()])
        for name, value in (("content", content), ("style", style), ("neighbours", neighbours), ("tv", tv)):
            self.parts[name].update_state(value)
        o = self.options
        by_style = o.style_weight * style + o.neighbour_weight * neighbours
        return o.content_weight * content + by_style + o.tv_weight * tv

    def style(self, painted: dict[str, Any], which: Any) -> Any:
        """Return each picture's style loss, (N,), `limited`."""
        grams = {layer: ops.take(gram, which, axis=0) for layer, gram in self.targets.items()}
        return limited(mean_of([style_loss(painted[layer], gram) for layer, gram in grams.items()]))


def train(trainer: PainterTrainer, photos: list[Path], checkpoint: Path | None = None) -> Iterator[TrainProgress]:
    """Train on photographs, files or folders; yield the progress after each step (`steps_of`)."""
    o = trainer.options
    data = RandomCrops(photos, batch=o.batch, side=o.side, rows=len(trainer.lots), seed=o.seed)
    return steps_of(trainer, data.batch_of, o, clip_norm=5.0, checkpoint=checkpoint)


def _seen(eye: LossNetwork, paintings: Sequence[np.ndarray]) -> np.ndarray:
    """Describe paintings for the encoder: float32 (paintings, statistics)."""
    tensors = (ops.convert_to_tensor(reduced(painting)[None]) for painting in paintings)
    return np.concatenate([np.asarray(statistics_of(eye, tensor)) for tensor in tensors])


def _style_targets(loss_network: LossNetwork, paintings: Sequence[np.ndarray]) -> dict[str, Any]:
    """Return each layer's Gram matrices, a tensor (paintings, C, C); an array would become part of the graph."""
    grams: dict[str, list[np.ndarray]] = {layer: [] for layer in STYLE_LAYERS}
    for painting in paintings:
        for layer, features in loss_network(ops.convert_to_tensor(painting[None]), STYLE_LAYERS).items():
            grams[layer].append(np.asarray(gram_matrix(features))[0])
    return {layer: ops.convert_to_tensor(np.stack(matrices)) for layer, matrices in grams.items()}


def _pools(loss_network: LossNetwork, paintings: Sequence[np.ndarray]) -> dict[str, Any]:
    """Return the `directions_of` places drawn by lot, of each layer: a float16 tensor (paintings, POOL, C)."""
    draw = np.random.default_rng(0)
    pools: dict[str, list[np.ndarray]] = {layer: [] for layer in NEIGHBOUR_LAYERS}
    for painting in paintings:
        for layer, features in loss_network(ops.convert_to_tensor(painting[None]), NEIGHBOUR_LAYERS).items():
            places = np.asarray(directions_of(features))[0]
            pools[layer].append(places[draw.integers(len(places), size=POOL)].astype("float16"))
    return {layer: ops.convert_to_tensor(np.stack(places)) for layer, places in pools.items()}


def _fresh_encoder(network: PainterNet, statistics: np.ndarray) -> StyleEncoder:
    small = [layer for _, layer in network.residuals] + [network.out]
    scales = [np.full(layer.filters, SMALL if layer in small else 1.0) for layer in network.convolutions]
    scales.append(np.full(COLOURS, SMALL))
    encoder = StyleEncoder(statistics.shape[1], network.channels)
    encoder.start_from(statistics, np.stack([np.concatenate(scales), np.zeros(network.channels)]))
    return encoder


def limited(loss: Any) -> Any:
    """Let a loss above 1 grow like its logarithm: few nearly empty paintings would rule the gradients otherwise."""
    return ops.where(loss < 1, loss, 1 + ops.log(ops.maximum(loss, 1.0)))


def mean_of(per_layer: list[Any]) -> Any:
    """Average the losses of layers, each of shape (N,)."""
    return sum(per_layer) / len(per_layer)
