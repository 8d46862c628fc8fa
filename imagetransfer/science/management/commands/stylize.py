"""`manage.py stylize`: the main job without a browser."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from PIL import Image
from tqdm import tqdm

from algorithms.styles.options import LEAST_SIDE, MOST_STYLES, FastOptions, painted_side
from algorithms.styles.options_text import to_text
from algorithms.styles.unlisted import OWN
from imagetransfer.pictures.decoding import encode
from imagetransfer.pictures.pixels import scaled
from imagetransfer.science.management.folders import for_each_photo
from imagetransfer.science.management.option_arguments import add_options, given_options
from imagetransfer.science.management.own_pictures import own_pictures
from imagetransfer.science.management.photos import read_photo
from imagetransfer.science.management.plain_errors import plain_errors

Made = Callable[[Image.Image], Image.Image]

FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG"}


class Command(BaseCommand):
    """Let the photo in, paint it, write it."""

    help = "Give a photo a trained style: of a painting, or the light of another photo."

    def add_arguments(self, parser: CommandParser) -> None:
        """Define the options."""
        parser.add_argument("photo", type=Path, help="a JPEG, PNG, WebP or HEIC file, or a folder of them")
        _add_looks(parser)
        parser.add_argument("--row", type=int, default=0, metavar="N", help="which of that network's styles, from 0")
        parser.add_argument(
            "--out", type=Path, metavar="FILE", help=".jpg or .png, or a folder (default: PHOTO-SLUG.jpg, here)"
        )
        parser.add_argument(
            "--size",
            type=int,
            metavar="N",
            help=f"longer side in pixels, at most (default: the photo's own, but {LEAST_SIDE} to paint a smaller one)",
        )
        parser.add_argument(
            "--keep-size", action="store_true", help=f"paint a photo of less than {LEAST_SIDE} pixels as small as it is"
        )
        add_options(parser.add_argument_group("styles"), FastOptions)

    def handle(self, *args: Any, **options: Any) -> None:
        """Paint; each file appears whole or not at all."""
        looks = [name for name in ("styles", "lights", "network") if options[name]]
        if not looks or ("network" in looks and len(looks) > 1):
            raise CommandError("Give --style or --light, or --network alone.")
        if options["network"]:
            self._each(options, [options["network"].stem], partial(_by_the_source, options=options))
            return
        with plain_errors(), own_pictures(options["styles"], options["lights"]) as (mix, learn):
            choices = FastOptions(styles=mix, **given_options(FastOptions, options))
            names = [slug.removeprefix(OWN) for slug in choices.styles]
            _check_out(options, names)
            learn()
            paint: Made = lambda photo: _stylized(_sized(photo, choices, options), choices)  # noqa: E731
            self._each(options, names, paint, to_text(choices))

    def _each(self, options: dict[str, Any], names: list[str], made: Made, made_with: str = "") -> None:
        """Paint the photo, or each photo of the folder; results in a folder have the photos' and the styles' names."""
        _check_out(options, names)

        def work(own: dict[str, Any]) -> str:
            with plain_errors():
                return _kept(own["out"], made(read_photo(own["photo"], options["size"])), made_with)

        given = options | {"out": options["out"] or _default_out(options["photo"], names)}
        for said in for_each_photo(given, "photo", work, suffix="-".join(["", *names])):
            self.stdout.write(said)


def _add_looks(parser: CommandParser) -> None:
    """Define what the photo can be given."""
    parser.add_argument(
        "--network", type=Path, metavar="FILE", help="a network of the thesis's, of train_photo or train_painter"
    )
    parser.add_argument(
        "--style",
        dest="styles",
        action="append",
        default=[],
        metavar="SLUG[:WEIGHT]",
        help="as in the addresses of the site, or the file of any painting, with a dot in its name; "
        f"give up to {MOST_STYLES} to mix them by their weights",
    )
    parser.add_argument(
        "--light",
        dest="lights",
        action="append",
        default=[],
        metavar="PHOTO[:WEIGHT]",
        help="a photo whose light to take; lights mix with each other and with those that ship",
    )


def _default_out(photo: Path, names: list[str]) -> Path:
    return Path() if photo.is_dir() else Path("-".join([photo.stem, *names]) + ".jpg")


def _check_out(options: dict[str, Any], names: list[str]) -> None:
    """Refuse a result of another kind before anything is painted."""
    out = options["out"] or _default_out(options["photo"], names)
    if not (out.is_dir() or options["photo"].is_dir() or out.suffix.lower() in FORMATS):
        raise CommandError(f"{out} must end in {', '.join(FORMATS)}.")


def _kept(out: Path, picture: Image.Image, made_with: str) -> str:
    from algorithms.io.atomic_file import atomic_write

    with atomic_write(out) as file:
        file.write(encode(picture, FORMATS[out.suffix.lower()], made_with=made_with))
    return f"Painted {out} ({picture.width} × {picture.height})."


def _sized(photo: Image.Image, choices: FastOptions, options: dict[str, Any]) -> Image.Image:
    """Bring the photo to the size of the result."""
    given = {name: options[name] for name in ("size", "keep_size")}
    return scaled(photo, painted_side(max(photo.size), choices.kind, **given))


def _stylized(photo: Image.Image, options: FastOptions) -> Image.Image:
    import numpy as np

    from algorithms.stylize import stylize
    from segmentation.parse import parse

    with tqdm(total=100, unit="%") as bar:
        return Image.fromarray(stylize(np.asarray(photo), options, lambda share: _advance(bar, share), parse))


def _by_the_source(photo: Image.Image, options: dict[str, Any]) -> Image.Image:
    """Paint at the photo's size, all at once, as the thesis does."""
    import keras
    import numpy as np

    from algorithms.io.images import to_float, to_uint8
    from algorithms.recipes.transform_net import read_transform_net

    network = read_transform_net(options["network"])
    if not 0 <= options["row"] < network.styles:
        raise CommandError(f"There is no row {options['row']}; the network has {network.styles}, from 0.")
    mix = keras.ops.one_hot([options["row"]], network.styles)
    return Image.fromarray(to_uint8(np.clip(network(to_float(np.asarray(photo))[None], mix)[0], 0, 1)))


def _advance(bar: Any, share: float) -> None:
    bar.update(round(100 * share) - bar.n)
