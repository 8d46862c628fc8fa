"""Folders of photographs with masks: ADE20K's SceneParsing, and plain images/ and masks/."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from algorithms.errors import UserError
from algorithms.io.images import image_files, read_image
from algorithms.regions.scene_groups import GROUPS, UNLABELLED
from segmentation.labels import CLASSES, groups_of_classes

# Folders of photos and of masks, below the given folder. Masks of the first pair hold classes, the others groups.
_LAYOUTS = {
    "train": (("images/training", "annotations/training"), ("train/images", "train/masks"), ("images", "masks")),
    "val": (("images/validation", "annotations/validation"), ("val/images", "val/masks"), ("images", "masks")),
}


@dataclass(frozen=True)
class Scene:
    """A photograph and its mask.

    Attributes
    ----------
    classes : bool
        Whether the mask holds ADE20K's classes (0 unlabelled), or groups (255 unlabelled).
    """

    photo: Path
    mask: Path
    classes: bool


def find_scenes(folder: Path, part: str) -> list[Scene]:
    """Return the scenes of a folder's `part`, "train" or "val", sorted by name.

    Raises
    ------
    UserError
        If the folder has no known layout, or a mask is missing.
    """
    for layout, (photos, masks) in enumerate(_LAYOUTS[part]):
        if (folder / photos).is_dir() and (folder / masks).is_dir():
            files = image_files(folder / photos)
            scenes = [Scene(file, folder / masks / f"{file.stem}.png", layout == 0) for file in files]
            missing = next((scene for scene in scenes if not scene.mask.exists()), None)
            if missing:
                raise UserError(f"The photo {missing.photo} has no mask {missing.mask}; add it, or remove the photo.")
            return scenes
    known = "; or ".join(" and ".join(pair) for pair in _LAYOUTS[part])
    raise UserError(f"{folder} holds no scenes; give a folder with {known}.")


def read_scene(scene: Scene, labels: int) -> tuple[np.ndarray, np.ndarray]:
    """Read a photograph and its mask, in the labels of a network (10 groups or 151 classes).

    Returns
    -------
    photo : float32 array of shape (H, W, 3) in [0, 1]
    mask : uint8 array of shape (H, W)
        Below `labels`, or 255 for a pixel without a label.

    Raises
    ------
    UserError
        If a file is missing or damaged, or photograph and mask differ in size.
    """
    photo, mask = read_image(scene.photo), read_mask(scene, labels)
    if photo.shape[:2] != mask.shape:
        raise UserError(f"{scene.photo} and its mask have different sizes; make the mask anew.")
    return photo, mask


def read_mask(scene: Scene, labels: int) -> np.ndarray:
    """Read a scene's mask alone; labels, result and errors are as in `read_scene`."""
    try:
        with Image.open(scene.mask) as file:
            mask = np.array(file, "uint8")
    except (OSError, SyntaxError, ValueError) as error:  # the exceptions of Pillow's readers
        raise UserError(f"The mask {scene.mask} cannot be read; remove it and its photo.") from error
    known = len(CLASSES) if scene.classes else len(GROUPS)
    if mask.ndim != 2 or mask[mask != UNLABELLED].max(initial=0) >= known:
        raise UserError(f"The mask {scene.mask} holds other numbers than 0 to {known - 1}; make it anew.")
    if labels == len(GROUPS):
        return groups_of_classes(np.minimum(mask, known - 1)) if scene.classes else mask
    if not scene.classes:
        raise UserError(f"The mask {scene.mask} holds groups; a network of {labels} classes cannot learn from it.")
    return np.where(mask == 0, np.uint8(UNLABELLED), mask)
