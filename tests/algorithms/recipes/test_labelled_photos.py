"""Photographs with labels, drawn for training."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from algorithms.errors import UserError
from algorithms.recipes.labelled_photos import LabelledPhotos, read_labels
from algorithms.regions.scene_groups import UNLABELLED, SceneGroup
from tests.algorithms.makers import picture_folder


def scenes(folder: Path, labels: np.ndarray) -> Path:
    """One scene: white where the label is a person, black elsewhere."""
    (folder / "images").mkdir(parents=True)
    (folder / "masks").mkdir()
    Image.fromarray(np.where(labels == SceneGroup.PERSON, 255, 0).astype("uint8")).convert("RGB").save(
        folder / "images" / "1.png"
    )
    Image.fromarray(labels).save(folder / "masks" / "1.png")
    return folder


def test_photo_and_labels_stay_together(tmp_path: Path) -> None:
    labels = np.zeros((90, 120), "uint8")
    labels[40:, 30:60] = SceneGroup.PERSON
    photos = LabelledPhotos(scenes(tmp_path / "scenes", labels), [])

    for seed in range(8):
        photo, drawn = photos.draw(32, np.random.default_rng(seed))

        assert (photo.shape, str(photo.dtype)) == ((32, 32, 3), "float32")
        assert (drawn.shape, str(drawn.dtype)) == ((32, 32), "uint8")
        assert ((photo[..., 0] > 0.5) == (drawn == SceneGroup.PERSON)).mean() > 0.95


def test_people_are_also_seen_from_close_by(tmp_path: Path) -> None:
    labels = np.zeros((120, 60), "uint8")
    labels[20:, 20:40] = SceneGroup.PERSON
    photos = LabelledPhotos(scenes(tmp_path / "scenes", labels), [])

    shares = [(photos.draw(32, np.random.default_rng(seed))[1] == SceneGroup.PERSON).mean() for seed in range(20)]

    assert max(shares) > 0.6  # of the whole photo it is 0.28
    assert min(shares) < 0.4


def test_photographs_without_masks_have_no_labels(tmp_path: Path) -> None:
    photos = LabelledPhotos(None, [picture_folder(tmp_path / "photos", "1.png", "2.png")])

    assert len(photos) == 2
    assert (photos.draw(16, np.random.default_rng(0))[1] == UNLABELLED).all()


def test_nothing_to_learn_from_is_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is nothing to learn from; name a folder of scenes or of photographs"):
        LabelledPhotos(None, [])
    with pytest.raises(UserError, match=r"The mask .*gone\.png cannot be read; each scene needs one"):
        read_labels(tmp_path / "gone.png", 4, 4)
