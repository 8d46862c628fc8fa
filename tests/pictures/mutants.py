"""Damaged, crossed and swollen pictures without end, the same ones every time: the n-th is made from n alone."""

import random
from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms
from pillow_heif import from_pillow

from tests.pictures.makers import file_of

_NUMBERS = (b"\x00\x00\x00\x00", b"\x00\x00\x00\x01", b"\x7f\xff\xff\xff", b"\x80\x00\x00\x00", b"\xff\xff\xff\xff")


@cache
def originals() -> tuple[bytes, ...]:
    """Return one whole picture of each accepted kind."""
    chance = random.Random(1)
    photo = Image.frombytes("RGB", (48, 40), chance.randbytes(48 * 40 * 3)).resize((64, 48), Image.Resampling.BICUBIC)
    frames: dict[str, Any] = {"save_all": True, "append_images": [photo.rotate(90), photo.rotate(180)]}
    exif = Image.Exif()
    exif.update({0x0112: 6, 0x010E: "a photo"})
    about: dict[str, Any] = {
        "exif": exif,
        "icc_profile": ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
    }
    heic = BytesIO()
    from_pillow(photo).save(heic, quality=50, exif=exif.tobytes())
    return (
        file_of(photo, "JPEG", **about).getvalue(),
        file_of(photo, "JPEG", progressive=True, restart_marker_blocks=2).getvalue(),
        file_of(photo.convert("CMYK"), "JPEG").getvalue(),
        file_of(photo, "MPO", **frames).getvalue(),
        file_of(photo, **about).getvalue(),
        file_of(photo.quantize(16), transparency=3).getvalue(),
        file_of(photo, "PNG", **frames).getvalue(),
        file_of(photo, "WEBP", **about).getvalue(),
        file_of(photo.convert("RGBA"), "WEBP", lossless=True).getvalue(),
        file_of(photo, "WEBP", **frames).getvalue(),
        heic.getvalue(),
    )


def mutant(number: int) -> bytes:
    """Return the picture of that number, changed in one to three ways."""
    chance = random.Random(number)
    data = bytearray(originals()[number % len(originals())])
    for _ in range(chance.randint(1, 3)):
        chance.choice(_CHANGES)(data, chance)
    return bytes(data)


def _flip(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 8)):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _flip_at_the_start(data: bytearray, chance: random.Random) -> None:
    """Change headers, which a small part of all bytes is."""
    data[chance.randrange(min(len(data), 200))] = chance.randrange(256)


def _set_number(data: bytearray, chance: random.Random) -> None:
    """Make what may be a length or a size a strange one."""
    place, width = chance.randrange(len(data)), chance.choice((2, 4))
    data[place : place + width] = chance.choice(_NUMBERS)[:width]


def _truncate(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(16, max(17, len(data))) :]


def _repeat(data: bytearray, chance: random.Random) -> None:
    place = chance.randrange(len(data))
    piece = data[place : place + chance.randint(1, 400)]
    data[place:place] = piece * chance.choice((1, 2, 500))


def _cut_out(data: bytearray, chance: random.Random) -> None:
    place = chance.randrange(12, max(13, len(data) - 1))
    del data[place : place + chance.randint(1, 400)]


def _cross(data: bytearray, chance: random.Random) -> None:
    """Go on as a picture of another kind: a polyglot."""
    other = chance.choice(originals())
    place = chance.randrange(12, max(13, len(data)))
    data[place:] = other[chance.randrange(len(other)) :]


def _append_page(data: bytearray, chance: random.Random) -> None:
    """Go on as what a browser would run."""
    data += chance.choice((b"<script>alert(1)</script>", b"%PDF-1.7", b"PK\x03\x04", b"\x7fELF")) * chance.randint(1, 9)


_CHANGES: tuple[Callable[[bytearray, random.Random], None], ...] = (
    _flip, _flip, _flip_at_the_start, _flip_at_the_start, _set_number, _truncate, _repeat, _cut_out, _cross,
    _append_page,
)  # fmt: skip
