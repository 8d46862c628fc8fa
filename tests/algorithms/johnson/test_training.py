"""Training the painter and its encoder, on tiny networks and pictures."""

from pathlib import Path

import numpy as np
import pytest

from algorithms.johnson.training import train
from tests.algorithms.makers import noise, picture_folder, random_style_params, small_painter, small_trainer


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    return [picture_folder(tmp_path / "photos", "1.png", "2.png", height=60, width=60)]


def test_the_total_goes_down_and_everything_learns(photos: list[Path]) -> None:
    training = small_trainer(steps=16)
    before = [np.asarray(variable).copy() for variable in training.trainable_variables]

    progress = list(train(training, photos))

    start, end = (np.mean([now.losses["total"] for now in part]) for part in (progress[:4], progress[-4:]))
    assert end < 0.9 * start
    for variable, old in zip(training.trainable_variables, before, strict=True):
        assert np.abs(np.asarray(variable) - old).max() > 0, variable.path


def test_half_of_all_pictures_are_painted_in_chosen_styles() -> None:
    lots = small_trainer().lots

    assert sorted(set(lots.tolist())) == list(range(8))
    assert (lots < 2).sum() == (lots >= 2).sum() == 6


def test_a_chosen_style_goes_on_from_its_parameters() -> None:
    params = random_style_params(small_painter(), 2)

    training = small_trainer(style_params=params)

    np.testing.assert_allclose(training.chosen_params(), params, atol=1e-5)


def test_a_painting_that_is_not_chosen_has_the_encoder_s_parameters() -> None:
    training = small_trainer(style_params=random_style_params(small_painter(), 2))

    found = np.asarray(training.style_params(np.array([1, 5])))
    encoded = np.asarray(training.encoder(training.statistics[[1, 5]]))

    np.testing.assert_allclose(found[1], encoded[1], atol=1e-5)
    assert np.abs(found[0] - encoded[0]).max() > 0.1


def test_crops_need_not_be_multiples_of_the_thumbnails_places() -> None:
    training = small_trainer()
    images = np.stack([noise(56, 64), noise(56, 64, 1)])

    assert training((images, np.array([0, 1]))).shape == (2, 56, 64, 3)
