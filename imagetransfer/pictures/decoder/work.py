"""The two kinds of work: a picture from outside is let in, and one that was let in is made smaller or larger."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps

from imagetransfer.pictures.colour import to_srgb
from imagetransfer.pictures.decoder.formats import Unreadable, check_size, recognise
from imagetransfer.pictures.decoder.structure import check_structure
from imagetransfer.pictures.pixels import file_of, read_pixels, scaled


def answer(order: Mapping[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    """Return the facts of the new picture and its file, or why there is none."""
    try:
        picture = _fit(data, order["side"]) if "side" in order else _let_in(data, order["most_pixels"])
        file = file_of(picture, order["format"])
        return {"width": picture.width, "height": picture.height, "bytes": len(file)}, file
    except Unreadable as reason:
        return _refused(str(reason))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return _refused("many_pixels")
    except MemoryError:
        return _refused("costly")
    except Exception:
        # On damaged bytes Pillow's readers raise OSError, SyntaxError, ValueError, IndexError, struct.error, …
        return _refused("damaged")


def _refused(reason: str) -> tuple[dict[str, Any], bytes]:
    return {"refused": reason, "bytes": 0}, b""


def _let_in(data: bytes, most_pixels: int) -> Image.Image:
    """Return the first frame as an upright sRGB picture."""
    image_format = recognise(data)
    check_structure(image_format, data, most_pixels)
    with Image.open(BytesIO(data), formats=[image_format]) as picture:
        check_size(picture, most_pixels)
        picture.load()
        ImageOps.exif_transpose(picture, in_place=True)
        return to_srgb(picture)


def _fit(data: bytes, side: int) -> Image.Image:
    return scaled(read_pixels(BytesIO(data), side), side)
