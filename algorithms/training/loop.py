"""The loop that all trainings share: step by step, stopping at nonsense, saved now and then."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np

from algorithms.io.atomic_file import atomic_write
from algorithms.training.options import AnyOptions


class CheckpointError(OSError):
    """A checkpoint is damaged or of another training; in one plain sentence."""


@dataclass(frozen=True)
class TrainProgress:
    """Where a training is: the number of steps done and the losses of the last one, before their weights."""

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
    """Train a model, and say after each step how it goes.

    Parameters
    ----------
    model : keras.Model
        Built, not compiled; its `compute_loss` gets a batch as `x`.
    batch_of : function of a step's number
        Must depend on nothing else, so that a resumed training ends as if it had never stopped.
    clip_norm : float, optional
        The longest gradient, over all weights, that is not shortened.
    checkpoint : path, optional
        Written every `save_every` steps and at the end; if it is there already, training goes on from it.

    Raises
    ------
    OSError
        With one plain sentence, if the checkpoint is damaged or of another training.
    ValueError
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
            raise ValueError(f"The loss is {losses['total']} after {step + 1} steps; use a smaller learning rate.")
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
    except Exception as error:  # numpy and zipfile raise half a dozen kinds for a damaged file
        raise CheckpointError(
            f"The checkpoint {path} is damaged or of another training; remove it to start again."
        ) from error
