"""Train the style parameters of one more painting over the kernels of a painter: a few kilobytes.

Dumoulin et al., arXiv:1610.07629, section 3.2, show that kernels that were trained on some styles serve others, too.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from keras import ops

from algorithms.johnson.painter_file import read_transform_net
from algorithms.johnson.training import PainterTrainer, train
from algorithms.perceptual.loss_network import LossNetwork
from algorithms.training.crops import RandomCrops
from algorithms.training.loop import TrainProgress
from algorithms.training.options import AddOptions

_CROP_SIDE, _CROPS = 128, 2  # pixels a side, and number, of the crops on which the existing styles are compared


def style_trainer(
    picture: np.ndarray, options: AddOptions, loss_network: LossNetwork, *, start: Path, dtype: str = "float32"
) -> PainterTrainer:
    """Return a trainer of one new style's parameters.

    Parameters
    ----------
    picture : float32 array of shape (H, W, 3)
        The painting, RGB in [0, 1], its longer side `options.style_side`.
    start : path of the network whose kernels the style uses
    dtype : "float32" or "mixed_bfloat16"
        The network computes in this type.

    Raises
    ------
    UserError
        If the network's file is missing, damaged or holds something else.
    """
    network = read_transform_net(start, more=1, dtype=dtype)
    return PainterTrainer(network, loss_network, [picture], options, first_row=network.styles - 1)


def learn_style(trainer: PainterTrainer, photos: list[Path], checkpoint: Path | None = None) -> Iterator[TrainProgress]:
    """Train the new style, starting from the parameters of the nearest existing style; see `train`."""
    if not (checkpoint and checkpoint.exists()):
        _start_as(trainer, _nearest_row(trainer, photos))
    yield from train(trainer, photos, checkpoint)


def paint_sample(trainer: PainterTrainer, photo: np.ndarray) -> np.ndarray:
    """Paint a photo, float32 (H, W, 3), RGB in [0, 1], in the new style as trained so far."""
    painted = trainer((ops.convert_to_tensor(photo[None], "float32"), np.zeros(1, "int32")))
    return np.clip(ops.convert_to_numpy(painted)[0], 0.0, 1.0)


def _nearest_row(trainer: PainterTrainer, photos: list[Path]) -> int:
    """Return the index of the existing style whose paintings have the least loss against the new style."""
    images, _ = RandomCrops(photos, batch=_CROPS, side=_CROP_SIDE, seed=trainer.options.seed).batch_of(0)
    inputs = ops.convert_to_tensor(images), np.zeros(_CROPS, "int32")

    def loss(row: int) -> float:
        mix = ops.one_hot([row] * _CROPS, trainer.network.styles)
        return float(trainer.compute_loss(x=inputs, y_pred=trainer.network(inputs[0], mix)))

    return min(range(trainer.first_row), key=loss)


def _start_as(trainer: PainterTrainer, row: int) -> None:
    arrays = trainer.network.to_arrays()
    rows = {name: array for name, array in arrays.items() if not name.endswith("/kernel")}
    trainer.network.assign(arrays | {name: np.append(a[:-1], a[row : row + 1], axis=0) for name, a in rows.items()})
