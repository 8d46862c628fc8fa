"""Train the painter by what another painter makes of the same photos.

Gram matrices alone say which strokes there shall be, not where: from random weights, a network learns first to scatter
the same dashes over every photo. A teacher's paintings lead past that within some hundred steps. Two teachers are
known: MicroAST, which paints every batch anew in any style, and examples, which a larger painter made beforehand.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from keras import ops

from algorithms.errors import FileError
from algorithms.johnson.microast import MicroAst, in_cells
from algorithms.johnson.training import CONTENT_LAYERS, STYLE_LAYERS, PainterTrainer, mean_of
from algorithms.perceptual.losses import content_loss
from algorithms.training.crops import RandomCrops
from algorithms.training.loop import TrainProgress, steps_of
from algorithms.training.options import GuidedOptions

GUIDES = STYLE_LAYERS[:4]  # relu5_1 has few places on a crop: too few to say where


class GuidedTrainer(PainterTrainer):
    """As `PainterTrainer`; a batch is photos, indices, goals, and which of the goals (N,) are a teacher's paintings.

    The other goals are the photos themselves. `likeness` is the distance from the teacher's paintings.
    """

    options: GuidedOptions

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts["likeness"] = keras.metrics.Mean("likeness")

    def call(self, inputs: tuple[Any, ...]) -> Any:
        """Paint photos, whose goals are left unseen."""
        return super().call(inputs[:2])

    def compute_loss(
        self, x: Any = None, y: Any = None, y_pred: Any = None, sample_weight: Any = None, training: bool = True
    ) -> Any:
        """Weigh and add the distances from the goals, the style loss and total variation."""
        _, drawn, goals, taught = x
        which = ops.take(self.lots, drawn)
        painted, shown = self.activations(y_pred), self.loss_network(goals, {*CONTENT_LAYERS, *GUIDES})
        by_photo = self.by_photo(painted, shown, which, y_pred)
        likeness = mean_of([content_loss(painted[layer], shown[layer]) for layer in GUIDES])
        self.parts["likeness"].update_state(likeness, sample_weight=taught)
        pixels = ops.mean(ops.abs(y_pred - goals), axis=(1, 2, 3))
        o = self.options
        guided = o.content_weight * likeness + o.pixel_weight * pixels
        by_teacher = guided + o.taught_style_weight * self.style(painted, which)
        return ops.mean(taught * by_teacher + (1 - taught) * by_photo)


def train_guided(
    trainer: GuidedTrainer,
    teacher: MicroAst,
    paintings: Sequence[np.ndarray],
    photos: list[Path],
    checkpoint: Path | None = None,
) -> Iterator[TrainProgress]:
    """Train by MicroAST on photographs, files or folders; yield the progress after each step (`steps_of`).

    `paintings` are those of the trainer, in the same order.
    """
    o = trainer.options
    data = RandomCrops(photos, batch=o.batch, side=o.side, rows=len(trainer.lots), seed=o.seed)
    styles = np.concatenate([np.asarray(teacher.styles(in_cells(painting)[None])) for painting in paintings])
    paint: Callable[..., Any] = tf.function(teacher.__call__)

    def batch_of(step: int) -> tuple[np.ndarray, ...]:
        crops, drawn = data.batch_of(step)
        return crops, drawn, np.asarray(paint(crops, styles[trainer.lots[drawn]])), np.ones(o.batch, "float32")

    return steps_of(trainer, batch_of, o, clip_norm=5.0, checkpoint=checkpoint)


@dataclass(frozen=True)
class Examples:
    """Paintings by a teacher, in the trainer's chosen styles.

    Attributes
    ----------
    photos, paintings : uint8 arrays of shape (N, side, side, 3)
        RGB; `side` is that of the training's crops.
    rows : int32 array of shape (N,)
        The styles' places among the chosen ones.
    """

    photos: np.ndarray
    paintings: np.ndarray
    rows: np.ndarray


def read_examples(path: Path, side: int, styles: int) -> Examples:
    """Read examples from an .npz with the arrays of `Examples`.

    Raises
    ------
    FileError
        If the file cannot be read, or its pictures have another side, or it has more styles.
    """
    try:
        with np.load(path) as file:
            examples = Examples(file["photos"], file["paintings"], file["rows"].astype("int32"))
    except (OSError, KeyError, ValueError) as error:
        raise FileError(f"{path} holds no examples; name an .npz with photos, paintings and rows.") from error
    if examples.photos.shape[1:] != (side, side, 3) or examples.rows.max() >= styles:
        raise FileError(f"The examples in {path} do not fit; give crops of their side, and all of their styles.")
    return examples


def train_by_examples(
    trainer: GuidedTrainer, examples: Examples, photos: list[Path], checkpoint: Path | None = None
) -> Iterator[TrainProgress]:
    """Train, half of each batch, by examples; the other half goes without a teacher, as in `training.train`."""
    o = trainer.options
    free = o.batch // 2
    taught = np.repeat([1.0, 0.0], [o.batch - free, free]).astype("float32")
    data = RandomCrops(photos, batch=free, side=o.side, rows=len(trainer.lots), seed=o.seed)

    def batch_of(step: int) -> tuple[np.ndarray, ...]:
        crops, drawn = data.batch_of(step)
        picks = np.random.default_rng((o.seed, step, 1)).integers(len(examples.rows), size=o.batch - free)
        shown, painted = (part[picks].astype("float32") / 255 for part in (examples.photos, examples.paintings))
        rows = np.concatenate([examples.rows[picks], drawn])
        return np.concatenate([shown, crops]), rows, np.concatenate([painted, crops]), taught

    return steps_of(trainer, batch_of, o, clip_norm=5.0, checkpoint=checkpoint)
