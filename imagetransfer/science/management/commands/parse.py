"""`manage.py parse`: show what the scene parser sees."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from imagetransfer.science.management.masks import add_parser_option
from imagetransfer.science.management.photos import read_photo
from imagetransfer.science.management.plain_errors import plain_errors

SIDE = 1024  # longer side of an overlay


class Command(BaseCommand):
    """Write an overlay for each photo."""

    help = "Colour photos by what the scene parser sees in them: sky, building, person, …."

    def add_arguments(self, parser: CommandParser) -> None:
        """Define the options."""
        parser.add_argument("photos", type=Path, nargs="+", metavar="PHOTO", help="JPEG, PNG, WebP or HEIC files")
        add_parser_option(parser)
        parser.add_argument("--groups", action="store_true", help="merge a parser's 151 classes into the ten groups")
        parser.add_argument("--out", type=Path, default=Path(), metavar="FOLDER", help="for PHOTO-scene.jpg")

    def handle(self, *args: Any, **options: Any) -> None:
        """Parse one photo after the other."""
        import numpy as np

        from algorithms.io.images import to_float
        from algorithms.io.picture_file import write_picture
        from segmentation.compiled_parser import scene_parser
        from segmentation.overlay import overlay
        from segmentation.parse import parse, parse_labels

        with plain_errors():
            parser = scene_parser(options["parser"])
        for path in options["photos"]:
            with plain_errors():
                photo = to_float(np.asarray(read_photo(path, SIDE)))
                out = options["out"] / f"{path.stem}-scene.jpg"
                likely = (parse if options["groups"] else parse_labels)(photo, parser)
                write_picture(out, overlay(photo, likely.argmax(axis=-1), likely.shape[-1]))
            self.stdout.write(f"Wrote {out}.")
