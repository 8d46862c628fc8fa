"""The pictures that show a style on the site: a sample photo in it, and a swatch with a piece of the work, too."""

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

SWATCH_HEIGHT, SWATCH_WIDTH = 192, 288
PIECE = 96  # pixels of the swatch's width that show the work itself
SAMPLE_HEIGHT, SAMPLE_WIDTH = 400, 600
QUALITY = 60  # of WebP: the picker shows all swatches at once


def sample_photo(kind: Kind) -> np.ndarray:
    """Return the photo of which a style's sample is made: float32 (400, 600, 3), RGB in [0, 1].

    Paintings are shown on a cat, photographic styles on a portrait; both photos are scikit-image's, free of rights.
    """
    photo = chelsea() if kind == "painting" else astronaut()[:341]
    return resize(to_float(photo), SAMPLE_HEIGHT, SAMPLE_WIDTH)


def as_sample(photo: np.ndarray) -> np.ndarray:
    """Cut the middle out of a photo, float32 (H, W, 3), in a sample's size and proportions."""
    return _middle(photo, SAMPLE_HEIGHT, SAMPLE_WIDTH)


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
    sample = paint_sample(trainer, sample_photo(style.kind))
    write_picture(style.folder / style.sample, sample)
    write_picture(style.folder / style.swatch, swatch_of(sample, picture))


def swatch_of(sample: np.ndarray, work: np.ndarray) -> np.ndarray:
    """Put a sample photo in a style beside a piece of the work that the style is of.

    Parameters
    ----------
    sample, work : float32 arrays of shape (H, W, 3)
        RGB in [0, 1], of any size.

    Returns
    -------
    float32 array of shape (192, 288, 3)
        The middle of each, cut to its place: the sample on the left, the work on the right.
    """
    parts = ((sample, SWATCH_WIDTH - PIECE), (work, PIECE))
    return np.concatenate([_middle(picture, SWATCH_HEIGHT, width) for picture, width in parts], axis=1)


def _middle(picture: np.ndarray, height: int, width: int) -> np.ndarray:
    """Cut the largest part of those proportions out of a picture's middle, and bring it to that size."""
    own_height, own_width, _ = picture.shape
    wide, high = min(own_width, own_height * width / height), min(own_height, own_width * height / width)
    left, top = (own_width - wide) / 2, (own_height - high) / 2
    return np.clip(resize(picture, height, width, (left, top, left + wide, top + high)), 0.0, 1.0)
