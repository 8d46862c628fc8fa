"""The pictures that show a style on the site: a swatch, and a sample photo in the style."""

from pathlib import Path

import numpy as np
from PIL import Image
from skimage.data import astronaut, chelsea

from algorithms.io.atomic_file import atomic_write
from algorithms.io.images import resize, to_float, to_uint8
from algorithms.johnson.added_style import paint_sample
from algorithms.johnson.style_params import write_style_params
from algorithms.johnson.training import PainterTrainer
from algorithms.styles.catalogue import Kind, Style

SWATCH_SIDE = 256
SAMPLE_HEIGHT, SAMPLE_WIDTH = 400, 600
QUALITY = 60  # of WebP: the picker shows all swatches at once, and 36 of them take 440 kB


def sample_photo(kind: Kind) -> np.ndarray:
    """Return the photo of which a style's sample is made: float32 (400, 600, 3), RGB in [0, 1].

    Paintings are shown on a cat, photographic styles on a portrait; both photos are scikit-image's, free of rights.
    """
    photo = chelsea() if kind == "painting" else astronaut()[:341]
    return resize(to_float(photo), SAMPLE_HEIGHT, SAMPLE_WIDTH)


def as_sample(photo: np.ndarray) -> np.ndarray:
    """Cut the middle out of a photo, float32 (H, W, 3), in a sample's size and proportions."""
    height, width, _ = photo.shape
    wide = min(width, height * SAMPLE_WIDTH / SAMPLE_HEIGHT)
    high = min(height, width * SAMPLE_HEIGHT / SAMPLE_WIDTH)
    left, top = (width - wide) / 2, (height - high) / 2
    return np.clip(resize(photo, SAMPLE_HEIGHT, SAMPLE_WIDTH, (left, top, left + wide, top + high)), 0.0, 1.0)


def write_picture(path: Path, picture: np.ndarray) -> None:
    """Write a float picture as WebP, whole or not at all."""
    with atomic_write(path) as file:
        Image.fromarray(to_uint8(picture)).save(file, "WEBP", quality=QUALITY, method=6)


def write_learnt(path: Path, trainer: PainterTrainer) -> None:
    """Write the style parameters that a trainer of one new style has learnt."""
    write_style_params(path, trainer.chosen_params()[0])


def write_added_style(style: Style, trainer: PainterTrainer, picture: np.ndarray) -> None:
    """Write an added style's files: its style parameters, its sample and its swatch.

    Parameters
    ----------
    style : the style's entry, which names the files
    trainer : its first chosen style is the one
    picture : float32 array of shape (H, W, 3)
        The painting, RGB in [0, 1].
    """
    write_learnt(style.weights_path, trainer)
    write_picture(style.folder / style.sample, paint_sample(trainer, sample_photo(style.kind)))
    write_picture(style.folder / style.swatch, swatch_of(picture))


def swatch_of(picture: np.ndarray) -> np.ndarray:
    """Cut the largest square out of a style's picture, at the swatch's size: float32 (256, 256, 3) in [0, 1]."""
    height, width, _ = picture.shape
    side = min(height, width)
    top, left = (height - side) // 2, (width - side) // 2
    return resize(picture, SWATCH_SIDE, SWATCH_SIDE, (left, top, left + side, top + side))
