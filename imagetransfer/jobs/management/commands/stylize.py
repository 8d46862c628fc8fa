"""`manage.py stylize`: the main job without a browser."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from PIL import Image
from tqdm import tqdm

from algorithms.fast_options import FastOptions
from imagetransfer.jobs.management.photos import read_photo
from imagetransfer.jobs.management.plain_errors import plain_errors
from imagetransfer.pictures.door import encode

FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG"}


class Command(BaseCommand):
    """Let the photo in, paint it, write it."""

    help = "Give a photo a trained style: of a painting, or the light of another photo."

    def add_arguments(self, parser: CommandParser) -> None:
        """Define the options."""
        parser.add_argument("photo", type=Path, help="a JPEG, PNG, WebP or HEIC file")
        parser.add_argument("--style", required=True, metavar="SLUG", help="as in the addresses of the site")
        parser.add_argument("--out", type=Path, metavar="FILE", help=".jpg or .png (default: PHOTO-SLUG.jpg, here)")
        parser.add_argument("--size", type=int, metavar="N", help="longer side in pixels (default: the photo's own)")
        parser.add_argument(
            "--strength",
            type=int,
            default=100,
            metavar="PERCENT",
            help="0 leaves the photo as it is (default: %(default)s)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Paint; the file appears whole or not at all."""
        from algorithms.whole_file import whole_file

        photo_path, slug = options["photo"], options["style"]
        out = options["out"] or Path(f"{photo_path.stem}-{slug}.jpg")
        if out.suffix.lower() not in FORMATS:
            raise CommandError(f"{out} must end in {', '.join(FORMATS)}.")
        choices = _choices(slug, options["strength"])
        with plain_errors():
            photo = read_photo(photo_path, options["size"])
            painting = _grade(photo, choices) if choices.kind == "photo" else _paint(photo, choices)
            with whole_file(out) as file:
                file.write(encode(painting, FORMATS[out.suffix.lower()]))
        self.stdout.write(f"Painted {out} ({painting.width} × {painting.height}).")


def _choices(slug: str, strength: int) -> FastOptions:
    try:
        return FastOptions(styles={slug: 100}, strength=strength)
    except ValueError as error:
        raise CommandError(str(error)) from error


def _grade(photo: Image.Image, options: FastOptions) -> Image.Image:
    import numpy as np

    from algorithms.fast_photo import grade

    return Image.fromarray(grade(np.asarray(photo), options))


def _paint(photo: Image.Image, options: FastOptions) -> Image.Image:
    import numpy as np

    from algorithms.stylize import stylize

    with tqdm(total=100, unit="%") as bar:
        return Image.fromarray(stylize(np.asarray(photo), options, lambda share: _advance(bar, share)))


def _advance(bar: Any, share: float) -> None:
    bar.update(round(100 * share) - bar.n)
