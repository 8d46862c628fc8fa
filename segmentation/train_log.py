"""The parser's training on TensorBoard: its curves, and what it sees in a few photographs."""

from pathlib import Path

import numpy as np
import tensorflow as tf
from skimage import data

from algorithms.io.images import fit_within, resize, to_float
from algorithms.training.loop import TrainProgress
from segmentation.model import Parser
from segmentation.overlay import overlay

SAMPLES = ("astronaut", "chelsea", "coffee", "rocket")  # CC0 or public domain, and scikit-image carries them
SAMPLE_SIDE = 384


class ParserLog:
    """Writes to a folder that `tensorboard --logdir` reads; overlays every `every` steps."""

    def __init__(self, folder: Path, network: Parser, every: int) -> None:
        self._writer = tf.summary.create_file_writer(str(folder))
        self._network, self._every = network, every

    def add(self, progress: TrainProgress) -> None:
        """Note a step's losses and, now and then, the overlays."""
        with self._writer.as_default(step=progress.step):
            for name, value in progress.losses.items():
                tf.summary.scalar(name, value)
            if progress.step % self._every == 0:
                for name in SAMPLES:
                    tf.summary.image(name, self._sample(name)[None])
        self._writer.flush()

    def _sample(self, name: str) -> np.ndarray:
        photo = to_float(getattr(data, name)())
        height, width = fit_within(photo.shape[0], photo.shape[1], SAMPLE_SIDE)
        photo = np.clip(resize(photo, height, width), 0.0, 1.0)
        labels = np.asarray(self._network(photo[None]))[0].argmax(axis=-1)
        return overlay(photo, labels, self._network.labels)
