"""Soft borders: regions that follow a photo's edges, and overlap softly where the photo has none."""

import numpy as np

from algorithms.filters.alpha_matting import RADIUS as MATTING_RADIUS
from algorithms.filters.alpha_matting import solve_matting
from algorithms.filters.guided_filter import box_filter, guided_filter
from algorithms.io.images import fit_within, resize

MATTING_SIDE = 256  # pixels: the matting is solved on a copy of the photo whose longer side is at most this
BORDER = 1 / 48  # radius around a drawn border within which pixels may belong to either region, of the longer side
SURENESS = 8  # exponent of the certainty that a pixel belongs to the most frequent region of its neighbourhood
EDGE_RADIUS, EDGE_EPS = 2, 1e-4  # of the guided filter that brings the solution to the photo's own resolution


def soften_regions(regions: np.ndarray, photo: np.ndarray) -> np.ndarray:
    """Move the borders of drawn or guessed regions to the photo's edges, and soften them where it has no edge.

    Parameters
    ----------
    regions : float32 array of shape (H, W, K)
        In [0, 1]; they add up to 1 in each pixel.
    photo : float32 array of shape (H, W, 3)
        RGB in [0, 1].

    Returns
    -------
    float32 array of shape (H, W, K)
        Above 0; they add up to 1 in each pixel.
    """
    height, width, count = regions.shape
    size = fit_within(height, width, MATTING_SIDE)
    if count == 1 or min(size) < 2 * MATTING_RADIUS + 1:
        return _normalised(regions)
    small_photo, small = np.clip(resize(photo, *size), 0.0, 1.0), np.clip(resize(regions, *size), 0.0, 1.0)
    blurred = box_filter(small[None], max(1, round(BORDER * max(size))))[0]
    # 1 where one region fills the neighbourhood, 0 where none fills more than half of it.
    certainty = np.clip(2 * blurred.max(axis=-1, keepdims=True) - 1, 0.0, 1.0) ** SURENESS
    solved = resize(_normalised(solve_matting(small_photo, small, certainty, blurred)), height, width)
    return _normalised(guided_filter(photo[None], solved[None], EDGE_RADIUS, EDGE_EPS)[0])


def _normalised(regions: np.ndarray) -> np.ndarray:
    """Clip regions to at least 0.0001, and divide them so that they add up to 1 in each pixel."""
    positive = np.clip(regions, 1e-4, 1.0)
    return (positive / positive.sum(axis=-1, keepdims=True)).astype("float32")
