"""Regions of a photo matched with regions of a style: sky takes its style from sky, wall from wall.

Regions are float32 arrays of shape (H, W, K), at least 0, that add up to 1 in each pixel. After the matching, region k
of the photo takes its style from region k of the style.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

Shares = Sequence[float] | np.ndarray

SMALLEST = 0.02  # share of a picture below which a region only adds noise (Li et al., arXiv:1802.06474)


@dataclass(frozen=True)
class RegionPair:
    """Regions of a photo that take their style, together, from regions of a style.

    Attributes
    ----------
    content, style : tuple of int
        Numbers of the photo's and of the style's regions, as they were before the matching.
    """

    content: tuple[int, ...]
    style: tuple[int, ...]


def match_regions(
    content_shares: Shares, style_shares: Shares, nearest: Sequence[Sequence[int]] | None = None
) -> list[RegionPair]:
    """Decide which regions go together; regions that are too small are joined or replaced.

    Parameters
    ----------
    content_shares, style_shares : K floats each, in [0, 1]
        The regions' shares of their picture; regions with the same number correspond.
    nearest : K sequences of int, optional
        For each region the numbers of the others, the most alike first.

    Returns
    -------
    list of RegionPair
        One for each region of at least 2 % of the photo. A smaller region of the photo joins the nearest large one, or
        the largest one where `nearest` is omitted. Where the region of the style is less than 2 % of it, the nearest
        large one takes its place, or the whole style where `nearest` is omitted or names none.
    """
    count = len(content_shares)
    large = [k for k in range(count) if content_shares[k] >= SMALLEST] or [int(np.argmax(content_shares))]
    in_style = [k for k in range(count) if style_shares[k] >= SMALLEST]
    members: dict[int, list[int]] = {k: [k] for k in large}
    for k in range(count):
        if k not in large:
            order = nearest[k] if nearest else ()
            home = next((other for other in order if other in large), max(large, key=lambda r: content_shares[r]))
            members[home].append(k)
    everything = tuple(range(count))
    pairs = []
    for k, group in members.items():
        candidates = [k, *(nearest[k] if nearest else ())]
        style = next(((other,) for other in candidates if other in in_style), everything)
        pairs.append(RegionPair(tuple(group), style))
    return pairs


def take_regions(content: np.ndarray, style: np.ndarray, pairs: Sequence[RegionPair]) -> tuple[np.ndarray, np.ndarray]:
    """Add up the regions of each pair.

    Parameters
    ----------
    content, style : float32 arrays of shape (H, W, K) and (H', W', K)

    Returns
    -------
    content, style : float32 arrays of shape (H, W, pairs) and (H', W', pairs)
        The style's add up to more or less than 1 in pixels of regions that several pairs use, or none.
    """
    return _add_up(content, [pair.content for pair in pairs]), _add_up(style, [pair.style for pair in pairs])


def _add_up(regions: np.ndarray, groups: Sequence[tuple[int, ...]]) -> np.ndarray:
    return np.stack([regions[..., list(group)].sum(axis=-1) for group in groups], axis=-1)
