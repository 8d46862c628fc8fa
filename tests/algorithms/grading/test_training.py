"""Training the grading network, on tiny pictures."""

from pathlib import Path
from shutil import copyfile

import numpy as np
import pytest

from algorithms.grading import network as grading_net
from algorithms.grading.labelled_photos import LabelledPhotos
from algorithms.grading.region_samples import StyleRegions
from algorithms.recipes.photo_trainings import PhotoTraining, grading_training
from algorithms.training.options import GradingOptions
from tests.algorithms.makers import noise, picture_folder, small_encoder, small_loss_network

RED = np.full((32, 32, 3), (0.9, 0.2, 0.1), "float32")


@pytest.fixture
def photos(tmp_path: Path) -> LabelledPhotos:
    return LabelledPhotos(None, [picture_folder(tmp_path / "photos", "1.png", "2.png")])


@pytest.fixture
def styles() -> StyleRegions:
    return StyleRegions([RED, noise(32, 32)], [np.full((32, 32), 255, "uint8")] * 2)


@pytest.fixture(autouse=True)
def encoder(monkeypatch: pytest.MonkeyPatch) -> None:
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
