"""Train a painter by perceptual losses, guided by what another painter made of the same photographs.

Gram matrices alone say which strokes there shall be, not where: a network of random weights learns slowly from them.
Here the content is not the photograph but its painting by another network, at four layers and in its pixels.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from keras import ops

from algorithms.johnson.examples import Examples
from algorithms.johnson.training import STYLE_LAYERS, PainterTrainer
from algorithms.perceptual.losses import content_loss, style_loss, total_variation
from algorithms.training.loop import TrainProgress, steps_of

GUIDES = STYLE_LAYERS[:4]  # relu5_1 has four pixels a side there: too few to say where
PIXEL_WEIGHT = 2.0


class GuidedTrainer(PainterTrainer):
    """As `PainterTrainer`; batches are photos, rows and paintings, as of `Examples`."""

    def call(self, inputs: tuple[Any, ...]) -> Any:
        """Paint photos, whose paintings are left unseen."""
        images, rows, _ = inputs
        return super().call((images, rows))

    def compute_loss(
        self, x: Any = None, y: Any = None, y_pred: Any = None, sample_weight: Any = None, training: bool = True
    ) -> Any:
        """Weigh and add content (pixels and activations of the example), style and total-variation losses."""
        _, rows, examples = x
        painted = self.loss_network(y_pred, STYLE_LAYERS)
        guides = self.loss_network(examples, GUIDES)
        style = _mean([style_loss(painted[a], ops.take(self.targets[a], rows, axis=0)) for a in STYLE_LAYERS])
        content = _mean([content_loss(painted[layer], guides[layer]) for layer in GUIDES])
        content = content + PIXEL_WEIGHT * ops.mean(ops.abs(y_pred - examples))
        tv = ops.mean(total_variation(y_pred))
        for name, value in (("content", content), ("style", style), ("tv", tv)):
            self.parts[name].update_state(value)
        o = self.options
        return o.content_weight * content + o.style_weight * style + o.tv_weight * tv


def train_guided(trainer: GuidedTrainer, examples: Path, checkpoint: Path | None = None) -> Iterator[TrainProgress]:
    """Train a painter on a folder of examples; see `steps_of`."""
    o = trainer.options
    data = Examples(examples, batch=o.batch, side=o.side, seed=o.seed)
    return steps_of(trainer, data.batch_of, o, clip_norm=5.0, checkpoint=checkpoint)


def _mean(per_layer: list[Any]) -> Any:
    return sum(ops.mean(values) for values in per_layer) / len(per_layer)
