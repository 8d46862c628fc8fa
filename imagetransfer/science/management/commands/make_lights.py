"""`manage.py make_lights`: the vectors of the lights that ship."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from algorithms.styles import catalogue
from imagetransfer.science.management.plain_errors import plain_errors

if TYPE_CHECKING:
    import numpy as np


class Command(BaseCommand):
    """Read each light's photograph, develop it, and write its vector."""

    help = "Make the vector of each light that ships from its photograph; nothing is trained."

    def add_arguments(self, parser: CommandParser) -> None:
        """Define the options."""
        parser.add_argument("--photos", type=Path, required=True, metavar="FOLDER", help="the photographs, NAME.jpg")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them."""
        from algorithms.grading.grade import light_of_photo
        from algorithms.grading.light import write_light
        from algorithms.io.images import to_uint8
        from algorithms.recipes.lights import developed, photograph_of
        from segmentation.parse import parse

        @cache
        def photo_of(name: str) -> "np.ndarray[Any, Any]":
            from algorithms.io.images import read_image

            return read_image(options["photos"] / f"{name}.jpg")

        with plain_errors():
            for style in tqdm([style for style in catalogue.styles_of("photographic") if style.ships], unit="light"):
                groups = parse(photo_of(photograph_of(style.slug)))
                picture = to_uint8(developed(style.slug, photo_of))
                write_light(style.weights_path, light_of_photo(picture, lambda _: groups))  # noqa: B023
