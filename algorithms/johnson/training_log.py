"""A painter's training on TensorBoard: its losses, its graph, and a few photographs painted in each style."""

from collections.abc import Sequence
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf
from skimage import data

from algorithms.io.images import fit_within, resize, to_float
from algorithms.johnson.geometry import CELL, THUMBNAIL, filled_up
from algorithms.johnson.training import PainterTrainer
from algorithms.training.loop import TrainProgress
from algorithms.training.tensorboard_log import TensorBoardLog

SAMPLES = ("astronaut", "chelsea", "coffee")  # CC0, and scikit-image carries them
SAMPLE_SIDE = 384


class TrainingLog(TensorBoardLog):
    """Logs losses at each step, the painter's graph, and samples whenever the training is saved.

    Parameters
    ----------
    styles : sequence of str
        The names of the trainer's chosen styles.
    """

    def __init__(self, folder: Path, trainer: PainterTrainer, styles: Sequence[str]) -> None:
        photos = tf.TensorSpec((1, SAMPLE_SIDE, SAMPLE_SIDE, 3))
        super().__init__(folder, trainer.network, photos, tf.TensorSpec((1, 2, trainer.network.channels)))
        self._trainer, self._styles = trainer, styles

    def add(self, progress: TrainProgress) -> None:
        """Log a step's losses, and the samples if it is their turn."""
        super().add(progress)
        if progress.step % self._trainer.options.save_every == 0:
            with self._at(progress.step):
                for name, params in zip(self._styles, self._trainer.chosen_params(), strict=True):
                    tf.summary.image(name, self._samples(params), max_outputs=len(SAMPLES))

    def _samples(self, params: np.ndarray) -> np.ndarray:
        """Paint the sample photos: float32 (N, SAMPLE_SIDE, SAMPLE_SIDE, 3), white where a photo is smaller."""
        sheet = np.ones((len(SAMPLES), SAMPLE_SIDE, SAMPLE_SIDE, 3), "float32")
        for place, name in zip(sheet, SAMPLES, strict=True):
            photo = to_float(getattr(data, name)())
            height, width = fit_within(photo.shape[0], photo.shape[1], SAMPLE_SIDE)
            filled = filled_up(resize(photo, height, width), CELL * THUMBNAIL)
            painted = self._trainer.network(keras.ops.convert_to_tensor(filled[None]), params[None])
            place[:height, :width] = np.clip(keras.ops.convert_to_numpy(painted)[0, :height, :width], 0.0, 1.0)
        return sheet
