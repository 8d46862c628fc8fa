"""The plain colours of masks."""

import numpy as np
import pytest
from skimage import data

from algorithms.errors import UserError
from algorithms.regions.colour_masks import nearest_colour, plain_colours
from tests.algorithms.regions.makers import BLUE, GREEN, RED, WHITE, stripes


def test_colours_come_the_most_frequent_first_over_both_masks() -> None:
    # Of the first mask red has three quarters, of the second green has all: green, red, blue.
    palette = plain_colours(stripes(RED, RED, RED, BLUE), stripes(GREEN, rows=3))

    np.testing.assert_array_equal(palette, [GREEN, RED, BLUE])


def test_colours_within_80_of_a_plain_one_and_rarer_than_half_a_percent_are_no_regions() -> None:
    mask = stripes(RED, BLUE, rows=20, columns=200)  # 4000 pixels, of which half a percent is 20
    mask[0, 100:119] = WHITE
    mask[:, 0] = (255, 70, 0)

    np.testing.assert_array_equal(sorted(plain_colours(mask).tolist()), sorted([list(RED), list(BLUE)]))
    mask[0, 119] = mask[1, 119] = WHITE
    assert len(plain_colours(mask)) == 3


def test_more_than_twelve_colours_are_refused() -> None:
    twelve = [(r, g, b) for r in (0, 120, 240) for g in (0, 240) for b in (0, 240)]

    assert len(plain_colours(stripes(*twelve, columns=24))) == 12
    with pytest.raises(UserError, match="The masks have 13 colours; paint them in 12 plain ones at most, and check"):
        plain_colours(stripes(*twelve, (0, 120, 120), columns=26))


def test_two_photos_are_refused() -> None:
    with pytest.raises(
        UserError, match=r"Only \d\d% of a mask are in plain colours, as in a photo; paint each region in"
    ):
        plain_colours(data.chelsea(), data.coffee())


def test_soft_borders_and_the_noise_of_jpeg_are_no_photo() -> None:
    mask = stripes(RED, BLUE, rows=40, columns=200)
    mask[:, 95:105] = np.linspace(RED, BLUE, 10)  # as resizing leaves a border
    noisy = np.clip(mask + np.random.default_rng(0).normal(0, 4, mask.shape), 0, 255).astype("uint8")

    assert len(plain_colours(noisy)) == 2


def test_each_pixel_belongs_to_the_nearest_colour() -> None:
    mask = np.array([[(250, 10, 0), (10, 0, 200), (130, 0, 120)]], "uint8")

    np.testing.assert_array_equal(nearest_colour(mask, np.array([RED, BLUE], "float32")), [[[1, 0], [0, 1], [1, 0]]])
