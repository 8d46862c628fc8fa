"""Photos in the light of a photographic style, in about a second at any size.

The network sees the photo at 256 × 256 pixels and says how colours shall change; the change is applied to every pixel
of the full photo. Nothing is painted: details and straight lines are the photo's own.
"""

from functools import cache
from pathlib import Path

import numpy as np
from keras import ops
from PIL import Image

from algorithms.bilateral_grid import COARSE_FROM, apply_grid, identity_map
from algorithms.catalogue import Style, styles_of
from algorithms.grading_net import SEEN_SIDE, GradingNet, read_grading_net
from algorithms.images import to_float


def warm() -> None:
    """Load every network and grade a small and a tall photo, so that no user waits for loading or compiling."""
    for one in {style.weights: style for style in styles_of("photo")}.values():
        for height in (8, COARSE_FROM):
            grade(np.zeros((height, 8, 3), "uint8"), one)


def grade(photo: np.ndarray, style: Style, strength: float = 1.0) -> np.ndarray:
    """Give a photo the light of a style.

    Parameters
    ----------
    photo : uint8 array of shape (H, W, 3)
        RGB. Not float32 as elsewhere: at 50 megapixels that would take 1.2 GB more.
    strength : float
        In [0, 1]: 0 leaves the photo as it is.

    Returns
    -------
    uint8 array of shape (H, W, 3)

    Raises
    ------
    ValueError
        If the strength is out of range.
    """
    if not 0.0 <= strength <= 1.0:
        raise ValueError(f"strength is {strength}; expected 0 to 1")
    return apply_grid(grid_of(_network(style.weights_path), photo, style.row, strength), photo)


def grid_of(network: GradingNet, photo: np.ndarray, row: int, strength: float = 1.0) -> np.ndarray:
    """Let the network look at a photo; return the maps for `apply_grid`, mixed with the identity."""
    seen = Image.fromarray(photo).resize((SEEN_SIDE, SEEN_SIDE), Image.Resampling.LANCZOS, reducing_gap=3.0)
    mix = np.eye(network.styles, dtype="float32")[row : row + 1]
    (grid,) = ops.convert_to_numpy(network(ops.convert_to_tensor(to_float(np.asarray(seen))[None]), mix))
    return identity_map() + strength * (grid - identity_map())


@cache
def _network(path: Path) -> GradingNet:
    return read_grading_net(path)
