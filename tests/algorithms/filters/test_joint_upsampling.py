"""The change of a small copy, applied to the full photo."""

import numpy as np
import pytest

from algorithms.filters.guided_filter import apply_affine, upsample_affine
from algorithms.filters.joint_upsampling import apply_to_photo, full_resolution
from algorithms.io.images import resize, to_float, to_uint8
from tests.algorithms.makers import noise


def smooth_maps(height: int, width: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(0)
    return (
        random.normal(0, 0.2, (height, width, 3, 3)).astype("float32"),
        random.uniform(0.3, 0.7, (height, width, 3)).astype("float32"),
    )


@pytest.mark.parametrize(("height", "width"), [(165, 50), (64, 521), (20, 50)])
def test_rows_show_no_seams(height: int, width: int) -> None:
    a, b = smooth_maps(12, 10)
    photo = noise(height, width)
    whole = np.clip(apply_affine(*upsample_affine(a[None], b[None], height, width), photo[None])[0], 0, 1)

    np.testing.assert_allclose(apply_to_photo(a, b, photo), whole, atol=1e-5)


def test_whole_levels_come_out_as_the_rounded_values_of_the_same_photo() -> None:
    a, b = smooth_maps(12, 10)
    photo = to_uint8(noise(30, 40))

    made = apply_to_photo(a, b, photo)

    assert made.dtype == photo.dtype
    np.testing.assert_allclose(made, 255 * apply_to_photo(a, b, to_float(photo)), atol=0.501)


def test_a_photo_of_fewer_pixels_than_the_maps_works_too() -> None:
    a, b = smooth_maps(12, 10)
    a[:], b[:] = np.eye(3) / 2, 0.1
    photo = noise(5, 3)

    np.testing.assert_allclose(apply_to_photo(a, b, photo), photo / 2 + 0.1, atol=1e-5)


def test_a_change_of_colours_comes_over_and_the_photos_detail_stays() -> None:
    photo = np.clip(resize(noise(10, 12), 200, 240) + 0.1 * (noise(200, 240) - 0.5), 0, 1)
    small = resize(photo, 50, 60)
    darker = np.array([0.9, 0.5, 0.3], "float32")

    result = full_resolution(photo, small, small * darker)

    np.testing.assert_allclose(result, photo * darker, atol=0.05)
    assert np.corrcoef((result / darker).ravel(), photo.ravel())[0, 1] > 0.99


def test_the_result_stays_between_black_and_white() -> None:
    photo = noise(40, 40)

    result = full_resolution(photo, photo, 3 * photo - 1)

    assert (result.min(), result.max()) == (0, 1)


def test_a_picture_of_one_pixel_works_too() -> None:
    photo = noise(1, 1)

    np.testing.assert_allclose(full_resolution(photo, photo, photo / 2), photo / 2, atol=1e-6)
