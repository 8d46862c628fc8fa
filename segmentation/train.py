"""Train the parser in two stages, as the thesis does: first the decoder alone, then all layers."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import keras
import numpy as np
from keras import ops

from algorithms.regions.scene_groups import UNLABELLED
from algorithms.training.loop import TrainProgress, steps_of
from algorithms.training.options import ParserOptions
from segmentation.model import Parser
from segmentation.scenes import Scene
from segmentation.train_data import SceneSquares


class ParserTrainer(keras.Model):
    """A parser in training.

    Parameters
    ----------
    network : Parser
    label_weights : float32 array of shape (labels,)
        The weight of each label in the loss, at least 0.
    """

    def __init__(self, network: Parser, label_weights: np.ndarray) -> None:
        super().__init__()
        self.network, self.label_weights = network, label_weights
        self.accuracy = keras.metrics.Mean("accuracy")

    def call(self, inputs: tuple[Any, Any]) -> Any:
        """Score the photographs of a batch; see `Parser.call`."""
        return self.network(inputs[0])

    def compute_loss(
        self, x: Any = None, y: Any = None, y_pred: Any = None, sample_weight: Any = None, training: bool = True
    ) -> Any:
        """Average the weighted cross-entropy over the labelled pixels, and update the accuracy."""
        masks = x[1]
        labelled = ops.cast(masks != UNLABELLED, "float32")
        known = ops.where(masks == UNLABELLED, 0, masks)
        weights = ops.take(ops.convert_to_tensor(self.label_weights), known) * labelled
        entropy = ops.sparse_categorical_crossentropy(known, y_pred, from_logits=True)
        right = ops.cast(ops.cast(ops.argmax(y_pred, axis=-1), "int32") == known, "float32")
        self.accuracy.update_state(ops.sum(right * labelled) / (ops.sum(labelled) + 1.0))
        return ops.sum(weights * entropy) / (ops.sum(weights) + 1.0)


def train(
    network: Parser, scenes: Sequence[Scene], options: ParserOptions, checkpoint: Path | None = None
) -> Iterator[TrainProgress]:
    """Train the decoder, then all layers, and yield the progress after each step (`training.loop.steps_of`).

    The first stage has a checkpoint of its own beside the other, `….head.npz`.

    Raises
    ------
    UserError
        If a scene or a checkpoint cannot be read, or the losses stop being numbers.
    """
    o = options
    data = SceneSquares(scenes, network.labels, batch=o.batch, side=o.side, seed=o.seed)
    trainer = ParserTrainer(network, data.label_weights)
    trainer(data.batch_of(0))
    if o.head_steps and not (checkpoint and checkpoint.exists()):
        network.backbone.trainable = False
        head = replace(o, steps=o.head_steps, learning_rate=o.head_learning_rate)
        head_checkpoint = checkpoint.with_suffix(".head.npz") if checkpoint else None
        yield from steps_of(trainer, data.batch_of, head, clip_norm=5.0, checkpoint=head_checkpoint)
    network.backbone.trainable = True
    later = steps_of(trainer, lambda step: data.batch_of(step + o.head_steps), o, clip_norm=5.0, checkpoint=checkpoint)
    for progress in later:
        yield TrainProgress(progress.step + o.head_steps, progress.losses)
