"""Losses, with numbers worked out by hand."""

import numpy as np
import pytest

from algorithms.perceptual.losses import (
    content_loss,
    gram_matrix,
    masked_gram,
    masked_style_loss,
    style_loss,
    total_variation,
)
from tests.algorithms.makers import noise

# A picture of 1 × 2 pixels with two channels, (1, 2) and (3, 4):
# G = ((1·1 + 3·3, 1·2 + 3·4), (…, 2·2 + 4·4)) / 2 = ((5, 7), (7, 10)).
FEATURES = np.array([[[[1, 2], [3, 4]]]], "float32")
GRAM = np.array([[5, 7], [7, 10]], "float32")


def test_the_gram_matrix_is_the_mean_product_of_two_channels() -> None:
    np.testing.assert_allclose(gram_matrix(FEATURES), GRAM[None])


def test_the_gram_matrix_does_not_depend_on_the_size() -> None:
    np.testing.assert_allclose(gram_matrix(np.tile(FEATURES, (1, 3, 5, 1))), GRAM[None], rtol=1e-6)


def test_the_style_loss_is_relative_to_the_style() -> None:
    # G - A = ((1, 0), (0, 0)) for A = ((4, 7), (7, 10)), whose squares add up to 16 + 49 + 49 + 100 = 214.
    target = np.array([[4, 7], [7, 10]], "float32")

    np.testing.assert_allclose(style_loss(FEATURES, target), [1 / 214], rtol=1e-5)
    np.testing.assert_allclose(style_loss(10 * FEATURES, 100 * target), [1 / 214], rtol=1e-5)


def test_the_style_loss_is_0_for_the_style_itself_and_1_for_black() -> None:
    black_too = np.concatenate([FEATURES, 0 * FEATURES])

    np.testing.assert_allclose(style_loss(black_too, GRAM), [0, 1], atol=1e-6)


def test_each_image_may_have_its_own_style() -> None:
    twice = np.concatenate([FEATURES, FEATURES])

    np.testing.assert_allclose(style_loss(twice, np.stack([GRAM, 2 * GRAM])), [0, 0.25], atol=1e-6)


@pytest.mark.parametrize("shape", [(3, 3), (2, 3), (1, 3, 2)])
def test_a_target_of_another_shape_is_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"target has shape .*; expected \(2, 2\)"):
        style_loss(FEATURES, np.ones(shape, "float32"))


def test_the_content_loss_is_relative_to_the_content() -> None:
    # Squares of the content: 1 + 4 + 9 + 16 = 30; of the difference: 0 + 0 + 0 + 2² = 4.
    painted = np.array([[[[1, 2], [3, 6]]]], "float32")

    np.testing.assert_allclose(content_loss(painted, FEATURES), [4 / 30], rtol=1e-6)
    np.testing.assert_allclose(content_loss(0 * FEATURES, FEATURES), [1], rtol=1e-6)


def test_a_black_target_divides_nothing_by_zero() -> None:
    assert np.isfinite(content_loss(FEATURES, 0 * FEATURES)).all()
    assert np.isfinite(style_loss(FEATURES, 0 * GRAM)).all()


def test_total_variation_is_the_mean_squared_step_down_plus_that_to_the_right() -> None:
    # Rows (0, 1) and (0, 3) in all channels: down 0² and 2², mean 2; right 1² and 3², mean 5.
    image = np.array([[0, 1], [0, 3]], "float32")[None, :, :, None].repeat(3, axis=-1)

    np.testing.assert_allclose(total_variation(image), [7], rtol=1e-6)


def test_total_variation_is_0_for_a_flat_picture_only() -> None:
    both = np.stack([np.full((8, 9, 3), 0.3, "float32"), noise(8, 9)])

    flat, noisy = np.asarray(total_variation(both))

    assert flat == 0
    assert noisy == pytest.approx(1 / 3, rel=0.1)  # twice E(a - b)² = 1/6 of two uniform numbers


def test_one_region_of_ones_gives_the_plain_matrix_and_loss() -> None:
    features, ones = noise(6, 7)[None], np.ones((1, 6, 7, 1), "float32")
    target = gram_matrix(noise(5, 5, seed=1)[None])

    np.testing.assert_allclose(masked_gram(features, ones)[:, 0], gram_matrix(features), rtol=1e-5)
    np.testing.assert_allclose(masked_style_loss(features, ones, target), style_loss(features, target[0]), rtol=1e-5)


def test_each_region_has_the_matrix_of_its_own_pixels() -> None:
    # Of FEATURES the first region has the pixel (1, 2), the second (3, 4).
    masks = np.array([[[[1, 0], [0, 1]]]], "float32")

    np.testing.assert_allclose(masked_gram(FEATURES, masks)[0], [[[1, 2], [2, 4]], [[9, 12], [12, 16]]], rtol=1e-6)


def test_soft_regions_add_up_to_the_whole() -> None:
    features, soft = noise(6, 7)[None], noise(6, 7, seed=2)[None]
    soft /= soft.sum(axis=-1, keepdims=True)

    grams, shares = np.asarray(masked_gram(features, soft))[0], soft.mean(axis=(1, 2))[0]

    np.testing.assert_allclose(np.tensordot(shares, grams, 1), gram_matrix(features)[0], rtol=1e-4)


def test_a_regions_loss_counts_by_its_share() -> None:
    # Three of four pixels agree with their target; the one that is black there counts a quarter of 1.
    features = np.array([[[[1], [1], [1], [0]]]], "float32")
    masks = np.array([[[[1, 0], [1, 0], [1, 0], [0, 1]]]], "float32")

    np.testing.assert_allclose(masked_style_loss(features, masks, np.ones((2, 1, 1), "float32")), [0.25], rtol=1e-5)


def test_each_image_may_have_its_own_regions_and_an_absent_region_costs_nothing() -> None:
    features = np.stack([noise(4, 4), noise(4, 4)])
    masks = np.zeros((2, 4, 4, 2), "float32")
    masks[0, ..., 0], masks[1, :, :2, 0], masks[1, :, 2:, 1] = 1, 1, 1
    targets = masked_gram(features[:1], masks[:1])

    alone, both = np.asarray(masked_style_loss(features, masks, np.repeat(targets[:, :1], 2, axis=1)[0]))

    assert alone == pytest.approx(0, abs=1e-6)
    assert both > 1e-3


def test_targets_of_other_regions_are_refused() -> None:
    with pytest.raises(ValueError, match=r"targets has shape \(2, 2, 2\); expected \(1, 2, 2\)"):
        masked_style_loss(FEATURES, np.ones((1, 1, 2, 1), "float32"), np.ones((2, 2, 2), "float32"))
