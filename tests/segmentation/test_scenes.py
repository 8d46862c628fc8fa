"""Folders of photographs with masks."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from algorithms.errors import UserError
from segmentation.scenes import find_scenes, read_mask, read_scene
from tests.segmentation.makers import scene_folder, sky_and_grass


@pytest.mark.parametrize("layout", [("images", "masks"), ("train/images", "train/masks")])
def test_plain_folders_hold_groups(tmp_path: Path, layout: tuple[str, str]) -> None:
    scenes = find_scenes(scene_folder(tmp_path, *layout), "train")

    photo, mask = read_scene(scenes[0], 10)

    assert [scene.photo.name for scene in scenes] == ["0.png", "1.png"]
    assert photo.shape == (48, 64, 3)
    np.testing.assert_array_equal(mask, sky_and_grass()[1])
    with pytest.raises(UserError, match="holds groups; a network of 151 classes cannot learn from it"):
        read_mask(scenes[0], 151)


def test_scene_parsings_folders_hold_classes(tmp_path: Path) -> None:
    scene_folder(tmp_path, "images/validation", "annotations/validation", count=1)
    Image.fromarray(np.array([[0, 3, 150]], "uint8")).save(tmp_path / "annotations/validation/0.png")
    (scene,) = find_scenes(tmp_path, "val")

    assert read_mask(scene, 10).tolist() == [[255, 0, 9]]
    assert read_mask(scene, 151).tolist() == [[255, 3, 150]]


def test_what_is_missing_or_wrong_is_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="holds no scenes; give a folder with images/training and annotations/training"):
        find_scenes(tmp_path, "train")
    scenes = find_scenes(scene_folder(tmp_path / "scenes"), "val")
    scenes[0].mask.write_bytes(b"no picture")
    with pytest.raises(UserError, match="cannot be read; remove it and its photo"):
        read_mask(scenes[0], 10)
    Image.fromarray(np.full((48, 64), 10, "uint8")).save(scenes[0].mask)
    with pytest.raises(UserError, match="holds other numbers than 0 to 9"):
        read_mask(scenes[0], 10)
    Image.fromarray(np.zeros((5, 5), "uint8")).save(scenes[0].mask)
    with pytest.raises(UserError, match="have different sizes"):
        read_scene(scenes[0], 10)
    scenes[0].mask.unlink()
    with pytest.raises(UserError, match="has no mask"):
        find_scenes(tmp_path / "scenes", "val")
