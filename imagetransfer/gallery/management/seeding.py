"""Made-up pictures, as many and as varied as a busy gallery's."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from PIL import Image

from algorithms.styles.catalogue import styles
from imagetransfer.gallery.files import PICTURE, file_write
from imagetransfer.gallery.models import Picture, Tag
from imagetransfer.gallery.thumbnails import thumbnails_of
from imagetransfer.gallery.words import words_of

if TYPE_CHECKING:
    import numpy as np

BATCH = 250
METHODS_SHARED = (6, 2, 1, 1, 1)  # how often each method is met, in the order of `Picture.Method`
SIZES = ((360, 270), (270, 360), (360, 200), (300, 300), (360, 240))
_FIRST = ("Morning", "Evening", "Quiet", "Golden", "Distant", "Broken", "Winter", "Summer", "Blue", "Silent", "Last")
_THINGS = (
    "harbour",
    "garden",
    "street",
    "mountain",
    "river",
    "portrait",
    "bridge",
    "forest",
    "window",
    "coast",
    "city",
)
_PLACES = ("", "", " in the rain", " at noon", " by the sea", " from above", " in March", " without people")
_NAMES = ("Ada", "Grace", "Emmy", "Sofia", "Alan", "Kurt", "Noor", "Wei", "Ines", "Jonas", "Amara", "Yuki")
_TAGS = ("sea", "sunset", "city", "portrait", "night", "travel", "family", "animals", "winter", "flowers", "sky")


def pictures_seed(count: int, seed: int = 0) -> Iterator[int]:
    """Make that many pictures with rows, tags, files and thumbnails; yield how many there are after each batch.

    The likes are numbers without rows. The same seed makes the same pictures, under new names.
    """
    draw = random.Random(seed)  # nosec B311
    Tag.objects.bulk_create([Tag(name=name) for name in _TAGS], ignore_conflicts=True)
    tags = {tag.name: tag.pk for tag in Tag.objects.filter(name__in=_TAGS)}
    for start in range(0, count, BATCH):
        batch = [_picture(draw) for _ in range(min(BATCH, count - start))]
        chosen = [draw.sample(_TAGS, draw.randrange(4)) for _ in batch]
        for number, (picture, names) in enumerate(zip(batch, chosen, strict=True), start):
            picture.words = words_of(picture, names)
            _files_write(picture, seed + number)
        with transaction.atomic():
            made = [picture.created for picture in batch]
            Picture.objects.bulk_create(batch)
            for picture, created in zip(batch, made, strict=True):
                picture.created = created  # bulk_create sets the present time
            Picture.objects.bulk_update(batch, ["created"])
            link = Picture.tags.through
            link.objects.bulk_create(
                [
                    link(picture_id=picture.pk, tag_id=tags[name])
                    for picture, names in zip(batch, chosen, strict=True)
                    for name in names
                ]
            )
        yield start + len(batch)


def pattern(width: int, height: int, seed: int) -> np.ndarray:
    """Draw waves that bend each other in a palette of three colours.

    Returns
    -------
    uint8 array of shape (height, width, 3)
        sRGB.
    """
    import numpy as np

    draw = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32) / max(width, height)
    for _ in range(draw.integers(1, 4)):
        angle, frequency = draw.uniform(0, np.pi), draw.uniform(2, 9)
        bend = draw.uniform(0.02, 0.2) * np.sin(frequency * (x * np.cos(angle) + y * np.sin(angle)) * 2)
        x, y = x + bend, y - bend * draw.uniform(-1, 1)
    wave = np.sin(draw.uniform(2, 12) * x + draw.uniform(0, 6)) * np.cos(draw.uniform(2, 12) * y)
    share = (wave + 1)[..., None] / 2
    dark, middle, light = draw.uniform((0, 0, 0), (90, 90, 140)), draw.uniform(40, 255, 3), draw.uniform(150, 255, 3)
    colours = np.where(share < 0.5, dark + (middle - dark) * share * 2, middle + (light - middle) * (share * 2 - 1))
    pixels: np.ndarray = colours.astype(np.uint8)
    return pixels


def _picture(draw: random.Random) -> Picture:
    width, height = draw.choice(SIZES)
    shipped = styles()
    method = draw.choices(Picture.Method.values, weights=METHODS_SHARED)[0]
    style = draw.choice(shipped).slug if method == Picture.Method.FAST else ""
    parameters: dict[str, Any] = {"style": style} if style else {}
    if method == Picture.Method.GATYS:
        options = {"steps": draw.choice((100, 300, 500)), "style_weight": draw.choice((50.0, 100.0, 200.0))}
        parameters = {"size": 512, "options": options}
    return Picture(
        title=f"{draw.choice(_FIRST)} {draw.choice(_THINGS)}{draw.choice(_PLACES)}",
        author=draw.choice([*_NAMES, ""]),
        licence=draw.choice(Picture.Licence.values),
        sensitive=draw.random() < 0.01,
        state=Picture.State.PUBLISHED,
        method=method,
        style=style,
        parameters=parameters,
        width=width,
        height=height,
        likes=int(draw.paretovariate(1.2)) - 1,
        created=timezone.now() - timedelta(minutes=draw.randrange(500_000)),
    )


def _files_write(picture: Picture, seed: int) -> None:
    image = Image.fromarray(pattern(picture.width, picture.height, seed))
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=85)
    file_write(picture.pk, PICTURE, buffer.getvalue())
    for name, content in thumbnails_of(image).items():
        file_write(picture.pk, name, content)
