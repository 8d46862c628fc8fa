"""Regions resized to another size of their picture."""

import numpy as np

from algorithms.errors import UserError
from algorithms.io.images import resize

PROPORTIONS = 0.03  # logarithm of the ratio by which a mask's proportions may differ from its picture's


def fit_regions(regions: np.ndarray, height: int, width: int) -> np.ndarray:
    """Resize regions to their picture's size.

    Parameters
    ----------
    regions : float32 array of shape (H, W, K)
        In [0, 1].

    Returns
    -------
    float32 array of shape (height, width, K)
        In [0, 1].

    Raises
    ------
    UserError
        If the regions have other proportions than the picture.
    """
    own_height, own_width, _ = regions.shape
    if abs(np.log((own_width / own_height) / (width / height))) > PROPORTIONS + 1 / min(height, width):
        raise UserError(
            f"The mask is {own_width} × {own_height} pixels but its picture {width} × {height}; "
            "give a mask of the same proportions."
        )
    return np.clip(resize(regions, height, width), 0.0, 1.0)
