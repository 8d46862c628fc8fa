"""Squares out of scenes, varied so that the parser learns things, not photographs."""

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageFilter

from algorithms.io.images import to_float, to_uint8
from segmentation.labels import LABELS, UNLABELLED
from segmentation.scenes import Scene, read_mask, read_scene

LARGEST_WEIGHT = 5.0  # of a rare label, relative to one with its fair share of the pixels
PRESENT = 0.02  # share of a photograph from which on it counts as showing a label
LEAST_CHANCE = 0.2  # of a photograph that shows no label, relative to one that shows only labels with their fair share
SCALES = (0.5, 1.25)  # mostly whole photographs: what lies before the feet looks like a wall without the rest
ASPECTS = (0.75, 1.33)
OTHER_SKIES = 0.4  # share of the squares
BLURRED, MOST_BLUR = 0.25, 3.0  # share of the squares, and pixels: what lies out of focus is not water


class SceneSquares:
    """Batches of random squares; batch `step` depends only on the seed and `step`, so that training can resume.

    Photographs that show rare labels come more often, by the root of the rarity of the rarest they show.

    Attributes
    ----------
    label_weights : float32 array of shape (labels,)
        The root of each label's rarity among what is drawn, for the loss.
    """

    def __init__(self, scenes: Sequence[Scene], labels: int, *, batch: int, side: int, seed: int) -> None:
        self.scenes, self.labels, self.batch, self.side, self.seed = scenes, labels, batch, side, seed
        shares = np.stack([label_shares(read_mask(scene, labels), labels) for scene in scenes])
        chances = np.where(shares > PRESENT, _root_of_rarity(shares.sum(axis=0)), LEAST_CHANCE).max(axis=1)
        self._chances = chances / chances.sum()
        self.label_weights = _root_of_rarity(self._chances @ shares)

    def batch_of(self, step: int) -> tuple[np.ndarray, np.ndarray]:
        """Photographs float32 (batch, side, side, 3) in [0, 1], and masks int32 (batch, side, side)."""
        random = np.random.default_rng((self.seed, step))
        picks = random.choice(len(self.scenes), size=self.batch, p=self._chances)
        scenes = (read_scene(self.scenes[pick], self.labels) for pick in picks)
        squares = [random_square(*scene, side=self.side, random=random) for scene in scenes]
        sky = LABELS[self.labels].index("sky") if self.labels in LABELS else UNLABELLED
        photos = [random_light(random_sky(photo, mask == sky, random), random) for photo, mask in squares]
        return np.stack(photos), np.stack([mask for _, mask in squares]).astype("int32")


def label_shares(mask: np.ndarray, labels: int) -> np.ndarray:
    """Return each label's share of a mask's pixels, unlabelled ones included: float64 (labels,)."""
    return np.bincount(mask.ravel(), minlength=256)[:labels] / mask.size


def random_square(
    photo: np.ndarray, mask: np.ndarray, *, side: int, random: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Cut out a random rectangle, make it a square of `side`, and mirror it half of the time."""
    height, width = mask.shape
    scale = np.exp(random.uniform(*np.log(SCALES)))
    stretch = np.exp(random.uniform(*np.log(ASPECTS)) / 2)
    tall, wide = min(height, side / scale * stretch), min(width, side / scale / stretch)
    top, left = random.uniform(0, height - tall), random.uniform(0, width - wide)
    box = (left, top, left + wide, top + tall)
    size = (side, side)
    square = Image.fromarray(to_uint8(photo)).resize(size, Image.Resampling.BILINEAR, box)
    if random.random() < BLURRED:
        square = square.filter(ImageFilter.GaussianBlur(random.uniform(0.0, MOST_BLUR)))
    labels = Image.fromarray(mask).resize(size, Image.Resampling.NEAREST, box)
    mirror = slice(None, None, -1 if random.random() < 0.5 else 1)
    return to_float(np.asarray(square))[:, mirror], np.asarray(labels)[:, mirror]


def random_sky(photo: np.ndarray, sky: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Darken and tint the sky of some photographs, down to black: the scenes were all taken by day.

    Parameters
    ----------
    photo : float32 array of shape (H, W, 3) in [0, 1]
    sky : bool array of shape (H, W)
    """
    if random.random() > OTHER_SKIES:
        return photo
    gains = np.exp(random.normal(-1.0, 1.0) + random.normal(0.0, 0.25, 3))
    soft = to_float(np.asarray(Image.fromarray(to_uint8(sky)).filter(ImageFilter.GaussianBlur(1.0))))[..., None]
    return np.clip(photo * (1.0 + soft * (gains - 1.0)), 0.0, 1.0).astype("float32")


def random_light(photo: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Vary brightness, contrast, the light's colour and saturation, as dusk, fog and old cameras do."""
    grey = photo.mean(axis=-1, keepdims=True)
    photo = grey + (photo - grey) * random.uniform(0.0, 1.4)
    photo = np.clip(photo, 0.0, 1.0) ** np.exp(random.normal(0.0, 0.3))
    gains = np.exp(random.normal(0.0, 0.12, 3) + random.normal(0.0, 0.1))
    mean = photo.mean()
    return np.clip(((photo - mean) * random.uniform(0.7, 1.2) + mean) * gains, 0.0, 1.0).astype("float32")


def _root_of_rarity(totals: np.ndarray) -> np.ndarray:
    """Weigh labels by the root of (fair share / share), at most `LARGEST_WEIGHT`; absent ones by 0."""
    known = totals > 0
    fair = totals.sum() / max(1, known.sum())
    weights = np.sqrt(fair / np.where(known, totals, 1.0)) * known
    return np.minimum(weights, LARGEST_WEIGHT).astype("float32")
