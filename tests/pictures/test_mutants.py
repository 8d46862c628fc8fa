"""The first thousand mutants: whatever is sent, a picture comes out, or a refusal; `benchmarks/mutants.py` has more."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from io import BytesIO
from zlib import crc32

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pytest_django import Settings

from imagetransfer.pictures.decoding import PictureRefused, accept
from tests.pictures.attacks import jpeg_filled_with, jpeg_of_many_scans, png_of_many_parts
from tests.pictures.makers import file_of
from tests.pictures.mutants import mutant, originals


def outcome(data: bytes) -> int:
    """Return the status that an upload of these bytes is answered with; anything but a refusal is raised."""
    try:
        picture = accept(BytesIO(data))
    except PictureRefused as refusal:
        return refusal.status
    assert Image.open(BytesIO(picture.data), formats=["JPEG"]).size == (picture.width, picture.height)
    return 200


@cache
def bombs() -> list[bytes]:
    """Return small files that announce, or unpack to, enormous pictures."""
    announced = bytearray(file_of(Image.new("1", (16, 16))).getvalue())
    announced[16:24] = (60_000).to_bytes(4, "big") * 2
    announced[29:33] = crc32(announced[12:29]).to_bytes(4, "big")
    webp = bytearray(file_of(Image.new("RGB", (16, 16)), "WEBP").getvalue())
    webp[26:30] = b"\xff\x3f\xff\x3f"  # 16383 by 16383
    frames = [Image.new("1", (2000, 2000), number % 2) for number in range(20)]
    return [
        bytes(announced),
        bytes(webp),
        file_of(Image.new("1", (9000, 9000))).getvalue(),
        file_of(frames[0], save_all=True, append_images=frames[1:]).getvalue(),
        jpeg_of_many_scans((2000, 2000), 5000),
        jpeg_filled_with(b"\xff", 19_000_000),
        jpeg_filled_with(b"\xff\xfe\x00\x02", 19_000_000),
        png_of_many_parts(19_000_000),
    ]


def test_every_original_is_let_in() -> None:
    assert [outcome(data) for data in originals()] == [200] * len(originals())


def test_a_thousand_mutants_are_let_in_or_refused() -> None:
    with ThreadPoolExecutor(2) as pool:
        outcomes = Counter(pool.map(outcome, map(mutant, range(1000))))

    assert outcomes.keys() <= {200, 400, 413, 415}
    assert min(outcomes[200], outcomes[400]) > 50  # they are neither all alike nor all nonsense


@pytest.mark.parametrize("number", range(8))
def test_bombs_are_refused(number: int, settings: Settings) -> None:
    settings.DECODER_SECONDS = 5

    assert outcome(bombs()[number]) in (400, 413)


@pytest.mark.django_db
def test_mutants_that_are_uploaded_are_answered_with_no_fault_of_ours(settings: Settings) -> None:
    client, statuses = Client(), Counter[int]()
    for number in range(40):
        answer = client.post("/api/v1/uploads", {"picture": SimpleUploadedFile("photo.jpg", mutant(number))})
        statuses[answer.status_code] += 1

    assert statuses.keys() <= {201, 400, 413, 415}
    assert statuses[201] > 0 < statuses[400]
