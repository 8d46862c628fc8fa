"""`manage.py make_style_pictures`: the pictures that stand for each style on the site."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from PIL import Image
from tqdm import tqdm

from algorithms import catalogue
from imagetransfer.jobs.management.plain_errors import plain_errors

if TYPE_CHECKING:
    import numpy as np

FOLDER = settings.BASE_DIR / "site" / "static" / "styles"
SWATCH_SIDE, SWATCH_FRAME = 256, 16
SAMPLE_HEIGHT, SAMPLE_WIDTH = 400, 600


class Command(BaseCommand):
    """Make swatches and samples."""

    help = (
        "Make each style's swatch, a texture synthesised from its picture, and its sample, a photo of a cat in that "
        "style (scikit-image's chelsea, CC0)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Define the options."""
        parser.add_argument(
            "--styles", type=Path, required=True, metavar="FOLDER", help="the styles' pictures, SLUG.jpg"
        )
        parser.add_argument("--only", choices=("swatches", "samples"), help="make only these")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them."""
        from skimage.data import chelsea

        from algorithms.images import read_image, resize, to_float
        from algorithms.stylize import stylize

        photo = resize(to_float(chelsea()), SAMPLE_HEIGHT, SAMPLE_WIDTH)
        _save(photo, "sample-photo.jpg")
        with plain_errors():
            for style in tqdm(catalogue.styles(), unit="style"):
                if options["only"] != "swatches":
                    _save(stylize(photo, style), f"{style.slug}-sample.jpg")
                if options["only"] != "samples":
                    picture = read_image(options["styles"] / f"{style.slug}.jpg", longest=512)
                    _save(_swatch(picture), f"{style.slug}-swatch.jpg")


def _swatch(picture: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """Synthesise a texture; its frame is cut off, because textures are weak at their border."""
    from algorithms.features import compact
    from algorithms.gatys import synthesise_texture
    from algorithms.paint_options import PaintOptions

    side = SWATCH_SIDE + 2 * SWATCH_FRAME
    options = PaintOptions(steps=150, learning_rate=0.03, tv_weight=5.0)
    *_, last = synthesise_texture(compact(), [picture], side, side, options)
    return last.picture[SWATCH_FRAME:-SWATCH_FRAME, SWATCH_FRAME:-SWATCH_FRAME]


def _save(picture: "np.ndarray[Any, Any]", name: str) -> None:
    from algorithms.images import to_uint8

    FOLDER.mkdir(parents=True, exist_ok=True)
    Image.fromarray(to_uint8(picture)).save(FOLDER / name, quality=85)
