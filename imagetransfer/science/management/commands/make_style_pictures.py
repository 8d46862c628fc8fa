"""`manage.py make_style_pictures`: the pictures that stand for each style on the site, and the first page's."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from algorithms.styles import catalogue
from imagetransfer.home.views import EXAMPLES
from imagetransfer.science.management.plain_errors import plain_errors

if TYPE_CHECKING:
    import numpy as np

STATIC = settings.BASE_DIR / "site" / "static"
FOLDER = STATIC / "styles"


class Command(BaseCommand):
    """Make swatches and samples, and paint the first page's photos."""

    help = (
        "Make each style's sample, a photo in that style, and its swatch, the same smaller beside a piece of the work. "
        "The photo is of a cat for paintings, a portrait or one of the lights' own photographs for lights "
        "(scikit-image's chelsea and astronaut are free of rights). The first page's photos are painted, too."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Define the options."""
        parser.add_argument(
            "--styles", type=Path, required=True, metavar="FOLDER", help="the styles' pictures, SLUG.jpg"
        )
        parser.add_argument(
            "--added", action="store_true", help="of added styles whose pictures are in FOLDER, into STYLES_FOLDER"
        )
        parser.add_argument("--only", choices=("swatches", "samples"), help="make only these")
        parser.add_argument("--kind", choices=("painting", "photographic"), help="of these styles only")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them."""
        from algorithms.showcase.style_pictures import sample_photo, swatch_of, write_picture

        if not options["added"]:
            write_picture(FOLDER / "sample-photo.webp", sample_photo("painting"))
        with plain_errors():
            for style in tqdm(_chosen(options), unit="style"):
                folder = FOLDER if style.ships else style.folder
                sample = _sample(style, options["styles"])
                if options["only"] != "swatches":
                    write_picture(folder / style.sample, sample)
                if options["only"] != "samples":
                    write_picture(folder / style.swatch, swatch_of(sample, _picture(style, options["styles"])))
            if not options["added"]:
                _paint_first_page()


def _chosen(options: dict[str, Any]) -> list[catalogue.Style]:
    styles = catalogue.styles_of(options["kind"]) if options["kind"] else catalogue.styles()
    if not options["added"]:
        return [style for style in styles if style.ships]
    return [style for style in styles if not style.ships and (options["styles"] / f"{style.slug}.jpg").exists()]


def _paint_first_page() -> None:
    """Paint each photo in the size in which the site would, and show it in its own."""
    from algorithms.io.images import read_image, resize, to_float, to_uint8
    from algorithms.showcase.style_pictures import write_picture
    from algorithms.styles.options import FastOptions, painted_side
    from algorithms.stylize import stylize

    for name, (_, slug) in EXAMPLES.items():
        photo = read_image(STATIC / "home" / f"{name}.webp")
        height, width, _channels = photo.shape
        scale = painted_side(max(height, width), "painting") / max(height, width)
        large = to_uint8(resize(photo, round(scale * height), round(scale * width)))
        painted = to_float(stylize(large, FastOptions(styles={slug: 100})))
        write_picture(STATIC / "home" / f"{name}-painted.webp", resize(painted, height, width))


def _picture(style: catalogue.Style, folder: Path) -> "np.ndarray[Any, Any]":
    """Return a style's painting, or the photograph of a light as the light has it."""
    from algorithms.io.images import read_image
    from algorithms.recipes.lights import developed

    def read(name: str) -> "np.ndarray[Any, Any]":
        return read_image(folder / f"{name}.jpg", longest=512)

    return read(style.slug) if style.kind == "painting" else developed(style.slug, read)


def _sample(style: catalogue.Style, folder: Path) -> "np.ndarray[Any, Any]":
    """Return a photo that suits the style, in the style."""
    from algorithms.io.images import read_image, to_float, to_uint8
    from algorithms.recipes.lights import SAMPLES
    from algorithms.showcase.style_pictures import as_sample, sample_photo
    from algorithms.styles.options import FastOptions
    from algorithms.stylize import stylize
    from segmentation.parse import parse

    name = SAMPLES.get(style.slug)
    photo = as_sample(read_image(folder / f"{name}.jpg")) if name else sample_photo(style.kind)
    options = FastOptions(styles={style.slug: 100})
    return to_float(stylize(to_uint8(photo), options, parse=parse))
