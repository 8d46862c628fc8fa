"""Squares cut out of scenes, varied in size, light and sky, so that the parser does not learn single photographs."""

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageFilter

from algorithms.io.images import to_float, to_uint8
from algorithms.regions.scene_groups import UNLABELLED
from segmentation.labels import LABELS
from segmentation.scenes import Scene, read_mask, read_scene

LARGEST_WEIGHT = 5.0  # of a rare label; a label with an average share of the pixels has weight 1
PRESENT = 0.02  # share of a photograph's pixels above which the photograph shows a label
LEAST_CHANCE = 0.2  # of drawing a photograph without labels; 1 if all its labels have an average share of the pixels
SCALES = (0.5, 1.25)  # mostly whole photographs: the ground before one's feet alone looks like a wall
ASPECTS = (0.75, 1.33)
OTHER_SKIES = 0.4  # share of the squares whose sky is changed
BLURRED, MOST_BLUR = 0.25, 3.0  # share of blurred squares, and largest radius in pixels: blur must not mean water


class SceneSquares:
    """Batches of random squares; batch `step` depends only on the seed and `step`, so that training can resume.

    Photographs with rare labels are drawn more often: by the root of the rarity of their rarest label.

    Attributes
    ----------
    label_weights : float32 array of shape (labels,)
        The root of each label's rarity among the drawn photographs: the weights of the loss.
    """

    def __init__(self, scenes: Sequence[Scene], labels: int, *, batch: int, side: int, seed: int) -> None:
        self.scenes, self.labels, self.batch, self.side, self.seed = scenes, labels, batch, side, seed
        shares = np.stack([label_shares(read_mask(scene, labels), labels) for scene in scenes])
        chances = np.where(shares > PRESENT, _root_of_rarity(shares.sum(axis=0)), LEAST_CHANCE).max(axis=1)
        self._chances = chances / chances.sum()
        self.label_weights = _root_of_rarity(self._chances @ shares)

    def batch_of(self, step: int) -> tuple[np.ndarray, np.ndarray]:
        """Draw the batch of one step.

        Returns
        -------
        photographs : float32 array of shape (batch, side, side, 3)
            RGB in [0, 1].
        masks : int32 array of shape (batch, side, side)
            Labels, or 255 for a pixel without one.
        """
        random = np.random.default_rng((self.seed, step))
        picks = random.choice(len(self.scenes), size=self.batch, p=self._chances)
        scenes = (read_scene(self.scenes[pick], self.labels) for pick in picks)
        squares = [random_square(*scene, side=self.side, random=random) for scene in scenes]
        sky = LABELS[self.labels].index("sky") if self.labels in LABELS else UNLABELLED
        photos = [random_light(random_sky(photo, mask == sky, random), random) for photo, mask in squares]
        return np.stack(photos), np.stack([mask for _, mask in squares]).astype("int32")


def label_shares(mask: np.ndarray, labels: int) -> np.ndarray:
    """Return each label's share of all pixels of a mask, labelled or not: float64 (labels,)."""
    return np.bincount(mask.ravel(), minlength=256)[:labels] / mask.size


def random_square(
    photo: np.ndarray, mask: np.ndarray, *, side: int, random: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Cut out a random rectangle, resize it to a square, blur some of them, and mirror it half of the time.

    Parameters
    ----------
    photo : float32 array of shape (H, W, 3) in [0, 1]
    mask : uint8 array of shape (H, W)

    Returns
    -------
    photo : float32 array of shape (side, side, 3) in [0, 1]
    mask : uint8 array of shape (side, side)
    """
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
    """Darken and tint the sky of some photographs, down to black, because all scenes were taken by day.

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
    """Vary brightness, contrast, saturation and the light's colour, as by dusk, fog and old cameras.

    `photo` and the result are float32 (H, W, 3) in [0, 1].
    """
    grey = photo.mean(axis=-1, keepdims=True)
    photo = grey + (photo - grey) * random.uniform(0.0, 1.4)
    photo = np.clip(photo, 0.0, 1.0) ** np.exp(random.normal(0.0, 0.3))
    gains = np.exp(random.normal(0.0, 0.12, 3) + random.normal(0.0, 0.1))
    mean = photo.mean()
    return np.clip(((photo - mean) * random.uniform(0.7, 1.2) + mean) * gains, 0.0, 1.0).astype("float32")


def _root_of_rarity(totals: np.ndarray) -> np.ndarray:
    """Return the root of (average share / share) for each label, at most `LARGEST_WEIGHT`, and 0 for absent labels."""
    known = totals > 0
    average = totals.sum() / max(1, known.sum())
    weights = np.sqrt(average / np.where(known, totals, 1.0)) * known
    return np.minimum(weights, LARGEST_WEIGHT).astype("float32")
