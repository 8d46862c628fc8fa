"""Regions matched by their numbers and shares."""

import numpy as np

from algorithms.regions.matching import RegionPair, match_regions, take_regions
from tests.algorithms.makers import noise

# 0 sky, 1 building, 2 trees: for each the others, the most alike first.
NEAREST = [[1, 2], [0, 2], [1, 0]]


def test_regions_that_both_pictures_have_go_together() -> None:
    assert match_regions([0.5, 0.3, 0.2], [0.1, 0.1, 0.8], NEAREST) == [
        RegionPair((0,), (0,)),
        RegionPair((1,), (1,)),
        RegionPair((2,), (2,)),
    ]


def test_a_region_under_two_percent_joins_the_nearest_larger_one() -> None:
    assert match_regions([0.5, 0.015, 0.485], [0.3, 0.3, 0.4], NEAREST) == [
        RegionPair((0, 1), (0,)),
        RegionPair((2,), (2,)),
    ]
    assert match_regions([0.5, 0.015, 0.485], [0.3, 0.3, 0.4], [[1, 2], [2, 0], [1, 0]]) == [
        RegionPair((0,), (0,)),
        RegionPair((2, 1), (2,)),
    ]


def test_without_an_order_a_small_region_joins_the_largest() -> None:
    assert match_regions([0.3, 0.015, 0.685], [0.3, 0.3, 0.4])[1] == RegionPair((2, 1), (2,))


def test_a_region_that_the_style_lacks_borrows_the_nearest_it_has() -> None:
    assert match_regions([0.5, 0.2, 0.3], [0.01, 0.0, 0.99], NEAREST) == [
        RegionPair((0,), (2,)),
        RegionPair((1,), (2,)),
        RegionPair((2,), (2,)),
    ]


def test_without_an_order_it_takes_from_the_whole_style() -> None:
    assert match_regions([0.5, 0.5], [0.0, 1.0])[0] == RegionPair((0,), (0, 1))


def test_matched_regions_are_added_up() -> None:
    content, style = noise(4, 5), noise(6, 7, seed=1)

    taken, given = take_regions(content, style, [RegionPair((0, 2), (1,)), RegionPair((1,), (1,))])

    np.testing.assert_allclose(taken[..., 0], content[..., 0] + content[..., 2])
    np.testing.assert_array_equal(given, style[..., [1, 1]])
