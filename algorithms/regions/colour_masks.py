"""The colours of masks: each plain colour is a region, and the colours between two plain ones are borders."""

import numpy as np

from algorithms.errors import UserError

MOST_COLOURS = 12
LEAST_SHARE = 0.005  # of either mask: rarer colours come from resizing or compressing the borders
APART = 80  # least distance between two plain colours; black and white are 441 apart
PLAIN = 24  # distance within which a pixel has a plain colour
PLAIN_SHARE = (
    0.85  # of a mask's pixels have one: 0.97 and more in the twelve pairs of masks that we know, less in photos
)
COLOUR_STEP = 16  # levels: colours are rounded to multiples of this before they are counted


def plain_colours(*masks: np.ndarray) -> np.ndarray:
    """Return the plain colours of several masks, the most frequent first.

    Parameters
    ----------
    masks : uint8 arrays of shape (H, W, 3), each of its own size
        RGB in 0…255.

    Returns
    -------
    float32 array of shape (K, 3)
        RGB in 0…255, at least one.

    Raises
    ------
    UserError
        If there are more than 12, or a mask has too many shades between them.
    """
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
        if not palette or (share >= LEAST_SHARE and min(distances) > APART):
            palette.append(np.array(colour, "float32"))
    if len(palette) > MOST_COLOURS:
        raise UserError(
            f"The masks have {len(palette)} colours; paint them in {MOST_COLOURS} plain ones at most, "
            "and check that they are not photos."
        )
    for mask in masks:
        _refuse_photo(mask, np.stack(palette))
    return np.stack(palette)


def _refuse_photo(mask: np.ndarray, palette: np.ndarray) -> None:
    near = np.any([np.square(mask - colour).sum(axis=-1) < PLAIN**2 for colour in palette], axis=0)
    if near.mean() < PLAIN_SHARE:
        raise UserError(
            f"Only {near.mean():.0%} of a mask are in plain colours, as in a photo; paint each region in one colour."
        )


def nearest_colour(mask: np.ndarray, palette: np.ndarray) -> np.ndarray:
    """Mark in each pixel the colour of the palette that is nearest to the mask's.

    Parameters
    ----------
    mask : uint8 array of shape (H, W, 3)
    palette : float32 array of shape (K, 3)
        In 0…255.

    Returns
    -------
    float32 array of shape (H, W, K)
        1 for the nearest colour, 0 for the others.
    """
    distances = np.stack([np.square(mask - colour).sum(axis=-1) for colour in palette], axis=-1)
    return np.eye(len(palette), dtype="float32")[distances.argmin(axis=-1)]
