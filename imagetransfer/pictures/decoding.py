"""The one door for bytes: every picture from outside is recognised, limited, oriented and encoded anew behind it.

That happens in a process of its own (`decoders.py`), because the libraries that decode are written in C and what they
are given is any stranger's.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any

from django.conf import settings
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _
from PIL import Image

from imagetransfer.errors import Refusal
from imagetransfer.pictures.decoder.formats import SMALLEST_SIDE
from imagetransfer.pictures.decoders import decoders
from imagetransfer.pictures.pixels import file_of

_CODES = {400: "picture_damaged", 413: "picture_too_large", 415: "picture_unknown"}


class PictureRefused(Refusal):
    """The picture stays outside: 400 for a damaged one, 413 for a too large one, 415 for bytes of another kind."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence, status=status, code=_CODES[status])


@dataclass(frozen=True)
class AcceptedPicture:
    """An upright sRGB picture without metadata, encoded by ourselves; `width` and `height` are in pixels."""

    data: bytes
    width: int
    height: int
    suffix: str = ".jpg"


def accept(file: IO[bytes], *, lossless: bool = False) -> AcceptedPicture:
    """Let a picture in; raises `PictureRefused`, or `DecodersBusy`.

    Its name and content type are never looked at. A mask, whose colours mean something, is stored `lossless`, as PNG.
    Everything else is stored as JPEG (quality 95, full colour
    resolution): what follows is a painting of it, in which the loss cannot be seen, and workers can decode a JPEG
    at a fraction of its size, which PNG does not allow.
    """
    _check_bytes(file)
    order = {"format": "PNG" if lossless else "JPEG", "most_pixels": settings.UPLOAD_MAX_PIXELS}
    return _made(order, file, ".png" if lossless else ".jpg")


def fit(picture: AcceptedPicture, side: int) -> AcceptedPicture:
    """Return the same picture smaller or larger, so that its longer side is `side` pixels."""
    if max(picture.width, picture.height) == side:
        return picture
    return _made({"format": "JPEG", "side": side}, BytesIO(picture.data), ".jpg")


def proportions_of(file: FieldFile) -> float:
    """Return the width of a picture that was accepted before, divided by its height; its pixels are not decoded."""
    with file.open() as opened, Image.open(opened, formats=["JPEG", "PNG"]) as picture:
        return picture.width / picture.height


def encode(picture: Image.Image, image_format: str, quality: int = 95, *, made_with: str = "") -> bytes:
    """Return the bytes of a JPEG (full colour resolution), WebP or PNG file.

    It carries no metadata, unless `made_with` says how to make it again: that and our version then stand where
    programs show a picture's description and software.
    """
    about = {"Description": made_with, "Software": f"ImageTransfer {settings.VERSION}"} if made_with else {}
    return file_of(picture, image_format, quality, about)


def _check_bytes(file: IO[bytes]) -> None:
    """Refuse too many bytes; an upload's own `size` also counts those that were not stored."""
    size = getattr(file, "size", None)
    if size is None:
        size = file.seek(0, 2)
    if size > settings.UPLOAD_MAX_BYTES:
        megabytes = settings.UPLOAD_MAX_BYTES // 1_000_000
        raise PictureRefused(
            _("This file is too large; please choose a picture of at most %d MB.") % megabytes, status=413
        )


def _made(order: dict[str, Any], file: IO[bytes], suffix: str) -> AcceptedPicture:
    facts, data = decoders.work(order, file)
    if "refused" in facts:
        raise _refusal(facts["refused"])
    return AcceptedPicture(data, facts["width"], facts["height"], suffix)


def _refusal(reason: str) -> PictureRefused:
    megapixels = settings.UPLOAD_MAX_PIXELS // 1_000_000
    match reason:
        case "unknown":
            status = 415
            sentence = _("This is not a picture we can read; please choose a JPEG, PNG, WebP or HEIC file.")
        case "many_pixels":
            status = 413
            sentence = _("This picture has too many pixels; please choose one of at most %d megapixels.") % megapixels
        case "small":
            status = 400
            sentence = _("This picture is too small; please choose one of at least %(side)d by %(side)d pixels.")
            sentence %= {"side": SMALLEST_SIDE}
        case "costly":
            status = 400
            sentence = _("This picture takes too much work to read; please save it anew as JPEG or choose another one.")
        case _:
            status = 400
            sentence = _("This picture is damaged or incomplete; please save it anew or choose another one.")
    return PictureRefused(sentence, status)
