"""The photographic losses of the sources, with numbers worked out by hand."""

import numpy as np
import pytest

from algorithms.perceptual.source_losses import (
    halved_variation,
    inner_variation,
    luan_gram,
    region_style_loss,
    thesis_gram,
)

# A picture of 1 × 4 positions and two channels. The left half is a region, the right half another one.
FEATURES = np.array([[[[1, 2], [3, 4], [0, 1], [2, 0]]]], "float32")
MASKS = np.array([[[[1, 0], [1, 0], [0, 1], [0, 1]]]], "float32")
# Sums over the left: 1 + 9, 2 + 12, 4 + 16; over the right: 0 + 4, 0 + 0, 1 + 0.
LEFT, RIGHT = np.array([[10, 14], [14, 20]]), np.array([[4, 0], [0, 1]])
# Rows (0, 1, 5) and (0, 3, 5): without the last row and column 0² + 1² and 2² + 4² in each of three channels.
PICTURE = np.array([[0, 1, 5], [0, 3, 5]], "float32")[None, :, :, None].repeat(3, axis=-1) / 255


def test_luan_et_al_divide_by_the_elements_of_the_region() -> None:
    grams = np.asarray(luan_gram(FEATURES, MASKS))[0]

    # nElement() is 8, the masks' means are one half: a divisor of 4
    np.testing.assert_allclose(grams, [LEFT / 4, RIGHT / 4], rtol=1e-5)


def test_the_thesis_divides_by_the_elements_of_the_whole_picture() -> None:
    grams = np.asarray(thesis_gram(FEATURES, MASKS))[0]

    np.testing.assert_allclose(grams, [LEFT / 8, RIGHT / 8], rtol=1e-5)


def test_the_style_loss_is_the_mean_square_weighted_by_shares() -> None:
    grams, targets = np.zeros((1, 2, 2, 2), "float32"), np.zeros((1, 2, 2, 2), "float32")
    grams[0, 0], grams[0, 1] = [[1, 2], [2, 4]], [[0, 0], [0, 2]]  # squares 1 + 4 + 4 + 16 = 25, and 4

    loss = region_style_loss(grams, targets, np.array([[0.75, 0.25]], "float32"))

    assert float(loss[0]) == pytest.approx(0.75 * 25 / 4 + 0.25 * 4 / 4)


def test_the_variation_leaves_out_the_last_row_and_column() -> None:
    assert float(inner_variation(PICTURE)[0]) == pytest.approx(3 * (0 + 1 + 4 + 16), rel=1e-4)
    assert float(halved_variation(PICTURE)[0]) == pytest.approx(3 * (0 + 1 + 4 + 16) / 2, rel=1e-4)
