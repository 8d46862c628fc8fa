"""Parse a photo into its groups, and a pair of pictures into regions that take their look from each other."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import numpy as np
from keras import ops

from algorithms.images import fit_within, resize
from algorithms.local_affine import apply_affine, local_affine_fit, upsample_affine
from algorithms.masks import RegionPair, fit_regions, match_regions, soften_regions, take_regions
from segmentation.cosegment import cosegment
from segmentation.labels import GROUPS, NEAREST
from segmentation.model import SHIPPED_WEIGHTS, Parser, read_parser

WORKING_SIDE = 384  # longer side: about the size at which the training shows whole photographs
SNAP_RADIUS, SNAP_EPS = 1 / 64, 1e-3  # of the guided filter; the radius is a share of the longer side
UNSURE = 0.55  # mean probability of the likeliest group below which a picture counts as not understood

Way = Literal["parser", "co-segmentation"]


@dataclass(frozen=True)
class PairRegions:
    """Regions of a photo and of its style, ready for `relight`.

    Attributes
    ----------
    content, style : float32 arrays of shape (H, W, K) and (H', W', K)
        Soft; the photo's add up to 1 in each pixel.
    way : how they were found
    names : K strings
        What each holds in the photo, and what it borrows from if the style has none: "sky", "water from sky".
    """

    content: np.ndarray
    style: np.ndarray
    way: Way
    names: tuple[str, ...]


@cache
def shipped_parser() -> Parser:
    """Read the parser of the ten groups that ships, once a process."""
    return read_parser(SHIPPED_WEIGHTS)


def parse(photo: np.ndarray) -> np.ndarray:
    """Say for each pixel how likely it belongs to each group, with borders on the photo's edges.

    Parameters
    ----------
    photo : float32 array of shape (H, W, 3)
        RGB in [0, 1], of any size.

    Returns
    -------
    float32 array of shape (H, W, 10)
        Adds up to 1 in each pixel; the groups are those of `labels.GROUPS`.
    """
    small = _small(photo)
    likely = fit_regions(_snapped(shipped_parser().probabilities(small), small), *photo.shape[:2])
    return likely / likely.sum(axis=-1, keepdims=True)


def parse_pair(content: np.ndarray, style: np.ndarray) -> PairRegions:
    """Find regions that correspond: by group, or by clustering both pictures where the parser understands neither.

    Parameters
    ----------
    content, style : float32 arrays of shape (H, W, 3) and (H', W', 3)
        RGB in [0, 1].
    """
    small = _small(content), _small(style)
    parser = shipped_parser()
    scores = [parser.probabilities(picture) for picture in small]
    if all(confidence(each) < UNSURE for each in scores):
        labels, nearest = cosegment(parser.backbone, *small)
        way: Way = "co-segmentation"
        names = tuple(f"cluster {number}" for number in range(1, len(nearest) + 1))
    else:
        labels, nearest = [each.argmax(axis=-1) for each in scores], NEAREST
        way, names = "parser", GROUPS
    maps = [np.eye(len(names), dtype="float32")[each] for each in labels]
    pairs = match_regions(maps[0].mean(axis=(0, 1)), maps[1].mean(axis=(0, 1)), nearest)
    soft = [
        fit_regions(soften_regions(each, little), *full.shape[:2])
        for each, little, full in zip(maps, small, (content, style), strict=True)
    ]
    return PairRegions(*take_regions(soft[0], soft[1], pairs), way, tuple(_name(pair, names) for pair in pairs))


def confidence(likely: np.ndarray) -> float:
    """Average the likeliest label's probability over the picture."""
    return float(likely.max(axis=-1).mean())


def _small(photo: np.ndarray) -> np.ndarray:
    height, width = fit_within(photo.shape[0], photo.shape[1], WORKING_SIDE)
    return np.clip(resize(photo, height, width), 0.0, 1.0)


def _snapped(regions: np.ndarray, photo: np.ndarray) -> np.ndarray:
    """Let borders follow the photo's edges: the guided filter, fitted at half the size in half the time.

    He, Sun, "Fast Guided Filter", arXiv:1505.00996. Pairs have `masks.soften_regions`, which is finer and slower.
    """
    height, width = photo.shape[:2]
    guide, target = (_halved(each) for each in (photo, regions))
    radius = max(1, round(SNAP_RADIUS * max(height, width) / 2))
    maps = upsample_affine(*local_affine_fit(guide, target, radius, SNAP_EPS), height, width)
    soft = np.clip(np.asarray(apply_affine(*maps, photo[None]))[0], 1e-4, 1.0)
    return soft / soft.sum(axis=-1, keepdims=True)


def _halved(picture: np.ndarray) -> Any:
    return ops.average_pool(ops.convert_to_tensor(picture[None]), 2, strides=2, padding="same")


def _name(pair: RegionPair, names: tuple[str, ...]) -> str:
    own = names[pair.content[0]]
    if pair.style == pair.content[:1]:
        return own
    return f"{own} from {names[pair.style[0]] if len(pair.style) == 1 else 'everything'}"
