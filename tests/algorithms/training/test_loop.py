"""The loop of every training, on one number that learns another."""

from pathlib import Path
from shutil import copyfile
from typing import Any

import keras
import numpy as np
import pytest
from keras import ops

from algorithms.errors import UserError
from algorithms.training.loop import CheckpointError, TrainProgress, steps_of
from algorithms.training.options import DistillOptions

OPTIONS = DistillOptions(steps=6, learning_rate=0.1, save_every=2)


class OneNumber(keras.Model):  # type: ignore[misc]  # Keras has no types
    """Learns the mean of its batches."""

    def __init__(self, size: int = 1) -> None:
        super().__init__()
        self.number = self.add_weight((size,), name="number", initializer="zeros")
        self.distance = keras.metrics.Mean("distance")

    def call(self, images: Any) -> Any:
        return self.number

    def compute_loss(
        self, x: Any = None, y: Any = None, y_pred: Any = None, sample_weight: Any = None, training: bool = True
    ) -> Any:
        self.distance.update_state(ops.abs(self.number[0] - ops.mean(x)))
        return ops.mean(ops.square(y_pred - x))


def batch_of(step: int) -> np.ndarray:
    return np.array([[1.0 + 0.1 * step]], "float32")


def train(model: keras.Model, checkpoint: Path | None = None, **others: Any) -> list[TrainProgress]:
    return list(steps_of(model, others.pop("batches", batch_of), OPTIONS, clip_norm=None, checkpoint=checkpoint))


def test_each_step_tells_its_own_losses() -> None:
    progress = train(OneNumber())

    assert [now.step for now in progress] == [1, 2, 3, 4, 5, 6]
    assert progress[0].losses == pytest.approx({"total": 1.0, "distance": 1.0})  # from 0 to the first batch's 1
    # Adam's first step is the learning rate itself, the second batch is 1.1.
    assert progress[1].losses["distance"] == pytest.approx(1.1 - 0.1, abs=1e-4)


def test_the_learning_rate_falls_to_zero_along_a_cosine() -> None:
    model, places = OneNumber(), []
    for _ in steps_of(model, lambda step: np.array([[100.0]], "float32"), OPTIONS, clip_norm=None, checkpoint=None):
        places.append(float(model.number[0]))

    # So far from the goal Adam moves by the learning rate: 0.1 (1 + cos(π step / 6)) / 2.
    wanted = np.cumsum(0.05 * (1 + np.cos(np.pi * np.arange(6) / 6)))
    np.testing.assert_allclose(places, wanted, rtol=2e-3)


def test_a_resumed_training_ends_as_if_it_had_never_stopped(tmp_path: Path) -> None:
    whole, resumed = OneNumber(), OneNumber()
    for now in steps_of(whole, batch_of, OPTIONS, clip_norm=None, checkpoint=tmp_path / "whole.npz"):
        if now.step == 4:
            copyfile(tmp_path / "whole.npz", tmp_path / "half.npz")

    rest = train(resumed, tmp_path / "half.npz")

    assert [now.step for now in rest] == [5, 6]
    np.testing.assert_array_equal(resumed.number, whole.number)


def test_a_checkpoint_of_another_training_or_a_damaged_one_is_refused(tmp_path: Path) -> None:
    train(OneNumber(), tmp_path / "one.npz")
    (tmp_path / "damaged.npz").write_bytes(b"PK\x03\x04 and no more")

    for name, size in (("one.npz", 2), ("damaged.npz", 1)):
        with pytest.raises(CheckpointError, match="is damaged or of another training; remove it to start again"):
            train(OneNumber(size), tmp_path / name)
    assert issubclass(CheckpointError, UserError)


def test_a_loss_that_is_no_number_ends_the_training() -> None:
    with pytest.raises(UserError, match="The loss is nan after 1 steps; use a smaller learning rate"):
        train(OneNumber(), batches=lambda step: np.array([[np.nan]], "float32"))
