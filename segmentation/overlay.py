"""What the parser sees, laid over the photo, with a legend."""

import numpy as np
from PIL import Image, ImageDraw

from algorithms.io.images import to_float
from segmentation.labels import GROUPS, LABELS

COLOURS = (
    (90, 170, 255),
    (200, 90, 70),
    (60, 170, 60),
    (20, 60, 200),
    (170, 160, 140),
    (130, 90, 50),
    (255, 60, 160),
    (255, 200, 0),
    (150, 80, 200),
    (60, 220, 210),
)
STRENGTH = 0.55
ROW = 18  # pixels of the legend's rows
COLUMN = 130  # pixels of the legend's columns


def colour_of(label: int) -> tuple[int, int, int]:
    """Return a label's colour; classes beyond the groups get one drawn by their number."""
    if label < len(COLOURS):
        return COLOURS[label]
    red, green, blue = np.random.default_rng(label).integers(40, 256, 3)
    return int(red), int(green), int(blue)


def colours_of(count: int) -> np.ndarray:
    """Return the colours of the first labels, float32 (count, 3) in [0, 1]."""
    return np.array([colour_of(label) for label in range(count)], "float32") / 255.0


def overlay(photo: np.ndarray, labels: np.ndarray, count: int = len(GROUPS)) -> np.ndarray:
    """Colour a photo by its labels and name those it has below.

    Parameters
    ----------
    photo : float32 array of shape (H, W, 3)
        RGB in [0, 1].
    labels : int array of shape (H, W)
        Below `count`.

    Returns
    -------
    float32 array of shape (H + legend, W, 3)
    """
    tinted = photo * (1.0 - STRENGTH) + colours_of(count)[labels] * STRENGTH
    return np.concatenate([tinted, _legend(labels, photo.shape[1], count)])


def _legend(labels: np.ndarray, width: int, count: int) -> np.ndarray:
    """Name the labels that cover at least a hundredth, the largest first, with their shares."""
    shares = np.bincount(labels.ravel(), minlength=count) / labels.size
    shown = [label for label in np.argsort(-shares) if shares[label] >= 0.01]
    columns = max(1, width // COLUMN)
    strip = Image.new("RGB", (width, ROW * -(-len(shown) // columns)), "white")
    draw = ImageDraw.Draw(strip)
    for place, label in enumerate(shown):
        left, top = place % columns * COLUMN, place // columns * ROW
        draw.rectangle((left + 3, top + 3, left + 15, top + 15), fill=colour_of(int(label)))
        name = LABELS[count][label]
        draw.text((left + 20, top + 3), f"{name} {shares[label]:.0%}", fill="black", font_size=11)
    return to_float(np.asarray(strip))
