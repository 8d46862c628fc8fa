"""Picture files for the tests, and a look at what the door made of them."""

from io import BytesIO
from typing import Any

from PIL import Image

from imagetransfer.pictures.decoding import AcceptedPicture

RED = (255, 0, 0)


def file_of(picture: Image.Image, image_format: str = "PNG", **options: Any) -> BytesIO:
    buffer = BytesIO()
    picture.save(buffer, image_format, **options)
    return BytesIO(buffer.getvalue())


def opened(accepted: AcceptedPicture) -> Image.Image:
    return Image.open(BytesIO(accepted.data))


def colour_at(accepted: AcceptedPicture, x: int, y: int) -> tuple[int, ...]:
    colour = opened(accepted).getpixel((x, y))
    assert isinstance(colour, tuple)
    return colour
