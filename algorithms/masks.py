"""Regions that take their look from each other: sky from sky, wall from wall.

Regions are float32 arrays of shape (H, W, K), at least 0, that add up to 1 in each pixel; region k of the photo takes
the look of region k of the style.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from keras import ops

from algorithms.features import LossNetwork
from algorithms.images import resize
from algorithms.local_affine import box_filter, guided_filter

Shares = Sequence[float] | np.ndarray

SMALLEST = 0.02  # share of a region that counts; smaller ones only add noise (Li et al., arXiv:1802.06474)
MOST_COLOURS = 12
APART = 80  # between two colours that mean two regions, of 441 between black and white
COLOUR_STEP = 16  # levels: colours this close are counted together
PROPORTIONS = 0.03  # by which a mask's may differ from its picture's

SOFT_RADIUS = 1 / 64  # of the longer side
SOFT_EPS = 1e-3


@dataclass(frozen=True)
class RegionPair:
    """Regions of a photo that take their look, together, from regions of a style.

    Attributes
    ----------
    content, style : tuple of int
        Numbers of the regions, before they were matched.
    """

    content: tuple[int, ...]
    style: tuple[int, ...]


def regions_from_colours(content_mask: np.ndarray, style_mask: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Read a pair of colour masks, as of deep-photo-styletransfer: equal colours correspond.

    Colours between two others, as resizing leaves them at borders, count as the nearer one. A colour that the style's
    mask lacks takes the look of the whole style.

    Parameters
    ----------
    content_mask, style_mask : uint8 arrays of shape (H, W, 3) and (H', W', 3)

    Returns
    -------
    content, style : float32 arrays of shape (H, W, K) and (H', W', K)
        Each 0 or 1.

    Raises
    ------
    ValueError
        With one plain sentence, if there are too many colours, or none that both masks have.
    """
    palette = _palette(content_mask, style_mask)
    content, style = (_nearest(mask, palette) for mask in (content_mask, style_mask))
    shares = content.mean(axis=(0, 1)), style.mean(axis=(0, 1))
    if not any(np.minimum(*shares) >= SMALLEST):
        raise ValueError("The two masks have no colour in common; paint what belongs together in the same colour.")
    return take_regions(content, style, match_regions(*shares))


def match_regions(
    content_shares: Shares, style_shares: Shares, nearest: Sequence[Sequence[int]] | None = None
) -> list[RegionPair]:
    """Decide which regions go together, so that each pair has enough to give and to take.

    Parameters
    ----------
    content_shares, style_shares : K floats each
        Of the picture; regions with the same number correspond.
    nearest : for each region the others, the most alike first; optional

    Returns
    -------
    list of RegionPair
        One for each region of at least 2 % of the photo. A smaller one joins the nearest of these (without an order,
        the largest). One that is less than 2 % of the style borrows the nearest that is not (without an order, all).
    """
    count = len(content_shares)
    kept = [k for k in range(count) if content_shares[k] >= SMALLEST] or [int(np.argmax(content_shares))]
    given = [k for k in range(count) if style_shares[k] >= SMALLEST]
    members: dict[int, list[int]] = {k: [k] for k in kept}
    for k in range(count):
        if k not in kept:
            order = nearest[k] if nearest else ()
            home = next((other for other in order if other in kept), max(kept, key=lambda r: content_shares[r]))
            members[home].append(k)
    everything = tuple(range(count))
    pairs = []
    for k, group in members.items():
        lenders = [k, *(nearest[k] if nearest else ())]
        style = next(((lender,) for lender in lenders if lender in given), everything)
        pairs.append(RegionPair(tuple(group), style))
    return pairs


def take_regions(content: np.ndarray, style: np.ndarray, pairs: Sequence[RegionPair]) -> tuple[np.ndarray, np.ndarray]:
    """Add up the regions of each pair: (H, W, K) to (H, W, pairs) of the photo, and of the style.

    The style's no longer add up to 1 where regions are borrowed twice, or not at all.
    """
    return _add_up(content, [pair.content for pair in pairs]), _add_up(style, [pair.style for pair in pairs])


def fit_regions(regions: np.ndarray, height: int, width: int) -> np.ndarray:
    """Resize regions to their picture.

    Raises
    ------
    ValueError
        With one plain sentence, if they are of other proportions.
    """
    own_height, own_width, _ = regions.shape
    if abs(np.log((own_width / own_height) / (width / height))) > PROPORTIONS + 1 / min(height, width):
        raise ValueError(
            f"The mask is {own_width} × {own_height} pixels but its picture {width} × {height}; "
            "give a mask of the same proportions."
        )
    return np.clip(resize(regions, height, width), 0.0, 1.0)


def soften_regions(regions: np.ndarray, photo: np.ndarray) -> np.ndarray:
    """Let borders of regions follow the photo's edges, softly where it has none (guided filter).

    Parameters
    ----------
    regions : float32 array of shape (H, W, K)
    photo : float32 array of shape (H, W, 3)
        RGB in [0, 1].

    Returns
    -------
    float32 array of shape (H, W, K)
        At least 0; adds up to 1 in each pixel.
    """
    radius = max(1, round(SOFT_RADIUS * max(photo.shape)))
    soft = np.clip(guided_filter(photo[None], regions[None], radius, SOFT_EPS)[0], 1e-4, 1.0)
    return soft / soft.sum(axis=-1, keepdims=True)


def masks_at_layers(network: LossNetwork, regions: Any, layers: Iterable[str]) -> dict[str, Any]:
    """Carry regions down through a loss network, as far as each activation sees.

    A 3×3 average at each convolution, half the size at each pooling: the thesis's section 4.2.2, after Luan et al.

    Parameters
    ----------
    network : LossNetwork
        Whose convolutions and pooling are followed.
    regions : float32 tensor of shape (N, H, W, K)
    layers : names such as `relu4_1` or `conv4_1`

    Returns
    -------
    dict of name to float32 tensor of shape (N, H', W', K)
        Of the activation's size. Differs from the thesis: at borders averages are over the picture only, so that
        regions still add up to 1.
    """
    wanted = set(layers)
    found: dict[str, Any] = {}
    x, block = ops.convert_to_tensor(regions), "1"
    for name in network.convolutions:
        if len(found) == len(wanted):
            break
        place = name.removeprefix("conv")
        if place[0] != block:
            x, block = ops.average_pool(x, 2, strides=2, padding="valid"), place[0]
        x = box_filter(x, 1)
        found |= {layer: x for layer in (f"conv{place}", f"relu{place}") if layer in wanted}
    return found


def _palette(*masks: np.ndarray) -> np.ndarray:
    """Return the colours that mean regions, the most frequent first: float32 (K, 3)."""
    counts: dict[tuple[int, ...], float] = {}
    for mask in masks:
        rounded = np.minimum((mask.reshape(-1, 3).astype("int32") + COLOUR_STEP // 2) // COLOUR_STEP * COLOUR_STEP, 255)
        colours, numbers = np.unique(rounded, axis=0, return_counts=True)
        for colour, number in zip(colours, numbers, strict=True):
            key = tuple(int(level) for level in colour)
            counts[key] = max(counts.get(key, 0.0), number / len(rounded))
    palette: list[np.ndarray] = []
    for colour, share in sorted(counts.items(), key=lambda item: -item[1]):
        distances = [np.linalg.norm(other - colour) for other in palette]
        if not palette or (share >= SMALLEST / 4 and min(distances) > APART):
            palette.append(np.array(colour, "float32"))
    if len(palette) > MOST_COLOURS:
        raise ValueError(
            f"The masks have {len(palette)} colours; paint them in {MOST_COLOURS} plain ones at most, "
            "and check that they are not photos."
        )
    return np.stack(palette)


def _nearest(mask: np.ndarray, palette: np.ndarray) -> np.ndarray:
    distances = np.stack([np.square(mask - colour).sum(axis=-1) for colour in palette], axis=-1)
    return np.eye(len(palette), dtype="float32")[distances.argmin(axis=-1)]


def _add_up(regions: np.ndarray, groups: Sequence[tuple[int, ...]]) -> np.ndarray:
    return np.stack([regions[..., list(group)].sum(axis=-1) for group in groups], axis=-1)
