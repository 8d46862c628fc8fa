"""A small copy of a photo in another photo's light.

The network's own picture glows where dark things meet a sky. So only a map of colours is taken from it, fitted from
photo to picture in large windows: flat places stay flat, and edges sharp. Then each region is brought nearer to the
other photo's colours. At last that is averaged with the photo under a map of colours alone, of the kind that the slow
way begins with (`colour.optimal_transport`): the two err differently, and their mean comes nearer than either.
"""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import map_coordinates

from algorithms.colour.optimal_transport import ColourMap, bend, split_detail
from algorithms.filters.guided_filter import apply_affine, guided_filter_coefficients, upsample_affine
from algorithms.grading.light import LEAST_SHARE, Light, at_size, with_whole
from algorithms.grading.light_network import Encoding, LightNet
from algorithms.grading.moments import Moments, moments_of, with_moments
from algorithms.io.images import averaged

RIDGE = 1.0  # of the activations, as in PCA-KD
COLOUR_RIDGE = 1e-5  # a contrast of a third of a per cent
STEEPEST = 1.3  # the most by which the last step may enlarge a difference of colours
SAMPLES, ROTATIONS, TABLE = 4000, 8, 17  # of the map of colours alone
WINDOW, EPS = 1 / 6, 1e-4  # of the map; the radius is a part of the longer side. With a smaller one skies glow


@dataclass(frozen=True)
class Seen:
    """What every light needs of a photo.

    Attributes
    ----------
    encoding : Encoding
        The network's.
    base, detail : float32 arrays of shape (H, W, 3)
        See `colour.optimal_transport.split_detail`.
    """

    encoding: Encoding
    base: np.ndarray
    detail: np.ndarray


def see(network: LightNet, photo: np.ndarray) -> Seen:
    """Look at a photo, float32 (H, W, 3), for those who give it several lights."""
    return Seen(network.encode(photo), *split_detail(photo))


def relit(
    network: LightNet,
    photo: np.ndarray,
    light: Light,
    likely: np.ndarray | None = None,
    seen: Seen | None = None,
) -> np.ndarray:
    """Give a photo another photo's light.

    Parameters
    ----------
    photo : float32 array of shape (H, W, 3)
        RGB in [0, 1]; a `light.working_copy`.
    light : Light
    likely : float32 array of shape (h, w, 10), optional
        Probability of each scene group in each pixel, of any size. Without it, the photo is one region.
    seen : Seen, optional
        The photo's.

    Returns
    -------
    float32 array of shape (H, W, 3)
        RGB in [0, 1].
    """
    regions, places = _regions(photo, light, likely)
    wanted = [level.of(places) for level in light.levels]
    seen = seen or see(network, photo)
    picture = _decoded(network, seen.encoding, regions, wanted[1:])
    lit = np.clip(_coloured(_mapped(photo, picture), regions, wanted[0], COLOUR_RIDGE, STEEPEST), 0.0, 1.0)
    return (lit + _transported(seen, regions, light.colours[places])) / 2


def network_picture(network: LightNet, photo: np.ndarray, light: Light, likely: np.ndarray | None = None) -> np.ndarray:
    """Return the network's own picture, which is not a map of the photo's colours; see `relit`."""
    regions, places = _regions(photo, light, likely)
    wanted = [level.of(places) for level in light.levels[1:]]
    return _decoded(network, network.encode(photo), regions, wanted)


def _regions(photo: np.ndarray, light: Light, likely: np.ndarray | None) -> tuple[np.ndarray, list[int]]:
    """Return the regions that photo and light have in common, float32 (H, W, K), and their and the whole's places."""
    likely = np.zeros((*photo.shape[:2], 0), "float32") if likely is None else at_size(likely, *photo.shape[:2])
    large = np.flatnonzero(likely.mean(axis=(0, 1)) >= LEAST_SHARE)
    places = [place for place, group in enumerate(light.groups) if group in large]
    regions = likely[..., [light.groups[place] for place in places]]
    return regions, [*places, len(light.groups)]


def _decoded(network: LightNet, encoding: Encoding, regions: np.ndarray, wanted: list[Moments]) -> np.ndarray:
    x = encoding.levels[-1][0]
    for level in reversed(range(len(wanted))):
        x = _coloured(x, regions, wanted[level], RIDGE)
        x = network.decode(level, x[None], encoding.details[level])[0]
    return np.clip(x, 0.0, 1.0)


def _mapped(photo: np.ndarray, picture: np.ndarray) -> np.ndarray:
    """Apply to a photo the smooth map of colours that comes nearest to a picture of it; fitted at half the size."""
    height, width, _ = photo.shape
    guide, target = (averaged(each, 2)[None] for each in (photo, picture))
    radius = round(WINDOW * max(height, width) / 2)
    maps = upsample_affine(*guided_filter_coefficients(guide, target, radius, EPS), height, width)
    mapped: np.ndarray = np.clip(apply_affine(*maps, photo[None])[0], 0.0, 1.0)
    return mapped


def _coloured(
    x: np.ndarray, regions: np.ndarray, wanted: Moments, ridge: float, steepest: float = np.inf
) -> np.ndarray:
    """Give each region its wanted moments, and what belongs to no region those of the whole."""
    own = at_size(regions, *x.shape[:2])
    return with_moments(x, moments_of(x, with_whole(own)), wanted, _shares(own), ridge, steepest)


def _transported(seen: Seen, regions: np.ndarray, colours: np.ndarray) -> np.ndarray:
    """Give each region the distribution of its colours, (K + 1, N, 3), and what belongs to no region the last one."""
    whole, shares, result = with_whole(regions), _shares(regions), np.zeros_like(seen.base)
    for k, wanted in enumerate(colours):
        there = shares[..., k] > 0
        if there.any():
            each = np.ones(len(wanted))
            moved = ColourMap(seen.base, whole[..., k], wanted, each, samples=SAMPLES, rotations=ROTATIONS)
            result[there] += shares[there][:, k, None] * _tabled(moved, seen.base[there])
    return bend(result + seen.detail)


def _tabled(moved: ColourMap, colours: np.ndarray) -> np.ndarray:
    """Map colours (N, 3) by a table of the map, linearly between its `TABLE` steps: a tenth of the time."""
    steps = np.linspace(0.0, 1.0, TABLE)
    table = moved(np.stack(np.meshgrid(steps, steps, steps, indexing="ij"), axis=-1))
    places = colours.T * (TABLE - 1)
    return np.stack([map_coordinates(table[..., c], places, order=1, mode="nearest") for c in range(3)], axis=-1)


def _shares(regions: np.ndarray) -> np.ndarray:
    """Return each region's share of each pixel, and of the rest: float32 (H, W, K + 1), which add up to 1."""
    rest = np.clip(1.0 - regions.sum(axis=-1, keepdims=True), 0.0, 1.0)
    shares = np.concatenate([regions, rest], axis=-1)
    return shares / shares.sum(axis=-1, keepdims=True)
