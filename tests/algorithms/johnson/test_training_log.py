"""The log of a training for TensorBoard."""

from pathlib import Path

import pytest
import tensorflow as tf

from algorithms.johnson import training_log
from algorithms.johnson.training_log import SAMPLES, TrainingLog
from algorithms.training.loop import TrainProgress
from tests.algorithms.makers import small_trainer


def logged(folder: Path) -> list[tuple[int, str, tf.Tensor]]:
    """Return step, name and value of everything in a folder's log."""
    files = [str(file) for file in sorted(folder.iterdir())]
    records = [tf.compat.v1.Event.FromString(record.numpy()) for record in tf.data.TFRecordDataset(files)]
    return [(each.step, value.tag, tf.make_ndarray(value.tensor)) for each in records for value in each.summary.value]


def test_losses_are_logged_at_every_step_and_samples_now_and_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training_log, "SAMPLE_SIDE", 24)
    log = TrainingLog(tmp_path, small_trainer(save_every=2), ["blue-dog", "red-cat"])

    for step in (1, 2):
        log.add(TrainProgress(step, {"total": 10.0 / step}))

    entries = logged(tmp_path)
    assert [(step, float(value)) for step, name, value in entries if name == "total"] == [(1, 10.0), (2, 5.0)]
    assert [step for step, name, _ in entries if name == "blue-dog"] == [2]
    (samples,) = (value for _, name, value in entries if name == "blue-dog")
    width, height, *pictures = samples
    assert (int(width), int(height), len(pictures)) == (24, 24, len(SAMPLES))


def test_a_resumed_training_has_each_step_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training_log, "SAMPLE_SIDE", 24)

    for first, loss in ((1, 1.0), (2, 2.0)):  # the last checkpoint was of the first step
        log = TrainingLog(tmp_path, small_trainer(save_every=9), ["blue-dog", "red-cat"])
        for step in (first, first + 1):
            log.add(TrainProgress(step, {"total": loss}))

    totals = [(step, float(value)) for step, name, value in logged(tmp_path) if name == "total"]
    assert totals == [(1, 1.0), (2, 2.0), (3, 2.0)]


def test_a_sample_has_the_photos_proportions_on_white(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training_log, "SAMPLE_SIDE", 24)
    trainer = small_trainer()

    square, wide, _ = TrainingLog(tmp_path, trainer, ["blue-dog", "red-cat"])._samples(trainer.chosen_params()[0])

    assert (wide[16:] == 1).all()  # chelsea has 300 × 451 pixels: 24 × 300 / 451 are 16 rows
    assert (wide[:16] < 1).any(axis=(1, 2)).all()
    assert (square[23] < 1).any()  # astronaut is a square
