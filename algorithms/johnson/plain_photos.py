"""Pictures with hardly anything in them: drawings, documents, logos, things before an empty background.

Instance normalisation divides by a picture's own standard deviations. Where there is nearly nothing to see, these are
nearly nothing, too, and the network blows up what is left: uniform grey became magenta. Such a picture is painted with
the moments of an ordinary photo instead, one that is neither plain nor busy.
"""

import math
from collections.abc import Sequence
from functools import cache

import numpy as np

from algorithms.io.images import averaged, to_float

THUMBNAIL, BLOCK = 384, 4  # pixels: the longer side at which a picture is judged, and the side of its parts
VISIBLE = 0.6 / 255  # standard deviation above which there is something in a part, be it the grain of a wall
# Shares of the parts with something in them. Of 201 photographs 1 % have less than 0.44; a page of text has 0.32, a cat
# before a plain wall 0.28, a screenshot 0.17, a line drawing 0.05.
PLAIN, ORDINARY = 0.34, 0.44


def plainness(picture: np.ndarray) -> float:
    """Return 0 for an ordinary photo, 1 for a plain picture, and something between for few photos.

    Parameters
    ----------
    picture : float32 array of shape (H, W, 3)
        RGB in [0, 1], H and W at least `BLOCK`.
    """
    step = max(1, min(math.ceil(max(picture.shape[:2]) / THUMBNAIL), min(picture.shape[:2]) // BLOCK))
    parts = _divided(averaged(picture, step), BLOCK)
    filled = (_deviations(parts).max(axis=-1) > VISIBLE).mean()
    return float(np.clip((ORDINARY - filled) / (ORDINARY - PLAIN), 0.0, 1.0))


def _divided(picture: np.ndarray, side: int) -> np.ndarray:
    """Cut (H, W, 3) into squares: (rows, side, columns, side, 3); what is left at two borders is left out."""
    rows, columns = (length // side for length in picture.shape[:2])
    return picture[: rows * side, : columns * side].reshape(rows, side, columns, side, 3)


def _deviations(parts: np.ndarray) -> np.ndarray:
    """Return each square's standard deviations (rows, columns, 3) from its best plane: a smooth gradient has none."""
    rows, side, columns, _, colours = parts.shape
    pixels = parts.transpose(0, 2, 4, 1, 3).reshape(-1, side * side)
    pixels = pixels - pixels.mean(axis=1, keepdims=True)
    ramp = np.linspace(-1, 1, side, dtype="float32")
    ramp /= np.sqrt((ramp**2).mean()) * side
    slopes = pixels @ np.stack([np.repeat(ramp, side), np.tile(ramp, side)], axis=1)
    left = np.einsum("ij,ij->i", pixels, pixels) - (slopes**2).sum(axis=1)
    deviations: np.ndarray = np.sqrt(np.maximum(left, 0.0)).reshape(rows, columns, colours) / side
    return deviations


@cache
def ordinary_photo() -> np.ndarray:
    """Return a photo of dark, light and coloured things, float32 (512, 512, 3): scikit-image's, free of rights."""
    from skimage.data import astronaut

    return to_float(astronaut())


def pooled_moments(moments: Sequence[np.ndarray], shares: Sequence[float]) -> np.ndarray:
    """Return means and variances of several pictures taken together, float32 (2, channels); the shares sum to 1."""
    means, variances = np.moveaxis(np.stack(moments), 1, 0)
    weights = np.asarray(shares, "float32")[:, None]
    mean = (weights * means).sum(axis=0)
    return np.stack([mean, (weights * (variances + (means - mean) ** 2)).sum(axis=0)])
