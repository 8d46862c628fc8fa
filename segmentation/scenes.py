"""Folders of photographs with masks: ADE20K's SceneParsing, and plain images/ and masks/."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from algorithms.io.images import image_files, read_image
from segmentation.labels import CLASSES, GROUPS, UNLABELLED, groups_of_classes

# Folders of pictures and masks below the given one; masks of the first hold classes, of the others groups.
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
    """Return the scenes of a folder's `part`, "train" or "val", in the order of their names.

    Raises
    ------
    OSError
        With one plain sentence, if the folder is of no known layout, or a mask is missing.
    """
    for place, (photos, masks) in enumerate(_LAYOUTS[part]):
        if (folder / photos).is_dir() and (folder / masks).is_dir():
            files = image_files(folder / photos)
            scenes = [Scene(file, folder / masks / f"{file.stem}.png", place == 0) for file in files]
            missing = next((scene for scene in scenes if not scene.mask.exists()), None)
            if missing:
                raise OSError(f"The photo {missing.photo} has no mask {missing.mask}; add it, or remove the photo.")
            return scenes
    known = "; or ".join(" and ".join(pair) for pair in _LAYOUTS[part])
    raise OSError(f"{folder} holds no scenes; give a folder with {known}.")


def read_scene(scene: Scene, labels: int) -> tuple[np.ndarray, np.ndarray]:
    """Read a photograph and its mask in a network's labels.

    Returns
    -------
    photo : float32 array of shape (H, W, 3) in [0, 1]
    mask : uint8 array of shape (H, W)
        Below `labels`, or 255 where there is no label.

    Raises
    ------
    OSError
        With one plain sentence, if one is damaged, or they do not belong together.
    """
    photo, mask = read_image(scene.photo), read_mask(scene, labels)
    if photo.shape[:2] != mask.shape:
        raise OSError(f"{scene.photo} and its mask have different sizes; make the mask anew.")
    return photo, mask


def read_mask(scene: Scene, labels: int) -> np.ndarray:
    """Read a mask in a network's labels; as `read_scene`."""
    try:
        with Image.open(scene.mask) as file:
            mask = np.array(file, "uint8")
    except (OSError, SyntaxError, ValueError) as error:  # what Pillow's readers raise
        raise OSError(f"The mask {scene.mask} cannot be read; remove it and its photo.") from error
    known = len(CLASSES) if scene.classes else len(GROUPS)
    if mask.ndim != 2 or mask[mask != UNLABELLED].max(initial=0) >= known:
        raise OSError(f"The mask {scene.mask} holds other numbers than 0 to {known - 1}; make it anew.")
    if labels == len(GROUPS):
        return groups_of_classes(np.minimum(mask, known - 1)) if scene.classes else mask
    if not scene.classes:
        raise OSError(f"The mask {scene.mask} holds groups; a network of {labels} classes cannot learn from it.")
    return np.where(mask == 0, np.uint8(UNLABELLED), mask)
