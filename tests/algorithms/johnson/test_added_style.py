"""Refining one style over kernels that stay."""

from pathlib import Path

import numpy as np
import pytest

from algorithms.johnson.added_style import paint_sample, style_trainer
from algorithms.johnson.encode_style import reduced
from algorithms.johnson.painter_file import read_painter
from algorithms.johnson.style_encoder import statistics_of
from algorithms.johnson.training import PainterTrainer, train
from algorithms.perceptual.vgg import compact
from algorithms.training.options import AddOptions
from tests.algorithms.makers import noise, painter_file, picture_folder, small_loss_network

pytestmark = pytest.mark.usefixtures("eager")

PICTURE = noise(32, 32, seed=9)


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    return [picture_folder(tmp_path / "photos", "1.png", "2.png", height=56, width=60)]


def new_style(tmp_path: Path) -> PainterTrainer:
    small = AddOptions(batch=2, side=48, style_side=32, save_every=1, steps=3)
    return style_trainer(PICTURE, small, small_loss_network(), start=painter_file(tmp_path / "painter.npz"))


def test_a_style_begins_where_the_encoder_puts_it(tmp_path: Path) -> None:
    trainer = new_style(tmp_path)

    encoder = read_painter(tmp_path / "painter.npz").encoder
    expected = encoder(statistics_of(compact(), reduced(PICTURE)[None]))
    np.testing.assert_allclose(trainer.chosen_params(), expected, atol=1e-5)


def test_only_the_styles_parameters_are_trained(photos: list[Path], tmp_path: Path) -> None:
    trainer = new_style(tmp_path)
    kernels, weights, params = trainer.network.to_arrays(), trainer.encoder.to_arrays(), trainer.chosen_params()

    list(train(trainer, photos))

    for name, array in (trainer.network.to_arrays() | trainer.encoder.to_arrays()).items():
        np.testing.assert_array_equal(array, (kernels | weights)[name], err_msg=name)
    assert np.abs(trainer.chosen_params() - params).max() > 1e-3


def test_a_resumed_training_ends_as_if_it_had_never_stopped(photos: list[Path], tmp_path: Path) -> None:
    whole, first, second = (new_style(tmp_path) for _ in range(3))
    list(train(whole, photos))

    next(train(first, photos, tmp_path / "checkpoint.npz"))
    steps = [now.step for now in train(second, photos, tmp_path / "checkpoint.npz")]

    assert steps == [2, 3]
    np.testing.assert_allclose(second.chosen_params(), whole.chosen_params(), atol=1e-5)


def test_a_sample_has_the_photos_size(tmp_path: Path) -> None:
    sample = paint_sample(new_style(tmp_path), noise(50, 61))

    assert sample.shape == (50, 61, 3)
    assert 0 <= sample.min() < sample.max() <= 1
