"""Distil the compact loss network that ships from two teachers.

The exact blocks 1 to 3 of VGG-19 teach the shallow activations. A VGG-19 of a quarter of the width teaches the deep
ones; the student starts as a copy of it.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import keras
import numpy as np
from keras import ops

from algorithms.perceptual.loss_network import LossNetwork
from algorithms.perceptual.losses import content_loss
from algorithms.training.crops import RandomCrops
from algorithms.training.loop import TrainProgress, steps_of
from algorithms.training.options import DistillOptions

EXACT_LAYERS = ("relu1_1", "relu1_2", "relu2_1", "relu2_2", "relu3_1", "relu3_2", "relu3_3", "relu3_4")
DEEP_LAYERS = ("relu3_3", "relu4_1", "relu4_2", "relu4_3", "relu4_4", "relu5_1")


def unexplained_energy(student: Any, teacher: Any, ridge: float = 1e-4) -> Any:
    """Measure the share of a teacher's activation that no linear map of the student's activation predicts.

    Parameters
    ----------
    student, teacher : float32 tensors of shape (N, H, W, C) and (N, H, W, C')
    ridge : float
        Added to the diagonal of the normal equations, as a share of their mean diagonal.

    Returns
    -------
    float32 scalar
        0 when the student's activation determines the teacher's, 1 when it says nothing about it.

    Notes
    -----
    The best 1×1 convolution from student to teacher is a least-squares solution, so it is solved for instead of
    trained: distillation needs no regression heads.
    """
    x = ops.reshape(student, (-1, student.shape[-1]))
    y = ops.reshape(teacher, (-1, teacher.shape[-1]))
    x = ops.concatenate([x / (ops.std(x) + 1e-6), ops.ones_like(x[:, :1])], axis=1)
    normal = ops.matmul(ops.transpose(x), x)
    normal += ridge * ops.trace(normal) / x.shape[-1] * ops.eye(x.shape[-1])
    prediction = ops.matmul(x, ops.linalg.solve(normal, ops.matmul(ops.transpose(x), y)))
    return ops.sum(ops.square(prediction - y)) / ops.sum(ops.square(y))


class Distiller(keras.Model):
    """A trainable copy of `start` that learns to predict the activations of both teachers.

    Parameters
    ----------
    start : LossNetwork
        The network that the student is copied from, and the teacher of the deep layers.
    exact : LossNetwork
        The teacher of the shallow layers.
    """

    def __init__(self, start: LossNetwork, exact: LossNetwork, options: DistillOptions) -> None:
        super().__init__()
        self.options = options
        self.deep_teacher = start
        self.exact_teacher = replace(exact, padding=start.padding)
        copies = {
            name: (self._copy(f"{name}_kernel", kernel), self._copy(f"{name}_bias", bias))
            for name, (kernel, bias) in start.convolutions.items()
        }
        self.student = replace(start, convolutions=copies)
        self.shallow_loss = keras.metrics.Mean("shallow")
        self.deep_loss = keras.metrics.Mean("deep")

    def _copy(self, name: str, part: np.ndarray) -> Any:
        return self.add_weight(
            part.shape, name=name, initializer=lambda shape, dtype: ops.convert_to_tensor(part, dtype)
        )

    def call(self, images: Any) -> dict[str, Any]:
        """Compute the student's activations at the layers that the losses compare."""
        return self.student(images, {*EXACT_LAYERS, *DEEP_LAYERS})

    def compute_loss(
        self, x: Any = None, y: Any = None, y_pred: Any = None, sample_weight: Any = None, training: bool = True
    ) -> Any:
        """Add the unexplained energy of the exact teacher's activations to the content loss of the deep teacher's."""
        exact = self.exact_teacher(x, EXACT_LAYERS)
        deep = self.deep_teacher(x, DEEP_LAYERS)
        shallow = sum(unexplained_energy(y_pred[layer], exact[layer]) for layer in EXACT_LAYERS) / len(EXACT_LAYERS)
        drift = sum(ops.mean(content_loss(y_pred[layer], deep[layer])) for layer in DEEP_LAYERS) / len(DEEP_LAYERS)
        self.shallow_loss.update_state(shallow)
        self.deep_loss.update_state(drift)
        return shallow + drift

    def to_arrays(self) -> dict[str, np.ndarray]:
        """Return the student's weights as `vgg.from_file` reads them: `conv1_1/kernel`, `conv1_1/bias`, …."""
        return {
            f"{name}/{part}": np.asarray(variable)
            for name, variables in self.student.convolutions.items()
            for part, variable in zip(("kernel", "bias"), variables, strict=True)
        }


def distill(distiller: Distiller, folders: list[Path], checkpoint: Path | None = None) -> Iterator[TrainProgress]:
    """Train the compact network on folders of pictures; see `steps_of`.

    Raises
    ------
    UserError
        If there are no pictures, the checkpoint is damaged or of another training, or the losses stop being numbers.
    """
    o = distiller.options
    data = RandomCrops(folders, batch=o.batch, side=o.side, seed=o.seed)
    return steps_of(distiller, lambda step: data.batch_of(step)[0], o, clip_norm=1.0, checkpoint=checkpoint)
