"""The parser's training on TensorBoard."""

from pathlib import Path

import pytest
import tensorflow as tf

from algorithms.training.loop import TrainProgress
from segmentation import train_log
from segmentation.train_log import ParserLog
from tests.segmentation.makers import small_parser


def logged(folder: Path) -> list[tuple[int, str]]:
    """Return step and name of everything in the folder's event files."""
    (file,) = folder.glob("events.*")
    events = (tf.compat.v1.Event.FromString(record.numpy()) for record in tf.data.TFRecordDataset(str(file)))
    return [(event.step, value.tag) for event in events for value in event.summary.value]


def test_losses_are_logged_at_each_step_and_overlays_at_every_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(train_log, "SAMPLES", ("chelsea",))
    monkeypatch.setattr(train_log, "SAMPLE_SIDE", 64)
    log = ParserLog(tmp_path, small_parser(), every=2)

    for step in (1, 2, 3):
        log.add(TrainProgress(step, {"total": 1.0 / step}))

    assert [event for event in logged(tmp_path) if event[0]] == [
        (1, "total"),
        (2, "total"),
        (2, "chelsea"),
        (3, "total"),
    ]
