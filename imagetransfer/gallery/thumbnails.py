"""Small versions of a picture, for every width of screen."""

from io import BytesIO

from PIL import Image

SIDES = (320, 640, 1280)
FORMATS = {"webp": "WEBP", "jpg": "JPEG"}
_QUALITY = {"webp": 80, "jpg": 84}


def thumbnail_sizes(width: int, height: int) -> list[tuple[int, int, int]]:
    """Return name, width and height of each thumbnail: those not larger than the picture, and at least one."""
    longest = max(width, height)
    sides = [side for side in SIDES if side <= longest] or [SIDES[0]]
    return [(side, *_fitted(width, height, min(side, longest))) for side in sides]


def thumbnails_of(picture: Image.Image) -> dict[str, bytes]:
    """Return each thumbnail's file name and bytes, the picture being RGB; each is made from the next larger one."""
    made = {}
    for name, width, height in reversed(thumbnail_sizes(*picture.size)):
        if picture.size != (width, height):
            picture = picture.resize((width, height), Image.Resampling.LANCZOS)
        for suffix, image_format in FORMATS.items():
            buffer = BytesIO()
            picture.save(buffer, image_format, quality=_QUALITY[suffix])
            made[f"{name}.{suffix}"] = buffer.getvalue()
    return made


def _fitted(width: int, height: int, longest: int) -> tuple[int, int]:
    scale = longest / max(width, height)
    return max(1, round(width * scale)), max(1, round(height * scale))
