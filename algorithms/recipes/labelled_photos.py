"""Photographs with masks of scene groups (`regions.scene_groups`): parts of them, squeezed into squares."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from algorithms.errors import UserError
from algorithms.io.images import image_files, read_image, resize
from algorithms.regions.scene_groups import UNLABELLED, SceneGroup

_SCENE_SHARE = 0.65  # share of photographs with labels among the drawn ones


class LabelledPhotos:
    """Draws photographs, with labels where there are any.

    Parameters
    ----------
    scenes : folder with `images/NAME.jpg` and `masks/NAME.png`, or None
        A mask is a uint8 picture of the photo's proportions, of group numbers.
    photos : folders of photographs without masks

    Raises
    ------
    UserError
        If a folder holds no picture, or there is neither a folder of scenes nor one of photographs.
    """

    def __init__(self, scenes: Path | None, photos: Sequence[Path]) -> None:
        images = image_files(scenes / "images") if scenes else []
        self.scenes = [(file, file.parent.parent / "masks" / f"{file.stem}.png") for file in images]
        self.photos = [(file, None) for folder in photos for file in image_files(folder)]
        if not (self.scenes or self.photos):
            raise UserError("There is nothing to learn from; name a folder of scenes or of photographs.")

    def __len__(self) -> int:
        return len(self.scenes) + len(self.photos)

    def draw(self, side: int, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Draw a large part of a photo, squeezed into a square, with other exposure and vividness, perhaps mirrored.

        Returns
        -------
        float32 array of shape (side, side, 3)
            RGB in [0, 1].
        uint8 array of shape (side, side)
            Group numbers, or 255 where the group is not known.
        """
        from_scenes = self.scenes and (not self.photos or random.random() < _SCENE_SHARE)
        pool = self.scenes if from_scenes else self.photos
        file, mask = pool[random.integers(len(pool))]
        photo = read_image(file, longest=2 * side)
        height, width, _ = photo.shape
        labels = read_labels(mask, height, width) if mask else np.full((height, width), UNLABELLED, "uint8")
        top, left, rows, columns = _part(labels, random)
        part = np.s_[top : top + rows, left : left + columns]
        photo = _taken_otherwise(np.clip(resize(photo[part], side, side), 0.0, 1.0), random)
        step = -1 if random.random() < 0.5 else 1
        return photo[:, ::step], shrink_labels(labels[part], side)[:, ::step]


def read_labels(path: Path, height: int, width: int) -> np.ndarray:
    """Read a mask at a photo's size, uint8 (height, width).

    Raises
    ------
    UserError
        If the mask is missing or damaged.
    """
    try:
        with Image.open(path) as file:
            return np.asarray(file.convert("L").resize((width, height), Image.Resampling.NEAREST))
    except OSError as error:
        raise UserError(f"The mask {path} cannot be read; each scene needs one, of group numbers.") from error


def shrink_labels(labels: np.ndarray, side: int) -> np.ndarray:
    """Resize labels to a square, uint8 (side, side)."""
    return np.asarray(Image.fromarray(labels).resize((side, side), Image.Resampling.NEAREST))


def _taken_otherwise(photo: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Change exposure and vividness, as if by another camera."""
    photo = photo ** np.exp(random.uniform(-0.3, 0.3))
    grey = photo.mean(axis=-1, keepdims=True)
    return np.clip(grey + random.uniform(0.7, 1.6) * (photo - grey), 0.0, 1.0).astype("float32")


def _part(labels: np.ndarray, random: np.random.Generator) -> tuple[int, int, int, int]:
    """Choose a part (top, left, height, width): of a photo of people, half of the time, head and shoulders."""
    height, width = labels.shape
    people = np.argwhere(labels == SceneGroup.PERSON)
    if len(people) > 0.1 * labels.size and random.random() < 0.5:
        top, centre = people[:, 0].min(), people[: max(1, len(people) // 20), 1].mean()
        side = max(1, int(min(height, width) * random.uniform(0.3, 0.6)))
        left = int(np.clip(centre - side / 2, 0, width - side))
        return int(np.clip(top - 0.15 * side, 0, height - side)), left, side, side
    rows, columns = (max(1, int(length * random.uniform(0.7, 1.0))) for length in (height, width))
    return int(random.integers(height - rows + 1)), int(random.integers(width - columns + 1)), rows, columns
