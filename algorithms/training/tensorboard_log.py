"""The log of a training for TensorBoard: losses at each step, the model's graph, and whatever a training adds."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import tensorflow as tf

from algorithms.training.loop import TrainProgress


class TensorBoardLog:
    """Writes a log for `tensorboard --logdir`.

    Parameters
    ----------
    folder : path
        A resumed training goes on in the folder of the interrupted one.
    network : function, optional
        Its graph is shown.
    inputs : tensor specifications
        What the function takes.
    """

    def __init__(self, folder: Path, network: Callable[..., Any] | None = None, *inputs: tf.TensorSpec) -> None:
        self._folder, self._begun = folder, False
        self._writer = tf.summary.create_file_writer(str(folder))
        if network:
            with self._writer.as_default(step=0):
                tf.summary.graph(tf.function(network).get_concrete_function(*inputs).graph)

    def add(self, progress: TrainProgress) -> None:
        """Log a step's losses."""
        if not self._begun and progress.step > 1:
            _drop_from(self._folder, progress.step)
        self._begun = True
        with self._at(progress.step):
            for name, value in progress.losses.items():
                tf.summary.scalar(name, value)
        self._writer.flush()

    def _at(self, step: int) -> AbstractContextManager[Any]:
        """Return the context in which `tf.summary` writes for a step."""
        context: AbstractContextManager[Any] = self._writer.as_default(step=step)
        return context


def _drop_from(folder: Path, step: int) -> None:
    """Take out what an interrupted training logged after its last checkpoint: these steps are logged once more."""
    for file in sorted(folder.glob("events.out.tfevents.*")):
        records = list(_records(file))
        kept = [record for record in records if tf.compat.v1.Event.FromString(record).step < step]
        if len(kept) < len(records):
            trimmed = file.with_name(f".{file.name}")
            with tf.io.TFRecordWriter(str(trimmed)) as writer:
                for record in kept:
                    writer.write(record)
            trimmed.replace(file)


def _records(file: Path) -> Iterator[bytes]:
    """Yield the events of a file, up to one that was not written to its end."""
    try:
        yield from tf.data.TFRecordDataset(str(file)).as_numpy_iterator()
    except tf.errors.DataLossError:
        return
