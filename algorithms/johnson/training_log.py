"""Log a training for TensorBoard: its losses, and a few photographs painted in each style."""

from pathlib import Path

import keras
import numpy as np
import tensorflow as tf
from skimage import data

from algorithms.io.images import fit_within, resize, to_float
from algorithms.johnson.network import TransformNet
from algorithms.training.loop import TrainProgress

SAMPLES = ("astronaut", "chelsea", "coffee")  # CC0, and scikit-image carries them
SAMPLE_SIDE = 384


class TrainingLog:
    """Log of one training, in a folder for `tensorboard --logdir`.

    Parameters
    ----------
    styles : dict of a style's name to its index in the network
        The styles to show samples of.
    every : int
        Steps between two samples of each style.
    """

    def __init__(self, folder: Path, network: TransformNet, styles: dict[str, int], every: int) -> None:
        self._writer = tf.summary.create_file_writer(str(folder))
        self._network, self._styles, self._every = network, styles, every

    def add(self, progress: TrainProgress) -> None:
        """Log a step's losses and, every `every` steps, the samples."""
        with self._writer.as_default(step=progress.step):
            for name, value in progress.losses.items():
                tf.summary.scalar(name, value)
            if progress.step % self._every == 0:
                for name, row in self._styles.items():
                    tf.summary.image(name, self._samples(row), max_outputs=len(SAMPLES))
        self._writer.flush()

    def _samples(self, row: int) -> np.ndarray:
        """Paint the sample photos: float32 (N, SAMPLE_SIDE, SAMPLE_SIDE, 3), white where a photo is smaller."""
        mix = keras.ops.one_hot([row], self._network.styles)
        sheet = np.ones((len(SAMPLES), SAMPLE_SIDE, SAMPLE_SIDE, 3), "float32")
        for place, name in zip(sheet, SAMPLES, strict=True):
            photo = to_float(getattr(data, name)())
            height, width = fit_within(photo.shape[0], photo.shape[1], SAMPLE_SIDE)
            painted = self._network(keras.ops.convert_to_tensor(resize(photo, height, width)[None]), mix)
            place[:height, :width] = np.clip(keras.ops.convert_to_numpy(painted)[0], 0.0, 1.0)
        return sheet
