"""The door is tried with real files of every kind that people send, made by Pillow on the spot."""

import random
import re
from io import BytesIO
from zlib import crc32

import pytest
from PIL import Image, ImageCms
from pillow_heif import from_pillow
from pytest_django import Settings

from imagetransfer.pictures.decoding import PictureRefused, accept, encode, fit
from imagetransfer.pictures.pixels import read_pixels
from tests.pictures.makers import RED, colour_at, file_of, opened

GPS_IFD = 0x8825
ORIENTATION = 0x0112


def refusal_of(data: bytes | BytesIO) -> PictureRefused:
    with pytest.raises(PictureRefused) as caught:
        accept(BytesIO(data) if isinstance(data, bytes) else data)
    return caught.value


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP"])
def test_it_lets_the_common_formats_in_as_jpeg(image_format: str) -> None:
    accepted = accept(file_of(Image.new("RGB", (40, 30), RED), image_format))

    assert (accepted.width, accepted.height) == (40, 30)
    assert opened(accepted).format == "JPEG"
    assert colour_at(accepted, 20, 15) == pytest.approx(RED, abs=3)


def test_it_lets_a_heic_photo_in() -> None:
    buffer = BytesIO()
    from_pillow(Image.new("RGB", (64, 48), RED)).save(buffer, quality=90)

    accepted = accept(buffer)

    assert (accepted.width, accepted.height) == (64, 48)
    assert colour_at(accepted, 30, 20) == pytest.approx(RED, abs=8)


def test_the_orientation_is_applied() -> None:
    photo = Image.new("RGB", (40, 20), "blue")
    photo.paste(RED, (0, 0, 10, 20))
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # the camera was turned: the left edge of the file is the top of the scene

    accepted = accept(file_of(photo, "JPEG", exif=exif, quality=95))

    assert (accepted.width, accepted.height) == (20, 40)
    assert colour_at(accepted, 10, 2) == pytest.approx(RED, abs=8)


def test_nothing_of_the_metadata_stays() -> None:
    exif = Image.Exif()
    exif[0x010F] = "CameraMaker"
    exif.get_ifd(GPS_IFD)[2] = (52.0, 31.0, 12.0)
    photo = Image.new("RGB", (40, 30), RED)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    file = file_of(photo, "JPEG", exif=exif, comment=b"taken at home", icc_profile=profile, xmp=b"<x>secret</x>")
    assert Image.open(file).getexif().get_ifd(GPS_IFD)

    accepted = accept(file)

    assert not dict(opened(accepted).getexif())
    assert set(opened(accepted).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert not [word for word in (b"CameraMaker", b"home", b"secret", b"Exif") if word in accepted.data]


@pytest.mark.parametrize("image_format", ["PNG", "WEBP"])
def test_an_animation_is_its_first_frame(image_format: str) -> None:
    frames = [Image.new("RGB", (40, 40), colour) for colour in ("red", "green", "blue")]

    accepted = accept(file_of(frames[0], image_format, save_all=True, append_images=frames[1:], quality=95))

    assert colour_at(accepted, 20, 20) == pytest.approx(RED, abs=6)


def test_too_many_pixels_are_refused_before_decoding(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.UPLOAD_MAX_PIXELS = 40 * 40
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda _self: pytest.fail("it was decoded"))

    assert refusal_of(file_of(Image.new("RGB", (41, 40)))).status == 413


def test_the_pixels_of_all_frames_count(settings: Settings) -> None:
    settings.UPLOAD_MAX_PIXELS = 40 * 40 * 2
    frames = [Image.new("RGB", (40, 40), colour) for colour in ("red", "green", "blue")]

    assert refusal_of(file_of(frames[0], "PNG", save_all=True, append_images=frames[1:])).status == 413


def test_a_bomb_beyond_pillows_own_limit_is_too_large_not_damaged() -> None:
    png = bytearray(file_of(Image.new("1", (16, 16))).getvalue())
    png[16:24] = (30_000).to_bytes(4, "big") * 2  # width and height in the header chunk
    png[29:33] = crc32(png[12:29]).to_bytes(4, "big")

    assert refusal_of(bytes(png)).status == 413


def test_too_many_bytes_are_refused(settings: Settings) -> None:
    settings.UPLOAD_MAX_BYTES = 100

    refusal = refusal_of(file_of(Image.effect_noise((40, 40), 50)))

    assert refusal.status == 413
    assert "too large" in str(refusal)


def test_a_tiny_picture_is_refused_with_the_size_that_is_needed() -> None:
    refusal = refusal_of(file_of(Image.new("RGB", (15, 400))))

    assert refusal.status == 400
    assert "16 by 16 pixels" in str(refusal)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><script>alert(1)</script></html>",
        b"%PDF-1.7 ...",
        b"GIF89a" + bytes(40),
        b"SIMPLE  =                    T" + bytes(3000),  # FITS, which Pillow would open
        b"\x00\x00\x00\x18ftypmp42" + bytes(40),  # a film
    ],
)
def test_bytes_of_another_kind_are_refused_as_such(data: bytes) -> None:
    refusal = refusal_of(data)

    assert refusal.status == 415
    assert "JPEG, PNG, WebP or HEIC" in str(refusal)


def test_a_png_header_before_html_is_refused() -> None:
    refusal = refusal_of(file_of(Image.new("RGB", (40, 40))).getvalue()[:40] + b"<html><script>alert(1)</script>")

    assert refusal.status == 400


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP"])
def test_a_truncated_picture_is_refused_as_damaged(image_format: str) -> None:
    data = file_of(Image.effect_noise((200, 200), 80).convert("RGB"), image_format).getvalue()

    refusal = refusal_of(data[: len(data) // 2])

    assert refusal.status == 400
    assert "damaged" in str(refusal)


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP"])
def test_damaged_bytes_never_cause_anything_but_a_refusal(image_format: str) -> None:
    chance = random.Random(7)
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    whole = file_of(Image.effect_noise((60, 60), 80).convert("RGB"), image_format, exif=exif).getvalue()
    refused = 0
    for _ in range(150):
        damaged = bytearray(whole)
        for _ in range(3):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            accept(BytesIO(bytes(damaged)))
        except PictureRefused:
            refused += 1

    assert refused > 0


def test_pixels_are_read_at_a_smaller_size_when_asked() -> None:
    file = BytesIO(encode(Image.new("RGB", (400, 200), RED), "JPEG"))

    picture = read_pixels(file, longest=100)

    assert picture.size == (100, 50)
    assert picture.getpixel((50, 25)) == pytest.approx(RED, abs=3)


def test_pixels_are_never_enlarged() -> None:
    assert read_pixels(BytesIO(encode(Image.new("RGB", (40, 20)), "PNG")), longest=100).size == (40, 20)


@pytest.mark.parametrize("image_format", ["JPEG", "PNG"])
def test_an_encoded_picture_tells_nothing_unless_it_is_told_how_it_was_made(
    image_format: str, settings: Settings
) -> None:
    picture = Image.new("RGB", (40, 30), RED)

    plain = Image.open(BytesIO(encode(picture, image_format)))
    told = Image.open(BytesIO(encode(picture, image_format, made_with="styles=udnie:60 strength=80")))

    assert (dict(plain.getexif()), plain.info.keys() & {"Description", "Software", "exif"}) == ({}, set())
    texts = (
        told.info
        if image_format == "PNG"
        else {"Description": told.getexif()[0x010E], "Software": told.getexif()[0x0131]}
    )
    assert texts["Description"] == "styles=udnie:60 strength=80"
    assert texts["Software"] == f"ImageTransfer {settings.VERSION}"
    assert re.fullmatch(r"\d+\.\d+\.\d+", settings.VERSION)


def test_a_picture_is_made_smaller_or_larger() -> None:
    accepted = accept(file_of(Image.new("RGB", (400, 100), RED), "JPEG"))

    for side, size in ((200, (200, 50)), (600, (600, 150)), (3, (3, 1))):
        other = fit(accepted, side)
        assert (other.width, other.height) == size == opened(other).size
    assert fit(accepted, 400) is accepted
