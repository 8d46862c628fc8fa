"""Regions of a pair of pictures, read from a pair of colour masks such as people draw."""

import numpy as np

from algorithms.errors import UserError
from algorithms.regions.colour_masks import nearest_colour, plain_colours
from algorithms.regions.matching import SMALLEST, match_regions, take_regions
from algorithms.regions.resizing import fit_regions
from algorithms.regions.soft_borders import soften_regions


def regions_from_colours(content_mask: np.ndarray, style_mask: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Read a pair of colour masks, such as those of deep-photo-styletransfer: equal colours correspond.

    A colour between two others, as resizing leaves it at borders, counts as the nearer of the two. A region whose
    colour the style's mask lacks takes its style from the whole picture.

    Parameters
    ----------
    content_mask, style_mask : uint8 arrays of shape (H, W, 3) and (H', W', 3)
        RGB in 0…255.

    Returns
    -------
    content, style : float32 arrays of shape (H, W, K) and (H', W', K)
        Each 0 or 1; borders are hard.

    Raises
    ------
    UserError
        If there are too many colours, or none that both masks have.
    """
    palette = plain_colours(content_mask, style_mask)
    content, style = (nearest_colour(mask, palette) for mask in (content_mask, style_mask))
    shares = content.mean(axis=(0, 1)), style.mean(axis=(0, 1))
    if not any(np.minimum(*shares) >= SMALLEST):
        raise UserError("The two masks have no colour in common; paint what belongs together in the same colour.")
    return take_regions(content, style, match_regions(*shares))


def drawn_regions(
    photo: np.ndarray, style: np.ndarray, content_mask: np.ndarray, style_mask: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Read a pair of colour masks in the sizes of their pictures, and soften the borders along the photo's edges.

    Parameters
    ----------
    photo, style : float32 arrays of shape (H, W, 3) and (H', W', 3)
        RGB in [0, 1].
    content_mask, style_mask : uint8 arrays of shape (h, w, 3) and (h', w', 3)
        RGB in 0…255, of any size in their picture's proportions.

    Returns
    -------
    content, style : float32 arrays of shape (H, W, K) and (H', W', K)
        The photo's are soft and add up to 1 in each pixel.

    Raises
    ------
    UserError
        If there are too many colours, none that both masks have, or a mask has other proportions than its picture.
    """
    content_regions, style_regions = regions_from_colours(content_mask, style_mask)
    fitted = fit_regions(content_regions, *photo.shape[:2])
    return soften_regions(fitted, photo), fit_regions(style_regions, *style.shape[:2])
