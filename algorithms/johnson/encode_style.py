"""A painting's style parameters, predicted by the encoder of the painter that ships: in a tenth of a second."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from algorithms.io.images import fit_within, resize
from algorithms.io.openvino import compile_model, converted
from algorithms.styles.catalogue import COMPACT_VGG_FILE, PAINTER_FILE
from algorithms.styles.compatibility import file_version

SIDE = 384
"""Longer side in pixels to which a painting is reduced before the encoder sees it."""

SHORTEST = 32  # pixels of the shorter side, at least: the deepest layer sees two places of them


def params_of_painting(picture: np.ndarray) -> np.ndarray:
    """Return the style parameters, float32 (2, channels), of a picture.

    Parameters
    ----------
    picture : float32 array of shape (H, W, 3)
        RGB in [0, 1], of any size; see `reduced`.
    """
    return _encoder(file_version(PAINTER_FILE))(images=reduced(picture)[None])[0]


@lru_cache(maxsize=1)
def _encoder(_version: int) -> Callable[..., np.ndarray]:
    return compile_model(converted("algorithms.johnson.conversions:encode", PAINTER_FILE, COMPACT_VGG_FILE), exact=True)


def reduced(picture: np.ndarray) -> np.ndarray:
    """Return a painting, float32 (H, W, 3), at the size at which the encoder sees it: the longer side `SIDE`."""
    height, width = fit_within(picture.shape[0], picture.shape[1], SIDE)
    return resize(picture, max(height, SHORTEST), max(width, SHORTEST))
