"""Batches for the photographic trainings: photos, their regions, and the style's region that each goes towards."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from algorithms.regions.scene_groups import NEAREST, SceneGroup

WHOLE = len(SceneGroup)  # the number of the whole picture, which stands in for pixels without a label
REGIONS = WHOLE + 1

LEAST_SHARE = 0.02  # smaller regions only add noise (Li et al., arXiv:1802.06474)
_REGIONS_A_PHOTO, _PIXELS, _DIRECTIONS = 4, 256, 8

Arrays = dict[str, np.ndarray]
Draw = Callable[[np.random.Generator], tuple[np.ndarray, np.ndarray, np.ndarray]]


@dataclass(frozen=True)
class Batch:
    """Photos, and for each of them a few of its regions: N photos, R regions, S pixels of each, D directions.

    Attributes
    ----------
    photos : float32 (N, side, side, 3), RGB in [0, 1]
    seen : float32 (N, …), what a network sees of them, prepared; empty if it looks itself
    rows : int32 (N,), the style of each
    masks : float32 (N, side, side, R), 1 inside
    shares : float32 (N, R), of the photo; 0 for a place that is not used
    targets : int32 (N, R), `row * REGIONS + region` of the style's region
    amounts : float32 (N, R), how far the region shall go towards it, in [0, 1]; 0 for a place that is not used
    pixels : int32 (N, R, S), places of pixels in the flattened photo
    heights : float32 (N, R, S), of those pixels within their region, in [0, 1]
    style_colours : float32 (N, R, S, 4), RGB and height of pixels of the style's region
    directions : float32 (4, D), unit vectors in colour and height
    """

    photos: np.ndarray
    seen: np.ndarray
    rows: np.ndarray
    masks: np.ndarray
    shares: np.ndarray
    targets: np.ndarray
    amounts: np.ndarray
    pixels: np.ndarray
    heights: np.ndarray
    style_colours: np.ndarray
    directions: np.ndarray


class StyleRegions:
    """Style photos and their regions.

    Parameters
    ----------
    pictures : sequence of float32 (H, W, 3)
    labels : sequence of uint8 (H, W), one for each picture
        Group of each pixel, 255 where it is not labelled.
    """

    def __init__(self, pictures: Sequence[np.ndarray], labels: Sequence[np.ndarray]) -> None:
        self.pictures, self.labels = pictures, labels
        self.places = [{k: np.flatnonzero(inside(label, k)) for k in range(REGIONS)} for label in labels]

    def target(self, row: int, region: int, amount: float) -> tuple[int, float]:
        """Return the style's region that a photo's region goes towards, and how far, in [0, 1].

        A region that the style photo lacks goes less far towards the nearest group that it has, or towards the whole
        picture. People go less than half as far, towards the whole picture's colours, so that they stay human. A sky
        goes half as far, and only towards water or the whole picture, so that it does not turn into a forest.
        """
        if region == SceneGroup.PERSON:
            return WHOLE, 0.4 * amount
        there = {k for k, where in self.places[row].items() if len(where) >= LEAST_SHARE * self.labels[row].size}
        if region in there - {WHOLE}:
            return region, amount
        if region == SceneGroup.SKY:
            return SceneGroup.WATER if SceneGroup.WATER in there else WHOLE, 0.5 * amount
        others = NEAREST[region] if region != WHOLE else ()
        return next((other for other in others if other in there), WHOLE), 0.75 * amount

    def colours(self, row: int, region: int, random: np.random.Generator) -> np.ndarray:
        """Draw colours and heights of pixels of a region, float32 (S, 4)."""
        picks = random.choice(self.places[row][region], _PIXELS)
        colours = self.pictures[row].reshape(-1, 3)[picks]
        return np.concatenate([colours, heights(picks, region, self.labels[row].shape[1])[:, None]], axis=1)


class RegionSamples:
    """Batches of photos with regions; batch `step` depends only on the seed and `step`, so that training can resume.

    Parameters
    ----------
    draw : function of a random generator
        Returns a photo (side, side, 3), its labels (side, side), and what is seen of it.
    amount : float
        In [0, 1]: how far regions shall go.
    """

    def __init__(self, draw: Draw, styles: StyleRegions, *, batch: int, amount: float, seed: int) -> None:
        self.draw, self.styles, self.batch, self.amount, self.seed = draw, styles, batch, amount, seed

    def batch_of(self, step: int) -> Batch:
        """Draw photos, a style for each, and some of its regions."""
        random = np.random.default_rng((self.seed, step))
        photos = [self._photo(random) for _ in range(self.batch)]
        directions = random.normal(size=(4, _DIRECTIONS))
        directions /= np.linalg.norm(directions, axis=0)
        return Batch(**_stacked(photos), directions=directions.astype("float32"))

    def arrays_of(self, step: int) -> Arrays:
        """Return the same as arrays by name."""
        return vars(self.batch_of(step))

    def _photo(self, random: np.random.Generator) -> Arrays:
        photo, labels, seen = self.draw(random)
        row = int(random.integers(len(self.styles.pictures)))
        shares = np.bincount(labels.ravel(), minlength=256)[:WHOLE] / labels.size
        small = [region for region in range(WHOLE) if shares[region] < LEAST_SHARE]
        labels = np.where(np.isin(labels, small) | (labels >= WHOLE), WHOLE, labels)
        largest = np.argsort(-np.bincount(labels.ravel(), minlength=REGIONS))[:_REGIONS_A_PHOTO]
        regions = _stacked([self._region(labels, row, int(region), random) for region in largest])
        regions["masks"] = regions["masks"].transpose(1, 2, 0)
        return {"photos": photo, "seen": seen, "rows": np.array(row, "int32"), **regions}

    def _region(self, labels: np.ndarray, row: int, region: int, random: np.random.Generator) -> Arrays:
        mask = labels == region
        target, amount = self.styles.target(row, region, self.amount if mask.any() else 0.0)
        pixels = random.choice(np.flatnonzero(mask if mask.any() else ~mask), _PIXELS).astype("int32")
        return {
            "masks": mask.astype("float32"),
            "shares": mask.mean(dtype="float32"),
            "targets": np.array(row * REGIONS + target, "int32"),
            "amounts": np.array(amount, "float32"),
            "pixels": pixels,
            "heights": heights(pixels, target, labels.shape[1]),
            "style_colours": self.styles.colours(row, target, random),
        }


def _stacked(parts: Sequence[Arrays]) -> Arrays:
    return {name: np.stack([part[name] for part in parts]) for name in parts[0]}


def inside(labels: np.ndarray, region: int) -> np.ndarray:
    """Where a region is; the whole picture is everywhere."""
    return np.full(labels.shape, True) if region == WHOLE else labels == region


def heights(places: np.ndarray, target: int, width: int) -> np.ndarray:
    """How low pixels lie among each other, float32: 0 for the highest, 1 for the lowest.

    All 0 where the whole picture is the target: what glows in its sky need not glow at a ceiling.
    """
    rows = (places // width).astype("float32") * (target != WHOLE)
    return (rows - rows.min()) / max(1.0, rows.max() - rows.min())
