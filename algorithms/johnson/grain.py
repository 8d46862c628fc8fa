"""The noise that comes in with a picture, always the same: strokes grow from it where a photo is flat."""

from functools import cache

import numpy as np

GRAIN = 4  # channels of noise at a quarter of the picture's size
LOUDNESS = 0.35  # standard deviation of the noise; louder noise draws the strokes instead of the photo
PERIOD = 128  # places after which the grain of a picture repeats: 512 pixels


def grain_of(height: int, width: int, top: int = 0, left: int = 0) -> np.ndarray:
    """Return the grain of a picture, or of its tile at `top` and `left`: float32 (1, height / 4, width / 4, `GRAIN`).

    All are in pixels and multiples of 4. A picture's grain is always the same, and a tile's is that part of it.
    """
    rows, columns = (
        (begin + np.arange(0, length, 4)) // 4 % PERIOD for begin, length in ((top, height), (left, width))
    )
    return _period()[None, rows[:, None], columns]


@cache
def _period() -> np.ndarray:
    return LOUDNESS * np.random.default_rng(0).standard_normal((PERIOD, PERIOD, GRAIN), "float32")
