"""The thesis's trainings, put together from tiny parts."""

from pathlib import Path

import numpy as np
import pytest

from algorithms.recipes.labelled_photos import LabelledPhotos
from algorithms.recipes.region_samples import StyleRegions
from algorithms.recipes.thesis_trainings import painter_training, photo_training, style_regions
from algorithms.recipes.transform_net import read_transform_net
from algorithms.training.options import ThesisPainterOptions, ThesisPhotoOptions
from tests.algorithms.makers import noise, picture_folder, small_loss_network

LAYERS = ["relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu4_2", "relu5_1"]


@pytest.fixture
def photos(tmp_path: Path) -> LabelledPhotos:
    return LabelledPhotos(None, [picture_folder(tmp_path / "photos", "1.png", "2.png")])


@pytest.fixture
def styles() -> StyleRegions:
    return StyleRegions([noise(32, 32, 1), noise(32, 32)], [np.full((32, 32), 255, "uint8")] * 2)


@pytest.mark.usefixtures("eager")
def test_the_thesis_trains_a_photographic_network_three_times_through_the_photographs(
    photos: LabelledPhotos, styles: StyleRegions, tmp_path: Path
) -> None:
    training = photo_training(photos, styles, small_loss_network(LAYERS), ThesisPhotoOptions(batch=2, side=32, width=4))
    progress = list(training.run(None))

    training.write(tmp_path / "painter.npz")

    assert read_transform_net(tmp_path / "painter.npz").styles == 2
    assert (training.steps, len(progress)) == (3, 3)
    assert set(progress[0].losses) == {"content", "style", "tv", "affine", "total"}
    content, style, tv, affine = (progress[0].losses[name] for name in ("content", "style", "tv", "affine"))
    total = 10 * content + 100 * style + 1e-3 * tv + 1e4 * affine
    assert progress[0].losses["total"] == pytest.approx(total, rel=1e-4)


@pytest.mark.usefixtures("eager")
def test_the_thesis_trains_a_painter_twice_through_the_photographs(tmp_path: Path) -> None:
    folder = picture_folder(tmp_path / "photos", "1.png", "2.png")
    options = ThesisPainterOptions(batch=2, side=32, width=4)

    training = painter_training([folder], [noise(40, 32, 1)], small_loss_network(LAYERS), options)
    progress = list(training.run(None))

    training.write(tmp_path / "painter.npz")
    assert read_transform_net(tmp_path / "painter.npz").styles == 1
    assert (training.steps, len(progress)) == (2, 2)
    content, style, tv, total = (progress[0].losses[name] for name in ("content", "style", "tv", "total"))
    assert total == pytest.approx(content + 100 * style + 100 * tv, rel=1e-4)


def test_style_photos_are_read_with_their_masks_or_without(tmp_path: Path) -> None:
    folder = picture_folder(tmp_path / "styles", "dusk.png")
    masks = picture_folder(tmp_path / "masks", "dusk.png")

    without = style_regions({"dusk": folder / "dusk.png"}, None, 16)
    with_masks = style_regions({"dusk": folder / "dusk.png"}, masks, 16)

    assert without.pictures[0].shape == (16, 16, 3)
    assert (without.labels[0] == 255).all()
    assert (with_masks.labels[0] != 255).any()
