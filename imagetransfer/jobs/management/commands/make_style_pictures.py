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
        "Make each style's swatch, a texture synthesised from the painting or a small part of the photo, and its "
        "sample, a photo in that style: of a cat for paintings, a portrait for photos (scikit-image's chelsea and "
        "astronaut, both free of rights)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Define the options."""
        parser.add_argument(
            "--styles", type=Path, required=True, metavar="FOLDER", help="the styles' pictures, SLUG.jpg"
        )
        parser.add_argument("--only", choices=("swatches", "samples"), help="make only these")
        parser.add_argument("--kind", choices=("painting", "photo"), help="of these styles only")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them."""
        from skimage.data import astronaut, chelsea

        from algorithms.images import read_image, resize, to_float

        cat = resize(to_float(chelsea()), SAMPLE_HEIGHT, SAMPLE_WIDTH)
        portrait = resize(to_float(astronaut())[:341], SAMPLE_HEIGHT, SAMPLE_WIDTH)
        _save(cat, "sample-photo.jpg")
        with plain_errors():
            chosen = catalogue.styles_of(options["kind"]) if options["kind"] else catalogue.styles()
            for style in tqdm(chosen, unit="style"):
                if options["only"] != "swatches":
                    _save(_sample(cat if style.kind == "painting" else portrait, style), style.sample)
                if options["only"] != "samples":
                    picture = read_image(options["styles"] / f"{style.slug}.jpg", longest=512)
                    make = _texture if style.kind == "painting" else _part
                    _save(make(picture), style.swatch)


def _sample(photo: "np.ndarray[Any, Any]", style: catalogue.Style) -> "np.ndarray[Any, Any]":
    from algorithms.fast_options import FastOptions
    from algorithms.fast_photo import grade
    from algorithms.images import to_float, to_uint8
    from algorithms.stylize import stylize

    work = stylize if style.kind == "painting" else grade
    return to_float(work(to_uint8(photo), FastOptions(styles={style.slug: 100})))


def _part(picture: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """Cut the largest square out of the middle."""
    from algorithms.images import resize

    height, width, _ = picture.shape
    side = min(height, width)
    top, left = (height - side) // 2, (width - side) // 2
    return resize(picture, SWATCH_SIDE, SWATCH_SIDE, (left, top, left + side, top + side))


def _texture(picture: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """Synthesise a texture; its frame is cut off, because textures are weak at their border."""
    from algorithms.features import compact
    from algorithms.gatys import synthesise_texture
    from algorithms.paint_options import PaintOptions

    side = SWATCH_SIDE + 2 * SWATCH_FRAME
    options = PaintOptions(optimiser="adam", scales=1, steps=150, learning_rate=0.03, tv_weight=5.0)
    *_, last = synthesise_texture(compact(), [picture], side, side, options)
    return last.picture[SWATCH_FRAME:-SWATCH_FRAME, SWATCH_FRAME:-SWATCH_FRAME]


def _save(picture: "np.ndarray[Any, Any]", name: str) -> None:
    from algorithms.images import to_uint8

    FOLDER.mkdir(parents=True, exist_ok=True)
    Image.fromarray(to_uint8(picture)).save(FOLDER / name, quality=85)
