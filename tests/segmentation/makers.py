"""Small scenes and parsers for the tests of the segmentation."""

from pathlib import Path
from typing import Any

import keras
import numpy as np
from keras import layers
from PIL import Image

from segmentation.model import Parser


class TinyBackbone(layers.Layer):  # type: ignore[misc]  # Keras has no types
    """Activations at strides 4 to 32, of 4 channels."""

    FIRST = "conv_4"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.convolutions = {
            f"conv_{stride}": layers.Conv2D(4, 3, step, padding="same", activation="relu")
            for stride, step in ((4, 4), (8, 2), (16, 2), (32, 2))
        }

    def call(self, images: Any) -> list[Any]:
        found = []
        for layer in self.convolutions.values():
            images = layer(images)
            found.append(images)
        return found


def small_parser(labels: int = 10, seed: int = 0) -> Parser:
    keras.utils.set_random_seed(seed)
    return Parser(labels, TinyBackbone())


def sky_and_grass(height: int = 48, width: int = 64) -> tuple[np.ndarray, np.ndarray]:
    """Return a picture, blue above and green below, with its mask: groups 0 and 2, its first column unlabelled."""
    photo = np.zeros((height, width, 3), "uint8")
    photo[: height // 2], photo[height // 2 :] = (90, 150, 250), (40, 160, 30)
    mask = np.zeros((height, width), "uint8")
    mask[height // 2 :], mask[:, 0] = 2, 255
    return photo, mask


def scene_folder(folder: Path, photos: str = "images", masks: str = "masks", count: int = 2) -> Path:
    """Write `count` scenes of sky and grass under a folder."""
    for name in (photos, masks):
        (folder / name).mkdir(parents=True)
    photo, mask = sky_and_grass()
    for number in range(count):
        Image.fromarray(photo).save(folder / photos / f"{number}.png")
        Image.fromarray(mask).save(folder / masks / f"{number}.png")
    return folder
