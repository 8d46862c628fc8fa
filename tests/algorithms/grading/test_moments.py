"""Moments of regions, and values that are given others' moments."""

import numpy as np

from algorithms.grading.moments import moments_of, with_moments
from tests.algorithms.makers import noise

WHOLE = np.ones((20, 30, 1), "float32")


def halves() -> np.ndarray:
    """Return two regions, left and right, float32 (20, 30, 2)."""
    left = np.repeat(np.arange(30)[None, :] < 15, 20, axis=0)
    return np.stack([left, ~left], axis=-1).astype("float32")


def test_moments_of_a_region_are_those_of_its_pixels() -> None:
    x = noise(20, 30)

    moments = moments_of(x, halves())

    right = x[:, 15:].reshape(-1, 3)
    np.testing.assert_allclose(moments.means[1], right.mean(axis=0), rtol=1e-5)
    np.testing.assert_allclose(moments.covariances[1], np.cov(right.T, bias=True), atol=1e-6)


def test_each_region_gets_the_moments_that_are_wanted() -> None:
    x, regions = noise(20, 30), halves()
    wanted = moments_of(np.stack([0.3 * noise(20, 30, 1), 2 * noise(20, 30, 2)])[0] + 0.5 * noise(20, 30, 3), regions)

    made = moments_of(with_moments(x, moments_of(x, regions), wanted, regions, ridge=1e-9), regions)

    np.testing.assert_allclose(made.means, wanted.means, atol=1e-4)
    np.testing.assert_allclose(made.covariances, wanted.covariances, atol=1e-4)


def test_own_moments_leave_everything_as_it_is() -> None:
    x = noise(20, 30)
    own = moments_of(x, WHOLE)

    np.testing.assert_allclose(with_moments(x, own, own, WHOLE, ridge=1e-3), x, atol=1e-5)


def test_what_hardly_varies_is_not_blown_up() -> None:
    flat = 0.5 + 1e-3 * noise(20, 30)
    wanted = moments_of(noise(20, 30, 1), WHOLE)

    made = with_moments(flat, moments_of(flat, WHOLE), wanted, WHOLE, ridge=1e-3)

    assert made.std(axis=(0, 1)).max() < 0.01  # of 0.29, the noise's own


def test_a_region_without_pixels_has_moments_that_are_numbers() -> None:
    moments = moments_of(noise(20, 30), 0 * WHOLE)

    assert np.isfinite(moments.covariances).all()
