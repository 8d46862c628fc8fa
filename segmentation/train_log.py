"""The parser's training on TensorBoard: curves of the losses, and overlays of a few photographs."""

from pathlib import Path

import numpy as np
import tensorflow as tf
from skimage import data

from algorithms.io.images import fit_within, resize, to_float
from algorithms.training.loop import TrainProgress
from algorithms.training.tensorboard_log import TensorBoardLog
from segmentation.model import Parser
from segmentation.overlay import overlay

SAMPLES = ("astronaut", "chelsea", "coffee", "rocket")  # of scikit-image; CC0 or public domain
SAMPLE_SIDE = 384  # pixels of the longer side


class ParserLog(TensorBoardLog):
    """Logs losses at each step, the parser's graph, and overlays at every `every` steps."""

    def __init__(self, folder: Path, network: Parser, every: int) -> None:
        super().__init__(folder, network, tf.TensorSpec((1, None, None, 3)))
        self._network, self._every = network, every

    def add(self, progress: TrainProgress) -> None:
        """Log a step's losses, and the overlays if it is their turn."""
        super().add(progress)
        if progress.step % self._every == 0:
            with self._at(progress.step):
                for name in SAMPLES:
                    tf.summary.image(name, self._sample(name)[None])

    def _sample(self, name: str) -> np.ndarray:
        photo = to_float(getattr(data, name)())
        height, width = fit_within(photo.shape[0], photo.shape[1], SAMPLE_SIDE)
        photo = np.clip(resize(photo, height, width), 0.0, 1.0)
        labels = np.asarray(self._network(photo[None]))[0].argmax(axis=-1)
        return overlay(photo, labels, self._network.labels)
