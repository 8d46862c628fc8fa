"""Batches for the photographic trainings: photos, their regions, and the style's region that each goes towards."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from algorithms.regions.scene_groups import NEAREST, SceneGroup

WHOLE = len(SceneGroup)  # the number of the whole picture, which stands in for pixels without a label
REGIONS = WHOLE + 1

LEAST_SHARE = 0.02  # smaller regions only add noise (Li et al., arXiv:1802.06474)
_REGIONS_A_PHOTO = 4

Arrays = dict[str, np.ndarray]
Draw = Callable[[np.random.Generator], tuple[np.ndarray, np.ndarray]]


@dataclass(frozen=True)
class Batch:
    """Photos, and for each of them a few of its regions: N photos, R regions.

    Attributes
    ----------
    photos : float32 (N, side, side, 3), RGB in [0, 1]
    rows : int32 (N,), the style of each
    masks : float32 (N, side, side, R), 1 inside
    targets : int32 (N, R), `row * REGIONS + region` of the style's region
    amounts : float32 (N, R), how far the region shall go towards it, in [0, 1]; 0 for a place that is not used
    """

    photos: np.ndarray
    rows: np.ndarray
    masks: np.ndarray
    targets: np.ndarray
    amounts: np.ndarray


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
        self.shares = [{k: float(inside(label, k).mean()) for k in range(REGIONS)} for label in labels]

    def target(self, row: int, region: int, amount: float) -> tuple[int, float]:
        """Return the style's region that a photo's region goes towards, and how far, in [0, 1].

        A region that the style photo lacks goes less far towards the nearest group that it has, or towards the whole
        picture. People go less than half as far, towards the whole picture's colours, so that they stay human. A sky
        goes half as far, and only towards water or the whole picture, so that it does not turn into a forest.
        """
        if region == SceneGroup.PERSON:
            return WHOLE, 0.4 * amount
        there = {k for k, share in self.shares[row].items() if share >= LEAST_SHARE}
        if region in there - {WHOLE}:
            return region, amount
        if region == SceneGroup.SKY:
            return SceneGroup.WATER if SceneGroup.WATER in there else WHOLE, 0.5 * amount
        others = NEAREST[region] if region != WHOLE else ()
        return next((other for other in others if other in there), WHOLE), 0.75 * amount


class RegionSamples:
    """Batches of photos with regions; batch `step` depends only on the seed and `step`, so that training can resume.

    Parameters
    ----------
    draw : function of a random generator
        Returns a photo (side, side, 3) and its labels (side, side).
    amount : float
        In [0, 1]: how far regions shall go.
    """

    def __init__(self, draw: Draw, styles: StyleRegions, *, batch: int, amount: float, seed: int) -> None:
        self.draw, self.styles, self.batch, self.amount, self.seed = draw, styles, batch, amount, seed

    def batch_of(self, step: int) -> Batch:
        """Draw photos, a style for each, and some of its regions."""
        random = np.random.default_rng((self.seed, step))
        return Batch(**_stacked([self._photo(random) for _ in range(self.batch)]))

    def arrays_of(self, step: int) -> Arrays:
        """Return the same as arrays by name."""
        return vars(self.batch_of(step))

    def _photo(self, random: np.random.Generator) -> Arrays:
        photo, labels = self.draw(random)
        row = int(random.integers(len(self.styles.pictures)))
        shares = np.bincount(labels.ravel(), minlength=256)[:WHOLE] / labels.size
        small = [region for region in range(WHOLE) if shares[region] < LEAST_SHARE]
        labels = np.where(np.isin(labels, small) | (labels >= WHOLE), WHOLE, labels)
        largest = np.argsort(-np.bincount(labels.ravel(), minlength=REGIONS))[:_REGIONS_A_PHOTO]
        regions = _stacked([self._region(labels, row, int(region)) for region in largest])
        regions["masks"] = regions["masks"].transpose(1, 2, 0)
        return {"photos": photo, "rows": np.array(row, "int32"), **regions}

    def _region(self, labels: np.ndarray, row: int, region: int) -> Arrays:
        mask = labels == region
        target, amount = self.styles.target(row, region, self.amount if mask.any() else 0.0)
        return {
            "masks": mask.astype("float32"),
            "targets": np.array(row * REGIONS + target, "int32"),
            "amounts": np.array(amount, "float32"),
        }


def _stacked(parts: Sequence[Arrays]) -> Arrays:
    return {name: np.stack([part[name] for part in parts]) for name in parts[0]}


def inside(labels: np.ndarray, region: int) -> np.ndarray:
    """Where a region is; the whole picture is everywhere."""
    return np.full(labels.shape, True) if region == WHOLE else labels == region
