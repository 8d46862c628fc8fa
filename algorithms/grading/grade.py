"""Apply photographic styles to a photo of any size, in about a second.

The network predicts a grid of colour maps from a copy of 256 × 256 pixels; the grid is then applied to every pixel of
the full photo. Only colours change, so details and straight lines stay the photo's own.
"""

from functools import cache
from pathlib import Path

import numpy as np
from keras import ops
from PIL import Image

from algorithms.errors import UserError
from algorithms.filters.bilateral_grid import COARSE_FROM, apply_grid, identity_map
from algorithms.grading.network import ENCODER_SIDE, GradingNet, read_grading_net
from algorithms.io.images import to_float
from algorithms.styles.catalogue import styles_of
from algorithms.styles.options import FastOptions


def warm() -> None:
    """Load every network and grade a small and a tall photo, so that no user waits for loading or compiling."""
    for one in {style.weights: style for style in styles_of("photographic")}.values():
        for height in (8, COARSE_FROM):
            grade(np.zeros((height, 8, 3), "uint8"), FastOptions(styles={one.slug: 100}))


def grade(photo: np.ndarray, options: FastOptions) -> np.ndarray:
    """Apply a photographic style, or several mixed, to a photo.

    Parameters
    ----------
    photo : uint8 array of shape (H, W, 3)
        RGB. Not float32 as elsewhere: at 50 megapixels that would take 1.2 GB more.

    Returns
    -------
    uint8 array of shape (H, W, 3)
        RGB.

    Raises
    ------
    UserError
        If the network's file is missing or damaged, or the styles belong to different networks.
    """
    first, *others = options.chosen()
    for other in others:
        if other.weights_path != first.weights_path:
            raise UserError(f"{first.title} and {other.title} cannot be mixed; choose other styles.")
    network = _network(first.weights_path)
    mix = np.zeros(network.styles, "float32")
    for style, share in options.shares().items():
        mix[style.row] = share
    return apply_grid(grid_of(network, photo, mix, options.strength / 100), photo)


def grid_of(network: GradingNet, photo: np.ndarray, mix: np.ndarray, strength: float = 1.0) -> np.ndarray:
    """Predict a photo's colour maps, mixed with the identity.

    Parameters
    ----------
    photo : uint8 array of shape (H, W, 3)
    mix : float32 array of shape (styles,)
        Share of each style.
    strength : float
        In [0, 1]; 0 gives the identity.

    Returns
    -------
    float32 array of shape (SIDE, SIDE, LEVELS, 4, 3)
        For `bilateral_grid.apply_grid`.
    """
    small = Image.fromarray(photo).resize((ENCODER_SIDE, ENCODER_SIDE), Image.Resampling.LANCZOS, reducing_gap=3.0)
    (grid,) = ops.convert_to_numpy(network(ops.convert_to_tensor(to_float(np.asarray(small))[None]), mix[None]))
    return identity_map() + strength * (grid - identity_map())


@cache
def _network(path: Path) -> GradingNet:
    return read_grading_net(path)
