"""Training photographic networks, ours and the thesis's, on tiny pictures."""

from pathlib import Path
from shutil import copyfile

import numpy as np
import pytest
from keras import ops

from algorithms.filters.guided_filter import matting_laplacian_product
from algorithms.grading import network as grading_net
from algorithms.grading.labelled_photos import LabelledPhotos
from algorithms.grading.region_samples import StyleRegions
from algorithms.recipes.photo_trainings import PhotoTraining, grading_training, style_regions, thesis_training
from algorithms.recipes.thesis_photo import affine_loss
from algorithms.training.options import GradingOptions, ThesisPhotoOptions
from tests.algorithms.makers import noise, picture_folder, small_encoder, small_loss_network

RED = np.full((32, 32, 3), (0.9, 0.2, 0.1), "float32")


@pytest.fixture
def photos(tmp_path: Path) -> LabelledPhotos:
    return LabelledPhotos(None, [picture_folder(tmp_path / "photos", "1.png", "2.png")])


@pytest.fixture
def styles() -> StyleRegions:
    return StyleRegions([RED, noise(32, 32)], [np.full((32, 32), 255, "uint8")] * 2)


@pytest.fixture(autouse=True)
def eye(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grading_net, "compact", small_encoder)


LAYERS = ["relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu4_2", "relu5_1"]


def grading(photos: LabelledPhotos, styles: StyleRegions, steps: int = 4, rate: float = 3e-3) -> PhotoTraining:
    options = GradingOptions(steps=steps, parts=3, batch=2, side=32, learning_rate=rate, save_every=2)
    return grading_training(photos, styles, small_loss_network(LAYERS), options)


def test_the_grading_network_learns_the_styles_colours(photos: LabelledPhotos, styles: StyleRegions) -> None:
    progress = list(grading(photos, styles, steps=40, rate=1e-2).run(None))

    first, last = (np.mean([now.losses["colour"] for now in part]) for part in (progress[:5], progress[-5:]))
    assert last < 0.6 * first
    assert set(progress[0].losses) == {
        "colour", "style", "content", "smooth", "tone", "noise", "clip", "total"
    }  # fmt: skip


@pytest.mark.usefixtures("eager")
def test_the_total_is_the_weighted_sum(photos: LabelledPhotos, styles: StyleRegions) -> None:
    now = next(grading(photos, styles).run(None))
    weights = {name.removesuffix("_weight"): value for name, value in vars(GradingOptions()).items()}

    expected = sum(weights[name] * value for name, value in now.losses.items() if name != "total")
    assert now.losses["total"] == pytest.approx(expected, rel=1e-4)


@pytest.mark.usefixtures("eager")
def test_a_resumed_training_goes_on_where_it_was(photos: LabelledPhotos, styles: StyleRegions, tmp_path: Path) -> None:
    whole = []
    for now in grading(photos, styles).run(tmp_path / "whole.npz"):
        whole.append(now)
        if now.step == 2:
            copyfile(tmp_path / "whole.npz", tmp_path / "half.npz")

    resumed = list(grading(photos, styles).run(tmp_path / "half.npz"))

    assert [now.step for now in resumed] == [3, 4]
    assert resumed[-1].losses["total"] == pytest.approx(whole[-1].losses["total"], rel=1e-4)


@pytest.mark.usefixtures("eager")
def test_the_thesis_trains_a_painter_three_times_through_the_photographs(
    photos: LabelledPhotos, styles: StyleRegions, tmp_path: Path
) -> None:
    training = thesis_training(
        photos, styles, small_loss_network(LAYERS), ThesisPhotoOptions(batch=2, side=32, width=4)
    )
    progress = list(training.run(None))

    assert (training.kind, training.steps, len(progress)) == ("painting", 3, 3)
    assert set(progress[0].losses) == {"content", "style", "tv", "affine", "total"}
    content, style, tv, affine = (progress[0].losses[name] for name in ("content", "style", "tv", "affine"))
    total = 10 * content + 100 * style + 1e-3 * tv + 1e4 * affine
    assert progress[0].losses["total"] == pytest.approx(total, rel=1e-4)


def test_the_affine_loss_is_that_of_equation_4_9() -> None:
    photo, painted = (ops.convert_to_tensor(noise(12, 14, seed)[None]) for seed in (0, 1))
    affine_map = ops.convert_to_tensor(0.5 * noise(12, 14, 0)[None][..., ::-1] + 0.2)

    apart = matting_laplacian_product(photo, painted) - matting_laplacian_product(photo, photo)
    assert float(affine_loss(photo, painted)) == pytest.approx(float(ops.sum(apart**2)) / (12 * 14), rel=1e-3)
    assert float(affine_loss(photo, affine_map)) < 1e-3 * float(affine_loss(photo, painted))


def test_style_photos_are_read_with_their_masks_or_without(tmp_path: Path) -> None:
    folder = picture_folder(tmp_path / "styles", "dusk.png")
    masks = picture_folder(tmp_path / "masks", "dusk.png")

    without = style_regions({"dusk": folder / "dusk.png"}, None, 16)
    with_masks = style_regions({"dusk": folder / "dusk.png"}, masks, 16)

    assert without.pictures[0].shape == (16, 16, 3)
    assert (without.labels[0] == 255).all()
    assert (with_masks.labels[0] != 255).any()
