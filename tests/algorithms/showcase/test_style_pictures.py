"""Swatches, samples, and the files of an added style."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from algorithms.johnson.added_style import style_trainer
from algorithms.johnson.style_params import read_style_params
from algorithms.showcase import style_pictures
from algorithms.showcase.style_pictures import as_sample, sample_photo, swatch_of, write_added_style, write_picture
from algorithms.styles.catalogue import PAINTER_FILE, Style
from algorithms.training.options import AddOptions
from tests.algorithms.makers import noise, small_loss_network


@pytest.fixture
def small_swatches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(style_pictures, "SWATCH_HEIGHT", 64)
    monkeypatch.setattr(style_pictures, "SWATCH_WIDTH", 128)


def test_the_sample_photos_have_the_size_of_a_card_and_differ_between_the_kinds() -> None:
    cat, portrait = sample_photo("painting"), sample_photo("photographic")

    assert cat.shape == portrait.shape == (400, 600, 3)
    assert str(cat.dtype) == "float32"
    assert np.abs(cat - portrait).mean() > 0.1


def test_a_sample_is_the_middle_of_its_photo() -> None:
    stripes = np.zeros((20, 90, 3), "float32")
    stripes[:, 30:60, 1] = 1.0  # black, green, black

    sample = as_sample(stripes)

    assert sample.shape == (400, 600, 3)
    np.testing.assert_allclose(sample[:, 60:-60], np.broadcast_to([0, 1, 0], (400, 480, 3)), atol=1e-5)


def test_a_swatch_shows_the_middle_of_the_sample_beside_the_middle_of_the_work() -> None:
    stripes = np.zeros((20, 60, 3), "float32")
    stripes[:, 20:40, 1] = 1.0  # black, green, black
    work = np.zeros((80, 20, 3), "float32")
    work[20:60, :, 0] = 1.0  # black, red, black

    swatch = swatch_of(stripes, work)

    assert swatch.shape == (192, 288, 3)
    inner = swatch[:, 30:-126]  # Lanczos mixes in the three pixels beyond the cut, which are 29 of the swatch's
    np.testing.assert_allclose(inner, np.broadcast_to([0, 1, 0], inner.shape), atol=1e-5)
    inner = swatch[20:-20, -95:]
    np.testing.assert_allclose(inner, np.broadcast_to([1, 0, 0], inner.shape), atol=1e-5)


def test_a_picture_is_written_in_its_size_and_colours(tmp_path: Path) -> None:
    write_picture(tmp_path / "green", np.broadcast_to(np.array([0, 0.5, 0], "float32"), (20, 30, 3)))

    with Image.open(tmp_path / "green") as picture:
        assert picture.size == (30, 20)
        np.testing.assert_allclose(np.asarray(picture)[10, 15], [0, 128, 0], atol=4)


@pytest.mark.usefixtures("small_swatches")
def test_an_added_style_gets_its_parameters_its_sample_and_its_swatch(tmp_path: Path) -> None:
    style = Style("blue-dog", "", "", "", "painting", "blue-dog.npz", 0, "", folder=tmp_path)
    picture, small = noise(48, 48), AddOptions(batch=2, side=48)
    trainer = style_trainer(picture, small, small_loss_network(), start=PAINTER_FILE)

    write_added_style(style, trainer, picture)

    written = read_style_params(tmp_path / "blue-dog.npz").values
    np.testing.assert_allclose(written, trainer.chosen_params(), rtol=1e-3, atol=1e-3)
    with Image.open(tmp_path / style.sample) as sample, Image.open(tmp_path / style.swatch) as swatch:
        assert (sample.size, swatch.size) == ((600, 400), (128, 64))
