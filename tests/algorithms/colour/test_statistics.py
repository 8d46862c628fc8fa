"""Colours kept from the photo, matched to it, or made stronger."""

import numpy as np
import pytest

from algorithms.colour.statistics import enhance, keep_colours, match_colours
from tests.algorithms.makers import noise

LUMINANCE = [0.299, 0.587, 0.114]


def test_a_painting_that_keeps_colours_has_its_own_luminance_and_the_photos_chrominance() -> None:
    photo, painting = 0.4 + 0.2 * noise(6, 7), 0.4 + 0.2 * noise(6, 7, seed=1)  # far from where it clips

    kept = keep_colours(painting, photo)

    np.testing.assert_allclose(kept @ LUMINANCE, painting @ LUMINANCE, atol=1e-6)
    np.testing.assert_allclose(kept - kept[..., :1], photo - photo[..., :1], atol=1e-6)


def test_matched_colours_have_the_photos_mean_and_covariance() -> None:
    photo = 0.4 + 0.2 * noise(20, 30) @ np.array([[1, 0.3, 0], [0, 0.5, 0], [0, 0.2, 0.4]], "float32")
    picture = noise(25, 15, seed=1)

    pixels, wanted = match_colours(picture, photo).reshape(-1, 3), photo.reshape(-1, 3)

    np.testing.assert_allclose(pixels.mean(axis=0), wanted.mean(axis=0), atol=1e-3)
    np.testing.assert_allclose(np.cov(pixels.T), np.cov(wanted.T), atol=1e-4)


def test_a_grey_picture_stays_finite_and_within_range() -> None:
    grey = np.repeat(noise(9, 9)[..., :1], 3, axis=-1)

    matched = match_colours(grey, noise(9, 9, seed=1))

    assert np.isfinite(matched).all()
    assert matched.min() >= 0
    assert matched.max() <= 1
    assert matched.mean() == pytest.approx(0.5, abs=0.1)


def test_enhancing_a_flat_grey_only_brightens_it() -> None:
    np.testing.assert_allclose(enhance(np.full((4, 4, 3), 100 / 255, "float32"), 1.2), 120 / 255, atol=1e-6)
