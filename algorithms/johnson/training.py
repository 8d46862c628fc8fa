"""Train the feed-forward painter on a folder of photographs and one picture per style.

The thesis's algorithm 3.2 (Johnson et al., arXiv:1603.08155) with relative losses and many styles at once.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import keras
import numpy as np
from keras import ops

from algorithms.johnson.network import TransformNet
from algorithms.perceptual.loss_network import LossNetwork
from algorithms.perceptual.losses import content_loss, gram_matrix, style_loss, total_variation
from algorithms.training.crops import RandomCrops
from algorithms.training.loop import TrainProgress, steps_of
from algorithms.training.options import TrainOptions

CONTENT_LAYERS = ("relu3_3", "relu4_2")
STYLE_LAYERS = ("relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu5_1")


class PainterTrainer(keras.Model):
    """A transform network, with the loss network and the style targets that it is trained against.

    Parameters
    ----------
    network : TransformNet
    loss_network : LossNetwork
    styles : sequence of float32 arrays of shape (H, W, 3)
        One picture for each style to be trained, RGB in [0, 1].
    first_row : int
        Index of the parameters of the first of `styles`. Parameters before it stay as they are, and so do the kernels
        if it is above 0: `train_painter --add` trains a new style without changing the others.
    """

    def __init__(
        self,
        network: TransformNet,
        loss_network: LossNetwork,
        styles: Sequence[np.ndarray],
        options: TrainOptions,
        first_row: int = 0,
    ) -> None:
        super().__init__()
        if first_row + len(styles) > network.styles:
            raise ValueError(f"{len(styles)} styles from row {first_row} need more than {network.styles} rows")
        self.network, self.loss_network, self.options, self.first_row = network, loss_network, options, first_row
        self.targets = _style_targets(loss_network, styles)
        if first_row > 0:
            for layer in network.convolutions:
                layer.kernel.trainable = False
        self.parts = {name: keras.metrics.Mean(name) for name in ("content", "style", "tv")}

    def call(self, inputs: tuple[Any, Any]) -> Any:
        """Paint photos: `inputs` are images (N, H, W, 3) and indices of styles (N,), counted from `first_row`."""
        images, rows = inputs
        return self.network(images, ops.one_hot(rows + self.first_row, self.network.styles))

    def compute_loss(
        self, x: Any = None, y: Any = None, y_pred: Any = None, sample_weight: Any = None, training: bool = True
    ) -> Any:
        """Return the weighted sum of the batch's mean content, style and total-variation losses."""
        images, rows = x
        painted = self.loss_network(y_pred, {*CONTENT_LAYERS, *STYLE_LAYERS})
        photos = self.loss_network(images, CONTENT_LAYERS)
        targets = {layer: ops.take(grams, rows, axis=0) for layer, grams in self.targets.items()}
        content = _mean([content_loss(painted[layer], photos[layer]) for layer in CONTENT_LAYERS])
        style = _mean([style_loss(painted[layer], targets[layer]) for layer in STYLE_LAYERS])
        tv = ops.mean(total_variation(y_pred))
        for name, value in (("content", content), ("style", style), ("tv", tv)):
            self.parts[name].update_state(value)
        o = self.options
        return o.content_weight * content + o.style_weight * style + o.tv_weight * tv


def train(trainer: PainterTrainer, photos: list[Path], checkpoint: Path | None = None) -> Iterator[TrainProgress]:
    """Train a painter on photographs, files or folders; yield the progress after each step (`steps_of`).

    Raises
    ------
    UserError
        If there are no photographs, the checkpoint is damaged or of another training, or a loss is not a finite number.
    """
    o = trainer.options
    rows = len(trainer.targets[STYLE_LAYERS[0]])
    data = RandomCrops(photos, batch=o.batch, side=o.side, rows=rows, seed=o.seed)
    return steps_of(trainer, data.batch_of, o, clip_norm=5.0, checkpoint=checkpoint)


def _style_targets(loss_network: LossNetwork, styles: Sequence[np.ndarray]) -> dict[str, np.ndarray]:
    grams: dict[str, list[np.ndarray]] = {layer: [] for layer in STYLE_LAYERS}
    for style in styles:
        for layer, features in loss_network(ops.convert_to_tensor(style[None], "float32"), STYLE_LAYERS).items():
            grams[layer].append(ops.convert_to_numpy(gram_matrix(features))[0])
    return {layer: np.stack(matrices) for layer, matrices in grams.items()}


def _mean(per_layer: list[Any]) -> Any:
    return sum(ops.mean(values) for values in per_layer) / len(per_layer)
