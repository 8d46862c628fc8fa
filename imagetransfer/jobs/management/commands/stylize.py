"""`manage.py stylize`: the main job without a browser."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from PIL import Image
from tqdm import tqdm

from algorithms.catalogue import WORKING_SIDE, Style, style
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
            help="of a photographic style (default: %(default)s)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Paint; the file appears whole or not at all."""
        from algorithms.whole_file import whole_file

        photo_path, slug = options["photo"], options["style"]
        out = options["out"] or Path(f"{photo_path.stem}-{slug}.jpg")
        if out.suffix.lower() not in FORMATS:
            raise CommandError(f"{out} must end in {', '.join(FORMATS)}.")
        chosen = _style(slug)
        strength = _strength(options["strength"], chosen)
        with plain_errors():
            photo = read_photo(photo_path, options["size"])
            painting = _grade(photo, chosen, strength) if chosen.kind == "photo" else _paint(photo, chosen)
            with whole_file(out) as file:
                file.write(encode(painting, FORMATS[out.suffix.lower()]))
        self.stdout.write(f"Painted {out} ({painting.width} × {painting.height}).")


def _style(slug: str) -> Style:
    try:
        return style(slug)
    except KeyError as error:
        raise CommandError(error.args[0]) from error


def _strength(percent: int, chosen: Style) -> float:
    if not 0 <= percent <= 100:
        raise CommandError(f"--strength is {percent}; give 0 to 100.")
    if percent != 100 and chosen.kind != "photo":
        raise CommandError(f"{chosen.title} is a painting; --strength is for photographic styles.")
    return percent / 100


def _grade(photo: Image.Image, chosen: Style, strength: float) -> Image.Image:
    import numpy as np

    from algorithms.fast_photo import grade

    return Image.fromarray(grade(np.asarray(photo), chosen, strength))


def _paint(photo: Image.Image, chosen: Style) -> Image.Image:
    """Paint as the site does: at once up to the size of its preview, in tiles beyond."""
    import numpy as np

    from algorithms.images import to_float, to_uint8
    from algorithms.stylize import stylize, stylize_full_size

    pixels = to_float(np.asarray(photo))
    if max(photo.size) <= WORKING_SIDE:
        return Image.fromarray(to_uint8(stylize(pixels, chosen)))
    with tqdm(total=100, unit="%") as bar:
        painted = stylize_full_size(pixels, chosen, lambda share: _advance(bar, share))
    return Image.fromarray(to_uint8(painted))


def _advance(bar: Any, share: float) -> None:
    bar.update(round(100 * share) - bar.n)
