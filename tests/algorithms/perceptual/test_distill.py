"""Distilling the compact loss network, on tiny networks and pictures."""

from pathlib import Path

import numpy as np
import pytest
from keras import ops

from algorithms.io.weights_file import write_weights
from algorithms.perceptual.distill import Distiller, distill, unexplained_energy
from algorithms.perceptual.vgg import from_file
from algorithms.training.options import DistillOptions
from tests.algorithms.makers import DISTILLING_LAYERS, noise, picture_folder, small_loss_network


def test_what_a_linear_map_predicts_is_explained_and_noise_is_not() -> None:
    student = noise(30, 40)[None]
    mapped = student @ np.array([[1, 2], [0, -1], [3, 0.5]], "float32") + 7
    other = np.random.default_rng(5).normal(size=(1, 30, 40, 2)).astype("float32")

    assert float(unexplained_energy(ops.convert_to_tensor(student), mapped)) < 1e-3
    assert float(unexplained_energy(ops.convert_to_tensor(student), other)) > 0.95


def small_distiller() -> Distiller:
    start = small_loss_network(DISTILLING_LAYERS, channels=3, seed=1)
    exact = small_loss_network(DISTILLING_LAYERS, channels=5, seed=2)
    return Distiller(start, exact, DistillOptions(steps=16, batch=1, side=32, learning_rate=3e-3))


@pytest.mark.usefixtures("eager")
def test_the_student_starts_as_a_copy_of_the_deep_teacher(tmp_path: Path) -> None:
    photos = picture_folder(tmp_path / "photos", "1.png")

    first = next(distill(small_distiller(), [photos])).losses

    assert first["deep"] < 1e-6
    assert first["total"] == pytest.approx(first["shallow"])
    assert 0.05 < first["shallow"] < 1


def test_a_student_that_strayed_from_the_deep_teacher_is_led_back(tmp_path: Path) -> None:
    photos = picture_folder(tmp_path / "photos", "1.png", height=32, width=32)
    distiller = small_distiller()
    for variable in distiller.trainable_variables:
        variable.assign(1.05 * variable)

    first, *_, last = (now.losses for now in distill(distiller, [photos]))

    assert last["deep"] < first["deep"] / 4
    assert last["total"] < first["total"]


def test_the_student_is_written_as_a_loss_network(tmp_path: Path) -> None:
    distiller, picture = small_distiller(), noise(32, 32)[None]

    write_weights(tmp_path / "student.npz", distiller.to_arrays())

    student = distiller.student(picture, ["relu5_1"])["relu5_1"]
    read = from_file(tmp_path / "student.npz")(picture, ["relu5_1"])["relu5_1"]
    np.testing.assert_allclose(read, student, atol=0.02 * np.max(student))
