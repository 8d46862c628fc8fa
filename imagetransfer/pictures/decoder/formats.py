"""Which pictures are read at all, by their first bytes and by the size that they announce."""

from PIL import Image

SMALLEST_SIDE = 16
_HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


class Unreadable(Exception):  # noqa: N818 - an answer to the site, which knows the sentence for it
    """Why a picture is not let in: "unknown", "damaged", "small", "many_pixels" or "costly"."""


def recognise(data: bytes) -> str:
    """Return Pillow's name of the format that the first bytes promise."""
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS:
        return "HEIF"
    raise Unreadable("unknown")


def check_size(picture: Image.Image, most_pixels: int) -> None:
    """Refuse too many or too few pixels by what the file's header says, before anything is decoded."""
    # The further pictures in a JPEG (depth maps and the like) are never decoded; frames of an animation may be.
    frames = getattr(picture, "n_frames", 1) if picture.format in ("PNG", "WEBP") else 1
    if picture.width * picture.height * frames > most_pixels:
        raise Unreadable("many_pixels")
    if min(picture.size) < SMALLEST_SIDE:
        raise Unreadable("small")
