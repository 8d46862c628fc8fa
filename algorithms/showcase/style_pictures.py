"""The pictures that stand for a style on the site: a swatch, and a sample photo in the style."""

from pathlib import Path

import numpy as np
from PIL import Image
from skimage.data import astronaut, chelsea

from algorithms.gatys.options import PaintOptions
from algorithms.gatys.paint import synthesise_texture
from algorithms.io.atomic_file import atomic_write
from algorithms.io.images import resize, to_float, to_uint8
from algorithms.perceptual.vgg import compact
from algorithms.styles.catalogue import Kind

SWATCH_SIDE, SWATCH_FRAME = 256, 16
SAMPLE_HEIGHT, SAMPLE_WIDTH = 400, 600
QUALITY = 60  # of WebP: the picker shows all swatches at once, and 36 of them take 440 kB


def sample_photo(kind: Kind) -> np.ndarray:
    """Return what the samples are made of, float32 (400, 600, 3): a cat for paintings, a portrait for photos.

    They are scikit-image's, free of rights.
    """
    photo = chelsea() if kind == "painting" else astronaut()[:341]
    return resize(to_float(photo), SAMPLE_HEIGHT, SAMPLE_WIDTH)


def swatch_of(picture: np.ndarray, kind: Kind) -> np.ndarray:
    """Return a texture synthesised from a painting, or the middle of a photo; float32 (256, 256, 3)."""
    return _texture(picture) if kind == "painting" else _middle(picture)


def write_picture(path: Path, picture: np.ndarray) -> None:
    """Write a float picture as WebP, whole or not at all."""
    with atomic_write(path) as file:
        Image.fromarray(to_uint8(picture)).save(file, "WEBP", quality=QUALITY, method=6)


def _texture(picture: np.ndarray) -> np.ndarray:
    """Synthesise a texture; its frame is cut off, because textures are weak at their border."""
    side = SWATCH_SIDE + 2 * SWATCH_FRAME
    options = PaintOptions(optimiser="adam", scales=1, steps=150, learning_rate=0.03, tv_weight=5.0)
    *_, last = synthesise_texture(compact(), [picture], side, side, options)
    return last.picture[SWATCH_FRAME:-SWATCH_FRAME, SWATCH_FRAME:-SWATCH_FRAME]


def _middle(picture: np.ndarray) -> np.ndarray:
    """Cut the largest square out of the middle."""
    height, width, _ = picture.shape
    side = min(height, width)
    top, left = (height - side) // 2, (width - side) // 2
    return resize(picture, SWATCH_SIDE, SWATCH_SIDE, (left, top, left + side, top + side))
