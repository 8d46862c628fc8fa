"""Which region goes where."""

from collections.abc import Callable

import numpy as np
import pytest

from algorithms.recipes.region_samples import REGIONS, WHOLE, RegionSamples, StyleRegions
from algorithms.regions.scene_groups import UNLABELLED, SceneGroup

SIDE = 16
SKY, VEGETATION, WATER = SceneGroup.SKY, SceneGroup.VEGETATION, SceneGroup.WATER
GROUND, PERSON, MOUNTAIN = SceneGroup.GROUND, SceneGroup.PERSON, SceneGroup.MOUNTAIN
Drawn = tuple[np.ndarray, np.ndarray]


def halves(above: int, below: int) -> np.ndarray:
    labels = np.full((SIDE, SIDE), above, "uint8")
    labels[SIDE // 2 :] = below
    return labels


def coloured(labels: np.ndarray) -> np.ndarray:
    """Each label a grey of its own: a tenth of its number."""
    return np.repeat(labels[..., None] / 10, 3, axis=-1).astype("float32")


@pytest.fixture
def styles() -> StyleRegions:
    labels = [halves(SKY, WATER), halves(VEGETATION, UNLABELLED)]
    return StyleRegions([coloured(halves(SKY, WATER)), coloured(halves(VEGETATION, 9))], labels)


def drawing(labels: np.ndarray) -> Callable[[np.random.Generator], Drawn]:
    return lambda _random: (coloured(labels), labels)


@pytest.mark.parametrize(
    ("row", "region", "goes_to", "how_far"),
    [
        (0, SKY, SKY, 0.8),
        (0, GROUND, WATER, 0.6),  # the nearest that this style has
        (0, PERSON, WHOLE, 0.32),
        (0, WHOLE, WHOLE, 0.6),
        (1, SKY, WHOLE, 0.4),
        (1, VEGETATION, VEGETATION, 0.8),
        (1, MOUNTAIN, VEGETATION, 0.6),
        (1, PERSON, WHOLE, 0.32),
    ],
)
def test_a_region_goes_to_its_like_or_the_nearest(
    row: int, region: int, goes_to: int, how_far: float, styles: StyleRegions
) -> None:
    target, amount = styles.target(row, region, 0.8)

    assert target == goes_to
    assert amount == pytest.approx(how_far)


def test_a_batch_holds_the_regions_and_their_targets(styles: StyleRegions) -> None:
    labels = halves(SKY, GROUND)
    labels[-1, -1] = PERSON  # too small to count

    batch = RegionSamples(drawing(labels), styles, batch=6, amount=1.0, seed=0).batch_of(3)

    for photo in range(6):
        goal = {int(target) % REGIONS for target in batch.targets[photo][batch.amounts[photo] > 0]}
        assert goal == ({SKY, WATER, WHOLE} if batch.rows[photo] == 0 else {WHOLE, VEGETATION})
        assert set(batch.targets[photo] // REGIONS) == {batch.rows[photo]}
        shares = batch.masks[photo].mean(axis=(0, 1))
        np.testing.assert_allclose(sorted(shares, reverse=True), [0.5, 0.5, 0, 0], atol=0.01)
        np.testing.assert_allclose(batch.masks[photo].sum(axis=-1), 1.0)


def test_a_batch_depends_on_seed_and_step_only(styles: StyleRegions) -> None:
    def batch(seed: int, step: int) -> np.ndarray:
        return RegionSamples(drawing(halves(SKY, GROUND)), styles, batch=64, amount=1.0, seed=seed).batch_of(step).rows

    np.testing.assert_array_equal(batch(1, 5), batch(1, 5))
    assert not np.array_equal(batch(1, 5), batch(1, 6))
    assert not np.array_equal(batch(1, 5), batch(2, 5))
