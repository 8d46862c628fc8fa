"""The pictures that paintings start from."""

import numpy as np
import pytest

from algorithms.io.images import resize
from algorithms.optimise.options import STARTS
from algorithms.optimise.start import first_picture, texture_noise
from tests.algorithms.makers import noise

CONTENT, STYLE = noise(40, 50), 0.5 * noise(20, 30, seed=1)


@pytest.mark.parametrize("start", STARTS)
def test_every_start_has_the_photos_size_and_is_in_range(start: str) -> None:
    picture = first_picture(CONTENT, STYLE, start, seed=0)

    assert (picture.shape, str(picture.dtype)) == ((40, 50, 3), "float32")
    assert 0 <= picture.min() < picture.max() <= 1


def test_photo_and_style_are_taken_as_they_are() -> None:
    np.testing.assert_array_equal(first_picture(CONTENT, STYLE, "content", 0), CONTENT)
    np.testing.assert_array_equal(first_picture(CONTENT, STYLE, "style", 0), resize(STYLE, 40, 50).clip(0, 1))


def test_the_mix_is_six_parts_of_noise_and_four_of_the_photo() -> None:
    white, mix = (first_picture(CONTENT, STYLE, start, 5) for start in ("noise", "mix"))

    np.testing.assert_allclose(mix, 0.6 * white + 0.4 * CONTENT, atol=1e-6)
    assert white.std() == pytest.approx(12**-0.5, abs=0.01)  # of even noise in [0, 1]


def test_grey_is_the_mean_colour_of_imagenet_with_hardly_any_noise() -> None:
    grey = 255 * first_picture(CONTENT, STYLE, "grey", 0)

    # Keras subtracts 103.939, 116.779, 123.68 from blue, green, red
    np.testing.assert_allclose(grey.mean(axis=(0, 1)), [123.68, 116.779, 103.939], atol=0.1)
    assert grey[..., 0].std() == pytest.approx(0.256, rel=0.1)


def test_noise_depends_on_the_seed_alone() -> None:
    one, again, other = (first_picture(CONTENT, STYLE, "noise", seed) for seed in (5, 5, 6))

    np.testing.assert_array_equal(one, again)
    assert np.abs(one - other).mean() > 0.1


def test_texture_noise_has_the_styles_mean_and_grains_of_eight_pixels() -> None:
    texture = texture_noise(STYLE, 160, 240, seed=0)

    assert texture.shape == (160, 240, 3)
    np.testing.assert_allclose(texture.mean(axis=(0, 1)), STYLE.mean(axis=(0, 1)), atol=0.03)
    step, far = (np.abs(np.diff(texture[:, ::pixels], axis=1)).mean() for pixels in (1, 16))
    assert step < 0.3 * far
