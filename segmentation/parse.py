"""Parse a photo into scene groups, and a pair of pictures into regions that take their style from each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from algorithms.filters.guided_filter import apply_affine, guided_filter_coefficients, upsample_affine
from algorithms.io.images import averaged, resize
from algorithms.regions.matching import RegionPair, match_regions, take_regions
from algorithms.regions.scene_groups import NAMES, NEAREST, SceneGroup
from algorithms.regions.soft_borders import soften_regions
from segmentation.compiled_parser import STRIDE, CompiledParser, scene_parser
from segmentation.cosegment import cosegment
from segmentation.labels import in_groups

WORKING_SIDE = 384  # longer side in pixels: about the size of the photographs in the training
SNAP_RADIUS, SNAP_EPS = 1 / 64, 1e-3  # of the guided filter; the radius is a fraction of the longer side
IN_COMMON = 0.42  # least share of both pictures in common groups for which regions are matched by group
PORTRAIT = 0.4  # share of persons in both from which on clusters are used, which tell hair, face and background apart

Method = Literal["parser", "co-segmentation"]


@dataclass(frozen=True)
class PairRegions:
    """Regions of a photo and of its style, ready for `relight`.

    Attributes
    ----------
    content, style : float32 arrays of shape (H, W, K) and (H', W', K)
        With soft borders; the photo's add up to 1 in each pixel.
    method : "parser" or "co-segmentation"
        The method that found the regions.
    names : K strings
        For people: the group of each region in the photo, and the style's region whose light it borrows if the style
        has none of the group: "Sky", "Water, lit like the sky".
    """

    content: np.ndarray
    style: np.ndarray
    method: Method
    names: tuple[str, ...]


def parse(photo: np.ndarray, parser: CompiledParser | None = None) -> np.ndarray:
    """Return the probability of each of the ten groups in each pixel, float32 (H, W, 10); see `parse_labels`."""
    return in_groups(parse_labels(photo, parser))


def parse_labels(photo: np.ndarray, parser: CompiledParser | None = None) -> np.ndarray:
    """Estimate the probability of each label in each pixel, with borders on the photo's edges.

    Parameters
    ----------
    photo : float32 array of shape (H, W, 3)
        RGB in [0, 1], of any size.
    parser : CompiledParser, optional
        `scene_parser()` if omitted.

    Returns
    -------
    float32 array of shape (H, W, labels)
        In [0, 1]; they add up to 1 in each pixel. Labels that are the likeliest of no pixel are 0 everywhere. The names
        of the labels are `labels.LABELS`.
    """
    small = working_copy(photo)
    likely = (parser or scene_parser()).probabilities(small)
    found = np.unique(likely.argmax(axis=-1))
    whole = np.zeros((*photo.shape[:2], likely.shape[-1]), "float32")
    whole[..., found] = _resized(_snapped(likely[..., found], small), photo)
    return whole


def parse_pair(content: np.ndarray, style: np.ndarray, parser: CompiledParser | None = None) -> PairRegions:
    """Find regions that correspond: by group, or by clusters where the groups of the two pictures differ too much.

    Parameters
    ----------
    content, style : float32 arrays of shape (H, W, 3) and (H', W', 3)
        RGB in [0, 1].
    parser : CompiledParser, optional
        `scene_parser()` if omitted. The classes of one that tells them apart are merged into the ten groups.
    """
    small = working_copy(content), working_copy(style)
    parser = parser or scene_parser()
    labels, nearest = [in_groups(parser.probabilities(picture)).argmax(axis=-1) for picture in small], NEAREST
    method: Method = "parser"
    names: tuple[str, ...] = NAMES
    common = np.minimum(*_shares(labels, len(names)))
    if common.sum() < IN_COMMON or common[SceneGroup.PERSON] >= PORTRAIT:
        labels, nearest = cosegment(parser.features, *small)
        method, names = "co-segmentation", tuple(f"Area {number}" for number in range(1, len(nearest) + 1))
    maps = [np.eye(len(names), dtype="float32")[each] for each in labels]
    content_shares, style_shares = _shares(labels, len(names))
    pairs = match_regions(content_shares, style_shares, nearest)
    soft = [
        _resized(soften_regions(each, little), full)
        for each, little, full in zip(maps, small, (content, style), strict=True)
    ]
    return PairRegions(*take_regions(soft[0], soft[1], pairs), method, tuple(_name(pair, names) for pair in pairs))


def _shares(labels: Sequence[np.ndarray], count: int) -> list[np.ndarray]:
    """Return each label's share of each picture, float64 (count,)."""
    return [np.bincount(each.ravel(), minlength=count) / each.size for each in labels]


def working_copy(photo: np.ndarray) -> np.ndarray:
    """Resize a photo to the size that the parser was trained at, with sides that are multiples of its stride.

    Parameters
    ----------
    photo : float32 array of shape (H, W, 3)
        RGB in [0, 1].

    Returns
    -------
    float32 array of shape (h, w, 3)
        RGB in [0, 1].
    """
    scale = WORKING_SIDE / max(photo.shape[:2])
    sides = (max(1, round(side * scale / STRIDE)) * STRIDE for side in photo.shape[:2])
    return np.clip(resize(photo, *sides), 0.0, 1.0)


def _resized(regions: np.ndarray, photo: np.ndarray) -> np.ndarray:
    """Resize regions to their photo's size, so that they add up to 1 in each pixel again."""
    full = np.clip(resize(regions, *photo.shape[:2]), 0.0, 1.0)
    return full / full.sum(axis=-1, keepdims=True)


def _snapped(regions: np.ndarray, photo: np.ndarray) -> np.ndarray:
    """Move borders to the photo's edges by a guided filter, fitted at half the size in half the time.

    He, Sun, "Fast Guided Filter", arXiv:1505.00996. Pairs use `soft_borders.soften_regions`, which is finer and slower.
    """
    height, width = photo.shape[:2]
    guide, target = (averaged(each, 2)[None] for each in (photo, regions))
    radius = max(1, round(SNAP_RADIUS * max(height, width) / 2))
    maps = upsample_affine(*guided_filter_coefficients(guide, target, radius, SNAP_EPS), height, width)
    soft = np.clip(apply_affine(*maps, photo[None])[0], 1e-4, 1.0)
    snapped: np.ndarray = soft / soft.sum(axis=-1, keepdims=True)
    return snapped


def _name(pair: RegionPair, names: tuple[str, ...]) -> str:
    own = names[pair.content[0]]
    if pair.style == pair.content[:1]:
        return own
    return f"{own}, lit like {_the(names[pair.style[0]]) if len(pair.style) == 1 else 'the whole style'}"


def _the(name: str) -> str:
    """Return a name within a sentence; an area has a number, which is its name."""
    return name if name.startswith("Area") else f"the {name.lower()}"
