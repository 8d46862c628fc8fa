"""The neighbour loss, with numbers worked out by hand."""

import numpy as np

from algorithms.perceptual.neighbour_loss import directions_of, neighbour_loss

# A picture of 1 × 4 places with two channels, whose mean is (2, 3): less the mean, it looks right, left, up and down.
CROSS = np.array([[[[5, 3], [-1, 3], [2, 7], [2, -1]]]], "float32")


def test_directions_are_centred_and_of_length_1() -> None:
    np.testing.assert_allclose(directions_of(CROSS), [[[1, 0], [-1, 0], [0, 1], [0, -1]]], atol=1e-6)


def test_the_neighbour_loss_is_the_mean_distance_from_the_nearest_direction() -> None:
    # Cosines of the nearest: right 0.8, left 1, up 0.6, and down 0, which is at right angles to (-1, 0).
    style = np.array([[[0.8, 0.6], [-1, 0]]], "float32")

    np.testing.assert_allclose(neighbour_loss(CROSS, style), [(0.2 + 0 + 0.4 + 1) / 4], rtol=1e-5)


def test_coverage_asks_for_every_direction_of_the_style() -> None:
    style = np.array([[[0.8, 0.6], [-1, 0]]], "float32")
    plain, covering = neighbour_loss(CROSS, style), neighbour_loss(CROSS, style, coverage=0.5)

    np.testing.assert_allclose(covering - plain, [0.5 * (0.2 + 0) / 2], atol=1e-6)


def test_the_neighbour_loss_is_0_for_the_style_itself_and_any_other_contrast() -> None:
    np.testing.assert_allclose(neighbour_loss(3 * CROSS + 7, directions_of(CROSS), coverage=1.0), [0], atol=1e-6)


def test_each_image_has_neighbours_of_its_own_style() -> None:
    twice, ways = np.concatenate([CROSS, CROSS]), np.asarray(directions_of(CROSS))

    found = np.asarray(neighbour_loss(twice, np.concatenate([ways, ways[:, :1].repeat(4, axis=1)])))

    # With nothing but "right" in the style, the distances are 0, 2, 1 and 1.
    np.testing.assert_allclose(found, [0, 1], atol=1e-6)
