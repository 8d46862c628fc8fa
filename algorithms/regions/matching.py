"""Regions that take their look from each other: sky from sky, wall from wall.

Regions are float32 arrays of shape (H, W, K), at least 0, that add up to 1 in each pixel; region k of the photo takes
the look of region k of the style.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from keras import ops

from algorithms.filters.alpha_matting import RADIUS as MATTING_RADIUS
from algorithms.filters.alpha_matting import solve_matting
from algorithms.filters.guided_filter import box_filter, guided_filter
from algorithms.io.images import fit_within, resize
from algorithms.perceptual.loss_network import LossNetwork
from algorithms.regions.colour_masks import nearest_colour, plain_colours

Shares = Sequence[float] | np.ndarray

SMALLEST = 0.02  # share of a region that counts; smaller ones only add noise (Li et al., arXiv:1802.06474)
PROPORTIONS = 0.03  # by which a mask's may differ from its picture's

MATTING_SIDE = 256  # pixels: borders are found on a copy of this size
BORDER = 1 / 48  # of the longer side, around a drawn border: where a region's pixels may be another's
SURENESS = 8  # a pixel counts as its region's by this power of its neighbourhood's lead over half and half
EDGE_RADIUS, EDGE_EPS = 2, 1e-4  # bring the found borders to the photo's own resolution


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
    palette = plain_colours(content_mask, style_mask)
    content, style = (nearest_colour(mask, palette) for mask in (content_mask, style_mask))
    shares = content.mean(axis=(0, 1)), style.mean(axis=(0, 1))
    if not any(np.minimum(*shares) >= SMALLEST):
        raise ValueError("The two masks have no colour in common; paint what belongs together in the same colour.")
    return take_regions(content, style, match_regions(*shares))


def drawn_regions(
    photo: np.ndarray, style: np.ndarray, content_mask: np.ndarray, style_mask: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Read a pair of colour masks for a pair of pictures: their own sizes, borders along the photo's edges.

    Parameters
    ----------
    photo, style : float32 arrays of shape (H, W, 3) and (H', W', 3)
        RGB in [0, 1].
    content_mask, style_mask : uint8 arrays of any size in the pictures' proportions, with 3 channels

    Returns
    -------
    content, style : float32 arrays of shape (H, W, K) and (H', W', K)

    Raises
    ------
    ValueError
        As `regions_from_colours` and `fit_regions`.
    """
    content, lent = regions_from_colours(content_mask, style_mask)
    return soften_regions(fit_regions(content, *photo.shape[:2]), photo), fit_regions(lent, *style.shape[:2])


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
    """Let borders of regions, drawn or guessed, follow the photo's edges, softly where it has none.

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
    height, width, count = regions.shape
    size = fit_within(height, width, MATTING_SIDE)
    if count == 1 or min(size) < 2 * MATTING_RADIUS + 1:
        return _shared(regions)
    small_photo, small = np.clip(resize(photo, *size), 0.0, 1.0), np.clip(resize(regions, *size), 0.0, 1.0)
    blurred = np.asarray(box_filter(small[None], max(1, round(BORDER * max(size)))))[0]
    sure = np.clip(2 * blurred.max(axis=-1, keepdims=True) - 1, 0.0, 1.0) ** SURENESS
    solved = _shared(solve_matting(small_photo, small, sure, blurred))
    return _shared(
        np.asarray(guided_filter(photo[None], resize(solved, height, width)[None], EDGE_RADIUS, EDGE_EPS))[0]
    )


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


def _add_up(regions: np.ndarray, groups: Sequence[tuple[int, ...]]) -> np.ndarray:
    return np.stack([regions[..., list(group)].sum(axis=-1) for group in groups], axis=-1)


def _shared(regions: np.ndarray) -> np.ndarray:
    """Clip regions and let them add up to 1 in each pixel."""
    positive = np.clip(regions, 1e-4, 1.0)
    return (positive / positive.sum(axis=-1, keepdims=True)).astype("float32")
