"""Refine the style parameters of one painting over the kernels of a painter: a few kilobytes, in a minute.

Dumoulin et al., arXiv:1610.07629, section 3.2, show that kernels that were trained on some styles serve others, too.
The encoder's parameters are the start.
"""

from pathlib import Path

import numpy as np
from keras import ops

from algorithms.johnson.geometry import CELL, THUMBNAIL, filled_up
from algorithms.johnson.painter_file import read_painter
from algorithms.johnson.training import PainterTrainer
from algorithms.perceptual.loss_network import LossNetwork
from algorithms.perceptual.vgg import compact
from algorithms.training.options import AddOptions


def style_trainer(
    picture: np.ndarray, options: AddOptions, loss_network: LossNetwork, *, start: Path
) -> PainterTrainer:
    """Return a trainer of one style's parameters, which `training.train` trains.

    Parameters
    ----------
    picture : float32 array of shape (H, W, 3)
        The painting, RGB in [0, 1], its longer side `options.style_side`.
    start : path of the painter whose kernels the style uses

    Raises
    ------
    UserError
        If the painter's file is missing, damaged or holds something else.
    """
    painter = read_painter(start)
    painter.network.trainable = painter.encoder.trainable = False
    return PainterTrainer(
        painter.network,
        painter.encoder,
        loss_network=loss_network,
        eye=compact(),
        paintings=[picture],
        chosen=1,
        style_params=None,
        options=options,
    )


def paint_sample(trainer: PainterTrainer, photo: np.ndarray) -> np.ndarray:
    """Paint a photo, float32 (H, W, 3), RGB in [0, 1], in the trainer's first style as trained so far."""
    height, width, _ = photo.shape
    filled = ops.convert_to_tensor(filled_up(photo, CELL * THUMBNAIL)[None], "float32")
    painted = trainer.network(filled, trainer.chosen_params()[:1])
    return np.clip(ops.convert_to_numpy(painted)[0, :height, :width], 0.0, 1.0)
