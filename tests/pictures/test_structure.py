"""What a walk through a file's parts refuses before a library sees it."""

from typing import Any

import pytest
from PIL import Image, ImageCms

from imagetransfer.pictures.decoder.formats import Unreadable
from imagetransfer.pictures.decoder.structure import check_structure
from tests.pictures.attacks import jpeg_filled_with, jpeg_of_many_scans, png_of_many_parts
from tests.pictures.makers import file_of

MOST = 50_000_000


@pytest.mark.parametrize(
    ("image_format", "data"),
    [
        ("JPEG", jpeg_of_many_scans((64, 64), 100)),
        ("JPEG", jpeg_filled_with(b"\xff", 200_000)),
        ("JPEG", jpeg_filled_with(b"\x00", 200_000)),
        ("JPEG", jpeg_filled_with(b"\xff\xfe\x00\x02", 200_000)),  # empty comments
        ("PNG", png_of_many_parts(200_000)),
    ],
    ids=["scans", "fill bytes", "zeros", "comments", "PNG parts"],
)
def test_a_file_that_is_all_parts_is_refused_unread(image_format: str, data: bytes) -> None:
    with pytest.raises(Unreadable, match="costly"):
        check_structure(image_format, data, MOST)


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"restart_marker_blocks": 1}])
def test_ordinary_jpegs_pass_with_all_that_cameras_put_into_them(options: dict[str, Any]) -> None:
    exif = Image.Exif()
    exif[0x010F] = "CameraMaker" * 1000
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    photo = Image.effect_noise((400, 300), 80).convert("RGB")
    data = file_of(photo, "JPEG", exif=exif, icc_profile=profile * 200, comment=b"\xff\xda" * 1000, **options)

    check_structure("JPEG", data.getvalue() + jpeg_of_many_scans((64, 64), 100), MOST)  # a second picture is not read


def test_a_large_png_passes() -> None:
    data = file_of(Image.effect_noise((1000, 800), 80), compress_level=0).getvalue()

    check_structure("PNG", data, MOST)


@pytest.mark.parametrize("options", [{}, {"lossless": True}, {"icc_profile": b"x"}, {"save_all": True, "duration": 5}])
def test_a_webp_tells_its_size_in_its_header(options: dict[str, Any]) -> None:
    data = file_of(Image.new("RGB", (123, 457), "red"), "WEBP", **options).getvalue()

    check_structure("WEBP", data, 123 * 457)
    with pytest.raises(Unreadable, match="many_pixels"):
        check_structure("WEBP", data, 123 * 457 - 1)
