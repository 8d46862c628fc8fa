"""Pictures that a command is given: through the same door as uploads, with the same limits."""

from io import BytesIO
from pathlib import Path

from django.core.management.base import CommandError
from PIL import Image

from imagetransfer.pictures.decoding import PictureRefused, accept
from imagetransfer.pictures.pixels import read_pixels


def read_photo(path: Path, size: int | None) -> Image.Image:
    """Read a picture, its longer side at most `size` pixels; OSError if the file is missing."""
    if size is not None and size < 1:
        raise CommandError(f"--size is {size}; give at least 1.")
    try:
        with path.open("rb") as file:
            return read_pixels(BytesIO(accept(file).data), size)
    except PictureRefused as refused:
        raise CommandError(f"{path}: {refused}") from refused
