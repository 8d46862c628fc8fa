"""Pictures that were let in: their pixels, at any size, and files of them. Workers and the decoder share this."""

from collections.abc import Mapping
from io import BytesIO
from typing import IO

from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo

_EXIF = {"Description": ExifTags.Base.ImageDescription, "Software": ExifTags.Base.Software}


def read_pixels(file: IO[bytes] | str, longest: int | None = None) -> Image.Image:
    """Decode a picture that was accepted before, as RGB, its longer side at most `longest` pixels."""
    with Image.open(file, formats=["JPEG", "PNG"]) as picture:
        if longest is not None:
            picture.draft("RGB", (longest, longest))
            if max(picture.size) > longest:
                return scaled(picture.convert("RGB"), longest)
        return picture.convert("RGB")


def scaled(picture: Image.Image, side: int) -> Image.Image:
    """Return the picture resampled so that its longer side is `side` pixels."""
    scale = side / max(picture.size)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return picture if size == picture.size else picture.resize(size, Image.Resampling.LANCZOS)


def file_of(
    picture: Image.Image, image_format: str, quality: int = 95, about: Mapping[str, str] | None = None
) -> bytes:
    """Return the bytes of a JPEG (full colour resolution), WebP or PNG file, with no metadata but the given texts."""
    buffer = BytesIO()
    if image_format == "PNG":
        chunks = PngInfo()
        for name, text in (about or {}).items():
            chunks.add_text(name, text)
        # Level 1 is five times faster than the default and a few per cent larger.
        picture.save(buffer, "PNG", compress_level=1, pnginfo=chunks)
    else:
        exif = Image.Exif()
        exif.update({_EXIF[name]: text for name, text in (about or {}).items()})
        tags = exif.tobytes() if about else b""  # an empty list of tags would have a header all the same
        # Without `optimize`: 5 % smaller files would cost a second pass and, at 50 megapixels, 300 MB more.
        picture.save(buffer, image_format, quality=quality, subsampling="4:4:4", exif=tags)
    return buffer.getvalue()
