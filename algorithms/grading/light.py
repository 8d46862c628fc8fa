"""The light of a photo as one vector: all that any other photo needs to be given its light.

The vector holds, for the whole photo and for each scene group that fills enough of it, the moments of its colours and
of the network's four levels, and some of its colours: 11 kB each.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from algorithms.colour.optimal_transport import sample
from algorithms.errors import FileError
from algorithms.grading.light_network import STRIDE, LightNet
from algorithms.grading.moments import Moments, moments_of
from algorithms.io.images import fit_within, resize
from algorithms.io.weights_file import read_weights, write_weights

SIDE = 384
"""Longer side in pixels of the copies that the network sees."""

_LEVELS = 5  # with the colours
COLOURS = 1024  # that are drawn from each region
LEAST_SHARE = 0.04  # of the reference, from which a scene group has a light of its own


@dataclass(frozen=True)
class Light:
    """The light of one photo.

    Attributes
    ----------
    groups : tuple of K ints
        Scene groups with a light of their own.
    levels : 5 Moments of K + 1 regions each
        Of the colours, RGB in [0, 1], then of the network's levels; the last region is the whole photo.
    colours : float array of shape (K + 1, COLOURS, 3)
        Colours of pixels drawn from each region, RGB in [0, 1].
    """

    groups: tuple[int, ...]
    levels: tuple[Moments, ...]
    colours: np.ndarray


def working_copy(photo: np.ndarray, side: int = SIDE) -> np.ndarray:
    """Resize a photo, float32 (H, W, 3), to the size at which the network sees it, clipped to [0, 1]."""
    height, width = fit_within(photo.shape[0], photo.shape[1], side)
    sides = (max(2, round(side / STRIDE)) * STRIDE for side in (height, width))
    return np.clip(resize(photo, *sides), 0.0, 1.0)


def light_of(network: LightNet, photo: np.ndarray, likely: np.ndarray | None = None) -> Light:
    """Return the light of a photo.

    Parameters
    ----------
    photo : float32 array of shape (H, W, 3)
        RGB in [0, 1].
    likely : float32 array of shape (h, w, 10), optional
        Probability of each scene group (`regions.scene_groups`) in each pixel, of any size. Without it, the photo is
        one region.
    """
    small = working_copy(photo)
    likely = np.zeros((*small.shape[:2], 0), "float32") if likely is None else likely
    groups = tuple(int(group) for group in np.flatnonzero(likely.mean(axis=(0, 1)) >= LEAST_SHARE))
    regions = with_whole(at_size(likely[..., list(groups)], *small.shape[:2]))
    levels = [small, *(level[0] for level in network.encode(small).levels)]
    random = np.random.default_rng(0)
    colours = np.stack([sample(small, weights, random, COLOURS) for weights in np.moveaxis(regions, -1, 0)])
    return Light(groups, tuple(moments_of(level, at_size(regions, *level.shape[:2])) for level in levels), colours)


def with_whole(regions: np.ndarray) -> np.ndarray:
    """Add the whole photo as the last region: float32 (H, W, K + 1)."""
    return np.concatenate([regions, np.ones((*regions.shape[:2], 1), "float32")], axis=-1)


def at_size(regions: np.ndarray, height: int, width: int) -> np.ndarray:
    """Resize regions, float32 (H, W, K), to another size of their picture; K may be 0."""
    if not regions.shape[-1]:
        return np.zeros((height, width, 0), "float32")
    return np.clip(resize(regions, height, width), 0.0, 1.0)


def write_light(path: Path, light: Light) -> None:
    """Write a light in float16; of the covariances, which are symmetric, one half."""
    arrays = {"groups": np.array(light.groups, "float32"), "colours": light.colours}
    for number, level in enumerate(light.levels):
        upper = np.triu_indices(level.means.shape[1])
        arrays[f"{number}/means"] = level.means
        arrays[f"{number}/covariances"] = level.covariances[:, upper[0], upper[1]]
    write_weights(path, arrays)


def read_light(path: Path) -> Light:
    """Read what `write_light` wrote.

    Raises
    ------
    FileError
        If the file is missing, damaged, or holds something else.
    """
    arrays = read_weights(path)
    try:
        levels = tuple(
            Moments(arrays[f"{number}/means"], _whole(arrays[f"{number}/covariances"], arrays[f"{number}/means"]))
            for number in range(_LEVELS)
        )
        groups = tuple(int(group) for group in arrays["groups"])
        return Light(groups, levels, arrays["colours"])
    except (KeyError, ValueError, IndexError) as error:
        raise FileError(f"The file {path} does not hold a photo's light; make it again.") from error


def _whole(halves: np.ndarray, means: np.ndarray) -> np.ndarray:
    """Return the symmetric matrices (K, C, C) of which `halves` holds the upper triangles."""
    rows, columns = np.triu_indices(means.shape[1])
    matrices = np.zeros((len(means), means.shape[1], means.shape[1]))
    matrices[:, rows, columns] = matrices[:, columns, rows] = halves
    return matrices
