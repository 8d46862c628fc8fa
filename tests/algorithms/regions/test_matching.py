"""Regions: read from colours, matched, softened, carried down through a loss network."""

import numpy as np
import pytest

from algorithms.regions.matching import (
    RegionPair,
    fit_regions,
    masks_at_layers,
    match_regions,
    regions_from_colours,
    soften_regions,
    take_regions,
)
from tests.algorithms.makers import noise, small_loss_network

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


def stripes(*colours: tuple[int, int, int], rows: int = 10, columns: int = 20) -> np.ndarray:
    """Return a mask of vertical stripes of equal width."""
    width = columns // len(colours)
    return np.concatenate([np.full((rows, width, 3), colour, "uint8") for colour in colours], axis=1)


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
    with pytest.raises(ValueError, match="The two masks have no colour in common; paint what belongs together in the "):
        regions_from_colours(stripes(RED, GREEN), stripes(BLUE, WHITE))


def test_a_photo_in_place_of_a_mask_is_refused() -> None:
    colours = [(r, g, b) for r in (0, 120, 240) for g in (0, 120, 240) for b in (0, 120)]
    with pytest.raises(ValueError, match="The masks have 18 colours; paint them in 12 plain ones at most"):
        regions_from_colours(stripes(*colours, columns=36), stripes(*colours, columns=36))


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


def test_a_mask_is_resized_to_its_picture() -> None:
    regions, _ = regions_from_colours(stripes(RED, BLUE), stripes(RED, BLUE))

    fitted = fit_regions(regions, 25, 50)

    assert fitted.shape == (25, 50, 2)
    np.testing.assert_allclose(fitted.sum(axis=-1), 1, atol=0.02)


def test_a_mask_of_other_proportions_is_refused() -> None:
    with pytest.raises(ValueError, match="The mask is 20 × 10 pixels but its picture 40 × 30; give a mask of the same"):
        fit_regions(np.ones((10, 20, 1), "float32"), 30, 40)


def test_soft_borders_follow_the_photos_edge() -> None:
    photo = np.full((60, 240, 3), 0.2, "float32")
    photo[:, 122:] = 0.8  # the drawn border, at 120, missed the edge by two pixels
    regions = np.zeros((60, 240, 2), "float32")
    regions[:, :120, 0], regions[:, 120:, 1] = 1, 1

    soft = soften_regions(regions, photo)

    np.testing.assert_allclose(soft.sum(axis=-1), 1, atol=1e-5)
    assert soft.min() >= 0
    assert np.abs(np.diff(soft[30, :, 1])).argmax() == 121
    assert soft[30, :110, 0].min() > 0.95
    assert soft[30, 130:, 1].min() > 0.95


LAYERS = ["relu1_1", "relu2_1", "relu3_1"]


@pytest.mark.parametrize(("height", "width"), [(24, 32), (25, 31)])
def test_masks_have_the_size_of_their_layer_and_still_add_up_to_1(height: int, width: int) -> None:
    network = small_loss_network(LAYERS)
    regions, _ = regions_from_colours(stripes(RED, BLUE, rows=height, columns=32)[:, :width], stripes(RED, BLUE))

    masks = masks_at_layers(network, regions[None], ["conv1_1", "relu3_1"])

    features = network(noise(height, width)[None], ["conv1_1", "relu3_1"])
    assert list(masks) == ["conv1_1", "relu3_1"]
    for layer, mask in masks.items():
        assert mask.shape[:3] == features[layer].shape[:3]
        np.testing.assert_allclose(np.sum(mask, axis=-1), 1, atol=1e-5)


def test_masks_are_averaged_at_convolutions_and_halved_at_poolings() -> None:
    # One column of ones in a row: (0 0 1 0) → 3×3 average (0 1 1 1)/3 with 1/2 at the border's window of two columns
    # → halved by pairs → averaged again.
    regions = np.zeros((4, 4, 1), "float32")
    regions[:, 2] = 1

    masks = masks_at_layers(small_loss_network(LAYERS), regions[None], ["relu1_1", "relu2_1"])

    np.testing.assert_allclose(masks["relu1_1"][0, 1, :, 0], [0, 1 / 3, 1 / 3, 1 / 2], atol=1e-6)
    left, right = 1 / 6, 5 / 12
    np.testing.assert_allclose(masks["relu2_1"][0, 0, :, 0], [(left + right) / 2] * 2, atol=1e-6)
