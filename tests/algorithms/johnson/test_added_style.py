"""Learning one more style over kernels that stay."""

from pathlib import Path

import numpy as np
import pytest

from algorithms.johnson.added_style import learn_style, style_trainer
from algorithms.johnson.painter_file import write_transform_net
from algorithms.johnson.training import PainterTrainer
from algorithms.training.options import AddOptions
from tests.algorithms.makers import noise, picture_folder, small_loss_network, small_painter

pytestmark = pytest.mark.usefixtures("eager")


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    return [picture_folder(tmp_path / "photos", "1.png", "2.png")]


def new_row(tmp_path: Path, picture: np.ndarray, **options: float) -> PainterTrainer:
    write_transform_net(tmp_path / "painter.npz", small_painter(3))
    small = AddOptions(batch=2, side=16, style_side=32, save_every=1, **{"steps": 3} | options)  # type: ignore[arg-type]
    return style_trainer(picture, small, small_loss_network(), start=tmp_path / "painter.npz")


def test_only_the_new_styles_parameters_are_trained(photos: list[Path], tmp_path: Path) -> None:
    trainer = new_row(tmp_path, noise(32, 32, seed=9))
    before = trainer.network.to_arrays()

    list(learn_style(trainer, photos))

    for name, array in trainer.network.to_arrays().items():
        if name.endswith("/kernel"):
            np.testing.assert_array_equal(array, before[name], err_msg=name)
        else:
            np.testing.assert_array_equal(array[:3], before[name][:3], err_msg=name)
            assert not np.array_equal(array[3], before[name][3]), name


@pytest.mark.parametrize("row", [0, 1, 2])
def test_training_begins_with_the_parameters_of_the_nearest_style(row: int, photos: list[Path], tmp_path: Path) -> None:
    colours = np.eye(3, dtype="float32")
    trainer = new_row(tmp_path, np.broadcast_to(colours[row], (32, 32, 3)), steps=1, learning_rate=0.0)
    # One style paints everything red, one green, one blue.
    trainer.network.conv_out.scale.assign(np.zeros((4, 3)))
    trainer.network.conv_out.shift.assign(np.append(colours, [[0, 0, 0]], axis=0) * 4 - 2)

    list(learn_style(trainer, photos))

    arrays = trainer.network.to_arrays()
    np.testing.assert_array_equal(arrays["conv1/scale"][3], arrays["conv1/scale"][row])
    np.testing.assert_array_equal(arrays["up2/shift"][3], arrays["up2/shift"][row])


def test_a_resumed_training_ends_as_if_it_had_never_stopped(photos: list[Path], tmp_path: Path) -> None:
    picture = noise(32, 32, seed=9)
    whole, first, second = (new_row(tmp_path, picture) for _ in range(3))
    list(learn_style(whole, photos))

    next(learn_style(first, photos, tmp_path / "checkpoint.npz"))
    steps = [now.step for now in learn_style(second, photos, tmp_path / "checkpoint.npz")]

    assert steps == [2, 3]
    for name, array in whole.network.to_arrays().items():
        np.testing.assert_allclose(second.network.to_arrays()[name], array, atol=1e-5, err_msg=name)
