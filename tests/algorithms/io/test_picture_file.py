"""Finished pictures as files."""

import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from skimage.io import imread

from algorithms.io.images import to_uint8
from algorithms.io.picture_file import check_format, write_picture
from tests.algorithms.makers import noise

PICTURE = noise(9, 7)
SIXTEEN = (PICTURE.astype("float64") * 65535).round()


def test_a_png_of_sixteen_bits_holds_every_value(tmp_path: Path) -> None:
    write_picture(tmp_path / "a.png", PICTURE, 16)

    with Image.open(tmp_path / "a.png") as image:  # Pillow checks the sums, and reads the upper 8 bits
        np.testing.assert_allclose(np.asarray(image), SIXTEEN // 256, atol=1)
    data = (tmp_path / "a.png").read_bytes()
    length, begin = int.from_bytes(data[33:37], "big"), 41  # after the signature, 25 bytes of IHDR, and IDAT's name
    lines = np.frombuffer(zlib.decompress(data[begin : begin + length]), "uint8").reshape(9, 1 + 7 * 6)
    assert set(lines[:, 0]) == {1}  # each byte is the difference to that of the pixel before
    decoded = np.cumsum(lines[:, 1:].reshape(9, 7, 6), axis=1, dtype="uint8")
    values = decoded[..., ::2].astype("int64") * 256 + decoded[..., 1::2]
    np.testing.assert_allclose(values, SIXTEEN, atol=1)


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
    with pytest.raises(ValueError, match=words):
        check_format(Path(name), depth)
