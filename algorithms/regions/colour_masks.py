"""Which colours of a pair of masks mean regions, and which are only between two of them."""

import numpy as np

MOST_COLOURS = 12
LEAST_SHARE = 0.005  # of either mask: rarer colours are what resizing or compressing left at borders
APART = 80  # between two colours that mean two regions, of 441 between black and white
COLOUR_STEP = 16  # levels: colours this close are counted together


def plain_colours(*masks: np.ndarray) -> np.ndarray:
    """Return the colours that mean regions, the most frequent first.

    Parameters
    ----------
    masks : uint8 arrays of shape (H, W, 3), each of its own size

    Returns
    -------
    float32 array of shape (K, 3)
        In 0…255.

    Raises
    ------
    ValueError
        With one plain sentence, if there are too many for masks.
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
        raise ValueError(
            f"The masks have {len(palette)} colours; paint them in {MOST_COLOURS} plain ones at most, "
            "and check that they are not photos."
        )
    return np.stack(palette)


def nearest_colour(mask: np.ndarray, palette: np.ndarray) -> np.ndarray:
    """Return which colour each pixel is nearest to: float32 (H, W, K), 0 or 1."""
    distances = np.stack([np.square(mask - colour).sum(axis=-1) for colour in palette], axis=-1)
    return np.eye(len(palette), dtype="float32")[distances.argmin(axis=-1)]
