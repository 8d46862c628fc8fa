"""The one door for bytes: every picture from outside is recognised, limited, oriented and encoded anew here."""

from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import IO

from django.conf import settings
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageOps
from PIL.PngImagePlugin import PngInfo

from imagetransfer.errors import Refusal
from imagetransfer.pictures.colour import to_srgb

SMALLEST_SIDE = 16
_SIGNATURE_LENGTH = 12
_EXIF = {"Description": ExifTags.Base.ImageDescription, "Software": ExifTags.Base.Software}
_HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")

# One picture is decoded at a time in a process, so its memory is bounded by the pixel limit, not by the number of
# threads that serve uploads.
_one_at_a_time = Lock()


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
    """Let a picture in.

    Its name and content type are never looked at. A mask, whose colours mean something, is stored `lossless`, as PNG.
    Everything else is stored as JPEG (quality 95, full colour
    resolution): what follows is a painting of it, in which the loss cannot be seen, and workers can decode a JPEG
    at a fraction of its size, which PNG does not allow.
    """
    _check_bytes(file)
    with _one_at_a_time:
        picture = _decode(file)
        data = encode(picture, "PNG" if lossless else "JPEG")
        return AcceptedPicture(data, picture.width, picture.height, ".png" if lossless else ".jpg")


def fit(picture: AcceptedPicture, side: int) -> AcceptedPicture:
    """Return the same picture smaller or larger, so that its longer side is `side` pixels."""
    if max(picture.width, picture.height) == side:
        return picture
    with _one_at_a_time:
        other = scaled(read_pixels(BytesIO(picture.data), side), side)
        return AcceptedPicture(encode(other, "JPEG"), other.width, other.height)


def read_pixels(file: IO[bytes] | str, longest: int | None = None) -> Image.Image:
    """Decode a picture that was accepted before, as RGB, its longer side at most `longest` pixels."""
    with Image.open(file, formats=["JPEG", "PNG"]) as picture:
        if longest is not None:
            picture.draft("RGB", (longest, longest))
            if max(picture.size) > longest:
                return scaled(picture.convert("RGB"), longest)
        return picture.convert("RGB")


def proportions_of(file: FieldFile) -> float:
    """Return the width of a picture that was accepted before, divided by its height; its pixels are not decoded."""
    with file.open() as opened, Image.open(opened, formats=["JPEG", "PNG"]) as picture:
        return picture.width / picture.height


def scaled(picture: Image.Image, side: int) -> Image.Image:
    """Return the picture resampled so that its longer side is `side` pixels."""
    scale = side / max(picture.size)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return picture if size == picture.size else picture.resize(size, Image.Resampling.LANCZOS)


def encode(picture: Image.Image, image_format: str, quality: int = 95, *, made_with: str = "") -> bytes:
    """Return the bytes of a JPEG (full colour resolution) or PNG file.

    It carries no metadata, unless `made_with` says how to make it again: that and our version then stand where
    programs show a picture's description and software.
    """
    buffer = BytesIO()
    about = {"Description": made_with, "Software": f"ImageTransfer {settings.VERSION}"} if made_with else {}
    if image_format == "PNG":
        chunks = PngInfo()
        for name, text in about.items():
            chunks.add_text(name, text)
        # Level 1 is five times faster than the default and a few per cent larger.
        picture.save(buffer, "PNG", compress_level=1, pnginfo=chunks)
    else:
        exif = Image.Exif()
        exif.update({_EXIF[name]: text for name, text in about.items()})
        tags = exif.tobytes() if about else b""  # an empty list of tags would have a header all the same
        # Without `optimize`: 5 % smaller files would cost a second pass and, at 50 megapixels, 300 MB more.
        picture.save(buffer, image_format, quality=quality, subsampling="4:4:4", exif=tags)
    return buffer.getvalue()


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
    file.seek(0)


def _decode(file: IO[bytes]) -> Image.Image:
    """Return the first frame as an upright sRGB picture."""
    image_format = _recognise(file)
    try:
        with Image.open(file, formats=[image_format]) as picture:
            _check_pixels(picture)
            picture.load()
            ImageOps.exif_transpose(picture, in_place=True)
            return to_srgb(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except (PictureRefused, MemoryError):
        raise
    except Exception as error:
        # On damaged bytes Pillow's readers raise OSError, SyntaxError, ValueError, IndexError, struct.error, …
        raise PictureRefused(
            _("This picture is damaged or incomplete; please save it anew or choose another one."), status=400
        ) from error


def _recognise(file: IO[bytes]) -> str:
    """Return Pillow's name of the format that the first bytes promise."""
    start = file.read(_SIGNATURE_LENGTH)
    file.seek(0)
    if start.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if start[:4] == b"RIFF" and start[8:] == b"WEBP":
        return "WEBP"
    if start[4:8] == b"ftyp" and start[8:] in _HEIF_BRANDS:
        # Loaded with the first HEIC photo only: its codec libraries cost a web process 10 MB or more.
        from pillow_heif import register_heif_opener

        register_heif_opener(thumbnails=False)
        return "HEIF"
    raise PictureRefused(_("This is not a picture we can read; please choose a JPEG, PNG, WebP or HEIC file."), 415)


def _check_pixels(picture: Image.Image) -> None:
    """Refuse too many or too few pixels by what the file's header says, before anything is decoded."""
    # The further pictures in a JPEG (depth maps and the like) are never decoded; frames of an animation may be.
    frames = getattr(picture, "n_frames", 1) if picture.format in ("PNG", "WEBP") else 1
    if picture.width * picture.height * frames > settings.UPLOAD_MAX_PIXELS:
        raise _too_many_pixels()
    if min(picture.size) < SMALLEST_SIDE:
        raise PictureRefused(
            _("This picture is too small; please choose one of at least %(side)d by %(side)d pixels.")
            % {"side": SMALLEST_SIDE},
            status=400,
        )


def _too_many_pixels() -> PictureRefused:
    megapixels = settings.UPLOAD_MAX_PIXELS // 1_000_000
    return PictureRefused(
        _("This picture has too many pixels; please choose one of at most %d megapixels.") % megapixels, status=413
    )
