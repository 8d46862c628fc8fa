"""The log of a training, read back as TensorBoard reads it."""

from pathlib import Path

import numpy as np
import tensorflow as tf
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator  # type: ignore[import-untyped]

from algorithms.training.loop import TrainProgress
from algorithms.training.tensorboard_log import TensorBoardLog


def curve(folder: Path) -> list[tuple[int, float]]:
    shown = EventAccumulator(str(folder))
    shown.Reload()
    return [(event.step, float(tf.make_ndarray(event.tensor_proto))) for event in shown.Tensors("total")]


def train(folder: Path, first: int, last: int, loss: float) -> None:
    log = TensorBoardLog(folder)
    for step in range(first, last + 1):
        log.add(TrainProgress(step, {"total": loss}))


def test_a_resumed_training_has_each_step_once(tmp_path: Path) -> None:
    train(tmp_path, 1, 5, 1.0)  # killed after step 5; the last checkpoint is of step 3

    train(tmp_path, 4, 6, 2.0)

    assert curve(tmp_path) == [(1, 1.0), (2, 1.0), (3, 1.0), (4, 2.0), (5, 2.0), (6, 2.0)]


def test_an_event_that_was_not_written_to_its_end_stops_nothing(tmp_path: Path) -> None:
    train(tmp_path, 1, 3, 1.0)
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-5])

    train(tmp_path, 2, 3, 2.0)

    assert curve(tmp_path) == [(1, 1.0), (2, 2.0), (3, 2.0)]


def test_it_shows_the_networks_graph(tmp_path: Path) -> None:
    TensorBoardLog(tmp_path, lambda x: tf.nn.relu(x, name="the_only_layer"), tf.TensorSpec((1, None, 3)))

    shown = EventAccumulator(str(tmp_path))
    shown.Reload()

    assert "the_only_layer" in [node.name for node in shown.Graph().node]
    assert np.isfinite(shown.FirstEventTimestamp())
