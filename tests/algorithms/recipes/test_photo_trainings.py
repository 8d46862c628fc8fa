"""The two trainings of photographic networks, put together from tiny parts."""

from pathlib import Path

import numpy as np
import pytest

from algorithms.errors import UserError
from algorithms.grading import network as grading_net
from algorithms.grading.labelled_photos import LabelledPhotos
from algorithms.grading.network import read_grading_net, write_grading_net
from algorithms.grading.region_samples import StyleRegions
from algorithms.recipes.photo_trainings import grading_training, style_regions, thesis_training
from algorithms.recipes.transform_net import read_transform_net
from algorithms.training.options import GradingOptions, ThesisPhotoOptions
from tests.algorithms.makers import noise, picture_folder, small_encoder, small_grading_net, small_loss_network

LAYERS = ["relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu4_2", "relu5_1"]


@pytest.fixture
def photos(tmp_path: Path) -> LabelledPhotos:
    return LabelledPhotos(None, [picture_folder(tmp_path / "photos", "1.png", "2.png")])


@pytest.fixture
def styles() -> StyleRegions:
    return StyleRegions([noise(32, 32, 1), noise(32, 32)], [np.full((32, 32), 255, "uint8")] * 2)


@pytest.fixture(autouse=True)
def encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grading_net, "compact", small_encoder)


@pytest.mark.usefixtures("eager")
def test_a_grading_network_goes_on_from_its_file_and_is_written(
    photos: LabelledPhotos, styles: StyleRegions, tmp_path: Path
) -> None:
    write_grading_net(tmp_path / "start.npz", small_grading_net(2))
    options = GradingOptions(steps=1, parts=2, batch=1, side=32, learning_rate=0.0)

    training = grading_training(photos, styles, small_loss_network(LAYERS), options, tmp_path / "start.npz")
    list(training.run(None))
    training.write(tmp_path / "end.npz")

    assert (training.kind, training.steps) == ("photographic", 1)
    before, after = (read_grading_net(tmp_path / name).to_arrays() for name in ("start.npz", "end.npz"))
    for name, array in before.items():
        np.testing.assert_array_equal(after[name], array, err_msg=name)  # the learning rate is 0


def test_a_network_of_another_number_of_styles_is_refused(
    photos: LabelledPhotos, styles: StyleRegions, tmp_path: Path
) -> None:
    write_grading_net(tmp_path / "start.npz", small_grading_net(3))

    with pytest.raises(UserError, match=r"start\.npz has 3 styles; give as many pictures, in the same order\."):
        grading_training(photos, styles, small_loss_network(LAYERS), GradingOptions(), tmp_path / "start.npz")


@pytest.mark.usefixtures("eager")
def test_the_thesis_trains_a_painter_three_times_through_the_photographs(
    photos: LabelledPhotos, styles: StyleRegions, tmp_path: Path
) -> None:
    training = thesis_training(
        photos, styles, small_loss_network(LAYERS), ThesisPhotoOptions(batch=2, side=32, width=4)
    )
    progress = list(training.run(None))

    training.write(tmp_path / "painter.npz")

    assert read_transform_net(tmp_path / "painter.npz").styles == 2
    assert (training.kind, training.steps, len(progress)) == ("painting", 3, 3)
    assert set(progress[0].losses) == {"content", "style", "tv", "affine", "total"}
    content, style, tv, affine = (progress[0].losses[name] for name in ("content", "style", "tv", "affine"))
    total = 10 * content + 100 * style + 1e-3 * tv + 1e4 * affine
    assert progress[0].losses["total"] == pytest.approx(total, rel=1e-4)


def test_style_photos_are_read_with_their_masks_or_without(tmp_path: Path) -> None:
    folder = picture_folder(tmp_path / "styles", "dusk.png")
    masks = picture_folder(tmp_path / "masks", "dusk.png")

    without = style_regions({"dusk": folder / "dusk.png"}, None, 16)
    with_masks = style_regions({"dusk": folder / "dusk.png"}, masks, 16)

    assert without.pictures[0].shape == (16, 16, 3)
    assert (without.labels[0] == 255).all()
    assert (with_masks.labels[0] != 255).any()
