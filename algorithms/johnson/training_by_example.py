"""Teach a painter what another one paints, pixel by pixel: a cheap start for training by perceptual losses.

An example is a photograph, its painting and the number of its style.
Hinton, Vinyals, Dean, "Distilling the Knowledge in a Neural Network", arXiv:1503.02531.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keras
from keras import ops

from algorithms.johnson.examples import Examples
from algorithms.training.loop import TrainProgress, steps_of
from algorithms.training.options import TrainOptions


class ExampleTrainer(keras.Model):
    """A network, called as `network(images, mix)`, and how far its pictures are from the examples."""

    def __init__(self, network: Any) -> None:
        super().__init__()
        self.network = network

    def call(self, inputs: tuple[Any, Any, Any]) -> Any:
        """Paint photos: images (N, H, W, 3), row numbers (N,) and their paintings, that are left unseen."""
        images, rows, _ = inputs
        return self.network(images, ops.one_hot(rows, self.network.styles))

    def compute_loss(
        self, x: Any = None, y: Any = None, y_pred: Any = None, sample_weight: Any = None, training: bool = True
    ) -> Any:
        """Compare what was painted with the examples."""
        return ops.mean(ops.abs(y_pred - x[2]))


def train_by_example(
    network: Any, examples: Path, options: TrainOptions, checkpoint: Path | None = None
) -> Iterator[TrainProgress]:
    """Train a painter on a folder of examples; see `steps_of`."""
    data = Examples(examples, batch=options.batch, side=options.side, seed=options.seed)
    return steps_of(ExampleTrainer(network), data.batch_of, options, clip_norm=1.0, checkpoint=checkpoint)
