"""Pictures as arrays."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from algorithms.errors import UserError
from algorithms.io.images import averaged, fit_within, image_files, random_crop, read_image, resize, to_float, to_uint8
from tests.algorithms.makers import noise, picture_folder


def test_the_pictures_of_a_folder_come_sorted_and_alone(tmp_path: Path) -> None:
    folder = picture_folder(tmp_path / "photos", "b.png", "a.JPG")
    (folder / "notes.txt").touch()

    assert [path.name for path in image_files(folder)] == ["a.JPG", "b.png"]


def test_a_folder_without_pictures_is_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"There are no pictures \(\.jpg, \.jpeg, \.png, \.webp\) in .*nowhere"):
        image_files(tmp_path / "nowhere")


def test_every_8_bit_value_survives_the_way_to_float_and_back() -> None:
    levels = np.arange(256, dtype="uint8")

    np.testing.assert_array_equal(to_uint8(to_float(levels)), levels)
    assert to_float(levels).dtype == np.float32
    assert to_uint8(np.array([-0.5, 1.5])).tolist() == [0, 255]


def test_a_picture_is_shrunk_to_the_longest_side_but_never_enlarged(tmp_path: Path) -> None:
    folder = picture_folder(tmp_path / "photos", "a.jpg", height=40, width=100)

    assert read_image(folder / "a.jpg", 50).shape == (20, 50, 3)
    assert read_image(folder / "a.jpg", 500).shape == (40, 100, 3)


def test_a_picture_is_read_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned: rotate by 90° to see it
    Image.new("RGB", (30, 20)).save(tmp_path / "turned.jpg", exif=exif)

    assert read_image(tmp_path / "turned.jpg").shape == (30, 20, 3)


def test_a_missing_or_damaged_picture_is_told_plainly(tmp_path: Path) -> None:
    whole = (picture_folder(tmp_path / "photos", "a.png") / "a.png").read_bytes()
    (tmp_path / "half.png").write_bytes(whole[: len(whole) // 2])

    with pytest.raises(UserError, match=r"There is no picture .*gone\.png; check the path\."):
        read_image(tmp_path / "gone.png")
    with pytest.raises(UserError, match=r"The picture .*half\.png cannot be read; remove it or save it anew\."):
        read_image(tmp_path / "half.png")


def test_resizing_keeps_a_flat_picture_flat_and_its_own_size_untouched() -> None:
    flat = np.full((9, 7, 3), 0.4, "float32")

    np.testing.assert_allclose(resize(flat, 20, 5), np.full((20, 5, 3), 0.4), atol=1e-5)
    np.testing.assert_array_equal(resize(noise(9, 7), 9, 7), noise(9, 7))


@pytest.mark.parametrize(
    ("size", "expected"), [((3000, 4000), (768, 1024)), ((10, 20), (10, 20)), ((1, 4000), (1, 1024))]
)
def test_a_picture_fits_within_the_longest_side(size: tuple[int, int], expected: tuple[int, int]) -> None:
    assert fit_within(*size, 1024) == expected


def test_crops_come_from_the_picture_at_all_places_and_mirrored() -> None:
    image = np.arange(5 * 6, dtype="float32").reshape(5, 6, 1).repeat(3, axis=-1)
    windows = [image[top : top + 4, left : left + 4] for top in range(2) for left in range(3)]
    possible = {window.tobytes() for w in windows for window in (w, np.ascontiguousarray(w[:, ::-1]))}
    random = np.random.default_rng(0)

    found = {np.ascontiguousarray(random_crop(image, 4, random)).tobytes() for _ in range(200)}

    assert found == possible


def test_a_picture_smaller_than_the_crop_is_enlarged() -> None:
    assert random_crop(noise(5, 9), 16, np.random.default_rng(0)).shape == (16, 16, 3)


def test_squares_of_pixels_are_averaged_and_what_is_left_is_left_out() -> None:
    picture = noise(7, 11)

    expected = picture[:6, :9].reshape(2, 3, 3, 3, 3).mean(axis=(1, 3))
    np.testing.assert_allclose(averaged(picture, 3), expected, rtol=1e-5)
    np.testing.assert_array_equal(averaged(picture, 1), picture)
