"""Finished pictures as files."""

from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf
from PIL import Image
from skimage.io import imread

from algorithms.errors import UserError
from algorithms.io.images import to_uint8
from algorithms.io.picture_file import check_format, write_picture
from tests.algorithms.makers import noise

PICTURE = noise(9, 7)
SIXTEEN = (PICTURE.astype("float64") * 65535).round()


def test_a_png_of_sixteen_bits_holds_every_value(tmp_path: Path) -> None:
    write_picture(tmp_path / "a.png", PICTURE, 16)

    with Image.open(tmp_path / "a.png") as image:  # Pillow checks the sums, and reads the upper 8 bits
        np.testing.assert_allclose(np.asarray(image), SIXTEEN // 256, atol=1)
    values = tf.io.decode_png((tmp_path / "a.png").read_bytes(), dtype=tf.uint16).numpy()
    np.testing.assert_allclose(values.astype("int64"), SIXTEEN, atol=1)


def test_a_tiff_of_sixteen_bits_holds_every_value(tmp_path: Path) -> None:
    write_picture(tmp_path / "a.tif", PICTURE, 16)

    np.testing.assert_allclose(imread(tmp_path / "a.tif"), SIXTEEN, atol=1)


@pytest.mark.parametrize("suffix", ["png", "tif", "jpg"])
def test_eight_bits_are_written_as_the_name_says(tmp_path: Path, suffix: str) -> None:
    write_picture(tmp_path / f"a.{suffix}", PICTURE)

    pixels = imread(tmp_path / f"a.{suffix}").astype("int64")
    assert np.abs(pixels - to_uint8(PICTURE)).mean() < (8 if suffix == "jpg" else 1e-9)


@pytest.mark.parametrize(("name", "depth", "words"), [("a.gif", 8, "must end in"), ("a.jpg", 16, "8 bits only")])
def test_a_name_that_cannot_be_served_is_refused(name: str, depth: int, words: str) -> None:
    with pytest.raises(UserError, match=words):
        check_format(Path(name), depth)
