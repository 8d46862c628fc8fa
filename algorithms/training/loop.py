"""The loop that all trainings share: one batch a step, checkpoints, and an end when the losses stop being numbers."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np

from algorithms.errors import FileError, UserError
from algorithms.io.atomic_file import atomic_write
from algorithms.training.options import AnyOptions


class CheckpointError(FileError):
    """A checkpoint is damaged, or of another training."""


@dataclass(frozen=True)
class TrainProgress:
    """The progress of a training after one of its steps.

    Attributes
    ----------
    step : int
        The number of steps done.
    losses : dict of name to float
        The losses of this step before their weights, and the weighted `total`.
    """

    step: int
    losses: dict[str, float]


def steps_of(
    model: keras.Model,
    batch_of: Callable[[int], Any],
    options: AnyOptions,
    *,
    clip_norm: float | None,
    checkpoint: Path | None,
) -> Iterator[TrainProgress]:
    """Train a model, and yield the progress after each step.

    Parameters
    ----------
    model : keras.Model
        Built, not compiled; its `compute_loss` gets a batch as `x`.
    batch_of : function of a step's number
        Returns the batch of that step; it must depend on nothing else, so that a resumed training ends as if it had
        never stopped.
    options : AnyOptions
        `steps`, `learning_rate` and `save_every` count here.
    clip_norm : float, optional
        Longer gradients, over all weights, are scaled down to this norm.
    checkpoint : path, optional
        Written every `save_every` steps and at the end; where the file exists, the training is resumed from it.

    Raises
    ------
    CheckpointError
        If the checkpoint is damaged or of another training.
    UserError
        If the losses stop being numbers.
    """
    schedule = keras.optimizers.schedules.CosineDecay(options.learning_rate, options.steps)
    optimizer = keras.optimizers.Adam(schedule, global_clipnorm=clip_norm)
    model.compile(optimizer, jit_compile=False)
    optimizer.build(model.trainable_variables)
    state = [*model.weights, *optimizer.variables]
    start = _restore(checkpoint, state) if checkpoint and checkpoint.exists() else 0
    for step in range(start, options.steps):
        model.reset_metrics()
        losses = {name: float(value) for name, value in model.train_on_batch(batch_of(step), return_dict=True).items()}
        losses["total"] = losses.pop("loss")
        if not np.isfinite(losses["total"]):
            raise UserError(f"The loss is {losses['total']} after {step + 1} steps; use a smaller learning rate.")
        if checkpoint and ((step + 1) % options.save_every == 0 or step + 1 == options.steps):
            _save(checkpoint, state, step + 1)
        yield TrainProgress(step + 1, losses)


def _save(path: Path, state: Sequence[Any], step: int) -> None:
    with atomic_write(path) as file:
        np.savez(file, *[np.asarray(variable) for variable in state], step=np.array(step))


def _restore(path: Path, state: Sequence[Any]) -> int:
    try:
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            if len(file.files) != len(state) + 1:
                raise ValueError(f"{len(file.files)} arrays; expected {len(state) + 1}")
            for index, variable in enumerate(state):
                variable.assign(file[f"arr_{index}"])
            return int(file["step"])
    except Exception as error:  # numpy and zipfile raise half a dozen types for a damaged file
        raise CheckpointError(
            f"The checkpoint {path} is damaged or of another training; remove it to start again."
        ) from error
