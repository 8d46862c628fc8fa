"""Apply the light of other photographs to a photo of any size.

A small copy of the photo is relit (`relit`), then its change is applied to every pixel of the full photo as a map of
colours (`filters.joint_upsampling`): so edges stay where they are, and no detail is lost.
"""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image

from algorithms.filters.joint_upsampling import full_resolution
from algorithms.grading.light import SIDE, Light, light_of, read_light, working_copy
from algorithms.grading.light_network import shipped_light_net
from algorithms.grading.relit import relit, see
from algorithms.io.images import fit_within, to_float
from algorithms.styles.catalogue import Style, styles_of
from algorithms.styles.options import FastOptions

GLANCE = 128  # longer side in pixels of the copy that the network sees of a thumbnail
EPS = 1e-6  # of the map for the full photo: a black-and-white photo keeps no colour in flat places

Parse = Callable[[np.ndarray], np.ndarray]
"""From a photo, float32 (H, W, 3) in [0, 1], to the probabilities of the scene groups, float32 (H, W, 10)."""


def warm(parse: Parse | None = None) -> None:
    """Load the network, and grade a small photo, so that no user waits for loading or compiling."""
    grade(np.zeros((32, 48, 3), "uint8"), FastOptions(styles={styles_of("photographic")[0].slug: 100}), parse)


def grade(photo: np.ndarray, options: FastOptions, parse: Parse | None = None) -> np.ndarray:
    """Apply a photographic style, or several mixed, to a photo.

    Parameters
    ----------
    photo : uint8 array of shape (H, W, 3)
        RGB. Not float32 as elsewhere: at 50 megapixels that would take 1.2 GB more.
    parse : function, optional
        Tells what is where in the photo; without it the photo is one region.

    Returns
    -------
    uint8 array of shape (H, W, 3)
        RGB.

    Raises
    ------
    UserError
        If a light's file is missing or damaged.
    """
    lights = [(_light(style), share) for style, share in options.shares().items()]
    return grade_by(photo, lights, options.strength / 100, parse)


def grade_by(
    photo: np.ndarray, lights: Sequence[tuple[Light, float]], strength: float = 1.0, parse: Parse | None = None
) -> np.ndarray:
    """Apply lights to a photo, mixed by their shares, which add up to 1; see `grade`."""
    small = _small(photo)
    likely = parse(small) if parse else None
    network = shipped_light_net()
    mixed = sum(share * relit(network, small, light, likely) for light, share in lights)
    return full_resolution(photo, small, small + strength * (mixed - small), eps=EPS)


class SmallGrades:
    """A small photo in one light after another; what all lights need is computed once.

    The network sees a copy of `GLANCE` pixels: the light is nearly that of `grade`, in half the time.

    Parameters
    ----------
    photo : uint8 array of shape (H, W, 3)
        RGB.
    parse : function, optional
        See `grade`.
    """

    def __init__(self, photo: np.ndarray, parse: Parse | None = None) -> None:
        self._photo, self._network = photo, shipped_light_net()
        self._likely = parse(_small(photo)) if parse else None
        self._small = working_copy(to_float(photo), GLANCE)
        self._seen = see(self._network, self._small)

    def grade(self, style: Style) -> np.ndarray:
        """Return the photo in a light; raises UserError if the light's file is missing or damaged."""
        result = relit(self._network, self._small, _light(style), self._likely, self._seen)
        return full_resolution(self._photo, self._small, result, eps=EPS)


def in_light_of(photo: np.ndarray, reference: np.ndarray, parse: Parse | None = None) -> np.ndarray:
    """Return a photo in the light of a reference, all float32 (H, W, 3) in [0, 1]; see `grade`."""
    network, small, seen = shipped_light_net(), working_copy(photo), working_copy(reference)
    likely, light = (parse(small), light_of(network, seen, parse(seen))) if parse else (None, light_of(network, seen))
    return full_resolution(photo, small, relit(network, small, light, likely), eps=EPS)


def light_of_photo(photo: np.ndarray, parse: Parse | None = None) -> Light:
    """Return the light of a reference, uint8 (H, W, 3) of any size."""
    small = _small(photo)
    return light_of(shipped_light_net(), small, parse(small) if parse else None)


def _small(photo: np.ndarray) -> np.ndarray:
    height, width = fit_within(photo.shape[0], photo.shape[1], 2 * SIDE)
    copy = Image.fromarray(photo).resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return working_copy(to_float(np.asarray(copy)))


def _light(style: Style) -> Light:
    """Read a style's light; those that ship once in each process."""
    return _shipped_light(style.weights_path) if style.ships else read_light(style.weights_path)


@cache
def _shipped_light(path: Path) -> Light:
    return read_light(path)
