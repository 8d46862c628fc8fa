"""`manage.py parse`: show what the scene parser sees."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from imagetransfer.science.management.photos import read_photo
from imagetransfer.science.management.plain_errors import plain_errors

SIDE = 1024  # longer side of an overlay


class Command(BaseCommand):
    """Write an overlay for each photo."""

    help = "Colour photos by what the scene parser sees in them: sky, building, person, …."

    def add_arguments(self, parser: CommandParser) -> None:
        """Define the options."""
        parser.add_argument("photos", type=Path, nargs="+", metavar="PHOTO", help="JPEG, PNG, WebP or HEIC files")
        parser.add_argument("--out", type=Path, default=Path(), metavar="FOLDER", help="for PHOTO-scene.jpg")

    def handle(self, *args: Any, **options: Any) -> None:
        """Parse one photo after the other."""
        import numpy as np

        from algorithms.io.images import to_float
        from algorithms.io.picture_file import write_picture
        from segmentation.overlay import overlay
        from segmentation.parse import parse

        for path in options["photos"]:
            with plain_errors():
                photo = to_float(np.asarray(read_photo(path, SIDE)))
                out = options["out"] / f"{path.stem}-scene.jpg"
                write_picture(out, overlay(photo, parse(photo).argmax(axis=-1)))
            self.stdout.write(f"Wrote {out}.")
