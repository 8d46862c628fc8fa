"""Regions read from pairs of colour masks."""

import numpy as np
import pytest

from algorithms.errors import UserError
from algorithms.regions.from_masks import drawn_regions, regions_from_colours
from tests.algorithms.makers import noise
from tests.algorithms.regions.makers import BLUE, GREEN, RED, WHITE, stripes


def test_equal_colours_correspond_wherever_they_are() -> None:
    content, style = regions_from_colours(stripes(RED, BLUE), stripes(BLUE, RED, rows=6))

    red = content[0, 0].argmax()
    assert content.shape == (10, 20, 2)
    assert style.shape == (6, 20, 2)
    assert (content[:, :10, red] == 1).all()
    assert (content[:, 10:, red] == 0).all()
    assert (style[:, 10:, red] == 1).all()
    assert (style.sum(axis=-1) == 1).all()


def test_colours_that_resizing_or_jpeg_left_at_borders_count_as_the_nearer_plain_one() -> None:
    plain = stripes(RED, BLUE, columns=400)
    blurred = plain.copy()
    blurred[:, 199] = (200, 0, 55)
    blurred[:, 200] = (60, 10, 190)

    np.testing.assert_array_equal(regions_from_colours(blurred, plain)[0], regions_from_colours(plain, plain)[0])


def test_a_colour_that_the_style_lacks_takes_the_whole_styles_look() -> None:
    content, style = regions_from_colours(stripes(RED, GREEN), stripes(RED, BLUE))

    green = content[0, -1].argmax()
    assert (style[..., green] == 1).all()
    assert style[..., 1 - green].mean() == 0.5


def test_masks_of_one_colour_make_one_region() -> None:
    content, style = regions_from_colours(stripes(WHITE), stripes(WHITE))

    assert content.shape[-1] == style.shape[-1] == 1
    assert (content == 1).all()


def test_masks_without_a_common_colour_are_refused() -> None:
    with pytest.raises(UserError, match="The two masks have no colour in common; paint what belongs together in the "):
        regions_from_colours(stripes(RED, GREEN), stripes(BLUE, WHITE))


def test_a_photo_in_place_of_a_mask_is_refused() -> None:
    colours = [(r, g, b) for r in (0, 120, 240) for g in (0, 120, 240) for b in (0, 120)]
    with pytest.raises(UserError, match="The masks have 18 colours; paint them in 12 plain ones at most"):
        regions_from_colours(stripes(*colours, columns=36), stripes(*colours, columns=36))


def test_drawn_regions_have_the_sizes_of_their_pictures_and_soft_borders_on_the_photos_edge() -> None:
    photo = np.full((40, 80, 3), 0.2, "float32")
    photo[:, 41:] = 0.8  # the masks' border, at column 40, missed the photo's edge by one pixel
    style = noise(30, 60)

    content, lender = drawn_regions(photo, style, stripes(RED, BLUE), stripes(BLUE, RED, rows=20, columns=40))

    red = content[0, 0].argmax()
    assert (content.shape, lender.shape) == ((40, 80, 2), (30, 60, 2))
    np.testing.assert_allclose(content.sum(axis=-1), 1, atol=1e-5)
    assert np.abs(np.diff(content[20, :, red])).argmax() == 40
    assert lender[15, 45, red] > 0.99


def test_a_drawn_mask_of_other_proportions_is_refused() -> None:
    with pytest.raises(UserError, match="The mask is 20 × 10 pixels but its picture 40 × 40; give a mask of the same"):
        drawn_regions(noise(40, 40), noise(10, 20), stripes(RED, BLUE), stripes(RED, BLUE))
