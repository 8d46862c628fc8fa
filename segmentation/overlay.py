"""Labels drawn over a photo in colours, with a legend."""

import numpy as np
from PIL import Image, ImageDraw

from algorithms.io.images import to_float
from algorithms.regions.scene_groups import GROUPS
from segmentation.labels import LABELS

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
STRENGTH = 0.55  # of the colours over the photo
ROW = 18  # height of the legend's rows in pixels
COLUMN = 130  # width of the legend's columns in pixels


def colour_of(label: int) -> tuple[int, int, int]:
    """Return a label's colour, RGB in 0…255; from the eleventh label on it is drawn at random, always the same."""
    if label < len(COLOURS):
        return COLOURS[label]
    red, green, blue = np.random.default_rng(label).integers(40, 256, 3)
    return int(red), int(green), int(blue)


def colours_of(count: int) -> np.ndarray:
    """Return the colours of the first labels, float32 (count, 3) in [0, 1]."""
    return np.array([colour_of(label) for label in range(count)], "float32") / 255.0


def overlay(photo: np.ndarray, labels: np.ndarray, count: int = len(GROUPS)) -> np.ndarray:
    """Colour a photo by its labels, and name the labels in a legend below.

    Parameters
    ----------
    photo : float32 array of shape (H, W, 3)
        RGB in [0, 1].
    labels : int array of shape (H, W)
        Below `count`.
    count : int
        The number of labels that there could be, 10 groups or 151 classes.

    Returns
    -------
    float32 array of shape (H + legend, W, 3)
        RGB in [0, 1].
    """
    tinted = photo * (1.0 - STRENGTH) + colours_of(count)[labels] * STRENGTH
    return np.concatenate([tinted, _legend(labels, photo.shape[1], count)])


def _legend(labels: np.ndarray, width: int, count: int) -> np.ndarray:
    """Draw the names and shares of the labels that cover at least a hundredth, the most frequent first."""
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
