"""Train the painter by what MicroAST makes of the same photos and paintings.

Gram matrices alone say which strokes there shall be, not where: from random weights, a network learns first to scatter
the same dashes over every photo. A teacher's paintings lead past that within some hundred steps; afterwards
`training` goes on beyond them.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf
from keras import ops

from algorithms.johnson.microast import MicroAst, in_cells
from algorithms.johnson.training import STYLE_LAYERS, PainterTrainer, limited, mean_of
from algorithms.perceptual.losses import content_loss, style_loss, total_variation
from algorithms.training.crops import RandomCrops
from algorithms.training.loop import TrainProgress, steps_of
from algorithms.training.options import GuidedOptions

GUIDES = STYLE_LAYERS[:4]  # relu5_1 has few places on a crop: too few to say where


class GuidedTrainer(PainterTrainer):
    """As `PainterTrainer`; batches are photos, indices and the teacher's paintings. `content` is their likeness."""

    options: GuidedOptions

    def call(self, inputs: tuple[Any, ...]) -> Any:
        """Paint photos, whose paintings are left unseen."""
        return super().call(inputs[:2])

    def compute_loss(
        self, x: Any = None, y: Any = None, y_pred: Any = None, sample_weight: Any = None, training: bool = True
    ) -> Any:
        """Weigh and add the distances from the teacher's activations and pixels, the style loss and total variation."""
        _, drawn, taught = x
        which = ops.take(self.lots, drawn)
        painted, guides = self.loss_network(y_pred, STYLE_LAYERS), self.loss_network(taught, GUIDES)
        content = mean_of([content_loss(painted[layer], guides[layer]) for layer in GUIDES])
        pixels = ops.mean(ops.abs(y_pred - taught), axis=(1, 2, 3))
        styles = mean_of([style_loss(painted[a], ops.take(self.targets[a], which, axis=0)) for a in STYLE_LAYERS])
        style, tv = limited(styles), total_variation(y_pred)
        for name, value in (("content", content), ("style", style), ("tv", tv)):
            self.parts[name].update_state(value)
        o = self.options
        by_teacher = o.content_weight * content + o.pixel_weight * pixels
        return ops.mean(by_teacher + o.style_weight * style + o.tv_weight * tv)


def train_guided(
    trainer: GuidedTrainer,
    teacher: MicroAst,
    paintings: Sequence[np.ndarray],
    photos: list[Path],
    checkpoint: Path | None = None,
) -> Iterator[TrainProgress]:
    """Train on photographs, files or folders; yield the progress after each step (`steps_of`).

    `paintings` are those of the trainer, in the same order.
    """
    o = trainer.options
    data = RandomCrops(photos, batch=o.batch, side=o.side, rows=len(trainer.lots), seed=o.seed)
    styles = np.concatenate([np.asarray(teacher.styles(in_cells(painting)[None])) for painting in paintings])
    paint: Callable[..., Any] = tf.function(teacher.__call__)

    def batch_of(step: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        crops, drawn = data.batch_of(step)
        return crops, drawn, np.asarray(paint(crops, styles[trainer.lots[drawn]]))

    return steps_of(trainer, batch_of, o, clip_norm=5.0, checkpoint=checkpoint)
