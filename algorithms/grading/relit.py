"""A small copy of a photo in another photo's light: the network's picture, whose colours are then the other photo's."""

import numpy as np

from algorithms.grading.light import LEAST_SHARE, Light, at_size, with_whole
from algorithms.grading.light_network import LightNet
from algorithms.grading.moments import Moments, moments_of, with_moments

RIDGE = 1.0  # of the activations, as in PCA-KD
COLOUR_RIDGE = 1e-3  # a contrast of 3 %


def relit(network: LightNet, photo: np.ndarray, light: Light, likely: np.ndarray | None = None) -> np.ndarray:
    """Give a photo another photo's light.

    Parameters
    ----------
    photo : float32 array of shape (H, W, 3)
        RGB in [0, 1]; a `light.working_copy`.
    light : Light
    likely : float32 array of shape (h, w, 10), optional
        Probability of each scene group in each pixel, of any size. Without it, the photo is one region.

    Returns
    -------
    float32 array of shape (H, W, 3)
        RGB in [0, 1].
    """
    likely = np.zeros((*photo.shape[:2], 0), "float32") if likely is None else at_size(likely, *photo.shape[:2])
    large = np.flatnonzero(likely.mean(axis=(0, 1)) >= LEAST_SHARE)
    places = [place for place, group in enumerate(light.groups) if group in large]
    regions = likely[..., [light.groups[place] for place in places]]
    colours, *levels = (level.of([*places, len(light.groups)]) for level in light.levels)
    encoding = network.encode(photo)
    x = np.asarray(encoding.levels[-1])[0]
    for level in reversed(range(len(levels))):
        x = _coloured(x, regions, levels[level], RIDGE)
        x = np.asarray(network.decode(level, x[None], encoding.details[level]))[0]
    return np.clip(_coloured(np.clip(x, 0.0, 1.0), regions, colours, COLOUR_RIDGE), 0.0, 1.0)


def _coloured(x: np.ndarray, regions: np.ndarray, wanted: Moments, ridge: float) -> np.ndarray:
    """Give each region its wanted moments, and what belongs to no region those of the whole."""
    own = at_size(regions, *x.shape[:2])
    rest = np.clip(1.0 - own.sum(axis=-1, keepdims=True), 0.0, 1.0)
    shares = np.concatenate([own, rest], axis=-1)
    shares /= shares.sum(axis=-1, keepdims=True)
    return with_moments(x, moments_of(x, with_whole(own)), wanted, shares, ridge)
