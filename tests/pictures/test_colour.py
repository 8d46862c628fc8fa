"""Every colour mode that files come in, brought to sRGB."""

from typing import Any

import pytest
from PIL import Image, ImageCms

from imagetransfer.pictures.decoding import accept
from tests.pictures.makers import RED, colour_at, file_of, opened


def test_transparent_parts_become_white() -> None:
    picture = Image.new("RGBA", (40, 40), (*RED, 255))
    picture.paste((0, 0, 255, 0), (0, 0, 20, 40))

    accepted = accept(file_of(picture))

    assert colour_at(accepted, 5, 20) == pytest.approx((255, 255, 255), abs=3)
    assert colour_at(accepted, 35, 20) == pytest.approx(RED, abs=3)


def test_a_transparent_palette_colour_becomes_white() -> None:
    picture = Image.new("P", (40, 40), 0)
    picture.putpalette([0, 0, 0, *RED])
    picture.paste(1, (20, 0, 40, 40))

    accepted = accept(file_of(picture, transparency=0))

    assert colour_at(accepted, 5, 20) == pytest.approx((255, 255, 255), abs=3)
    assert colour_at(accepted, 35, 20) == pytest.approx(RED, abs=3)


@pytest.mark.parametrize(
    ("mode", "colour", "image_format", "expected"),
    [
        ("L", 128, "PNG", (128, 128, 128)),
        ("LA", (128, 255), "PNG", (128, 128, 128)),
        ("1", 1, "PNG", (255, 255, 255)),
        ("I;16", 32896, "PNG", (128, 128, 128)),  # 128 * 257: the same grey in 16 bits
        ("CMYK", (0, 255, 255, 0), "JPEG", RED),
    ],
)
def test_other_colour_modes_become_rgb(mode: str, colour: Any, image_format: str, expected: Any) -> None:
    accepted = accept(file_of(Image.new(mode, (40, 40), colour), image_format))

    assert opened(accepted).mode == "RGB"
    assert colour_at(accepted, 20, 20) == pytest.approx(expected, abs=3)


def test_a_colour_profile_is_converted_to_srgb() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    red_and_blue_swapped = srgb.replace(b"rXYZ", b"????").replace(b"bXYZ", b"rXYZ").replace(b"????", b"bXYZ")

    accepted = accept(file_of(Image.new("RGB", (40, 40), RED), icc_profile=red_and_blue_swapped))

    assert colour_at(accepted, 20, 20) == pytest.approx((0, 0, 255), abs=6)


def test_a_broken_colour_profile_is_ignored() -> None:
    accepted = accept(file_of(Image.new("RGB", (40, 40), RED), icc_profile=b"not a profile"))

    assert colour_at(accepted, 20, 20) == pytest.approx(RED, abs=3)
