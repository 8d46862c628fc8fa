"""`manage.py paint`: slow painting without a browser."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from imagetransfer.science.management.folders import for_each_photo
from imagetransfer.science.management.masks import add_mask_options, read_regions
from imagetransfer.science.management.painting import (
    add_picture_options,
    add_ways,
    read_pictures,
    read_styles,
    read_way,
    with_losses,
)
from imagetransfer.science.management.plain_errors import plain_errors
from imagetransfer.science.management.records import OF_ONE_PHOTO, Record, add_record_options


class Command(BaseCommand):
    """Read, paint, write."""

    help = "Paint a photo in the manner of one or several pictures, by optimising its pixels; see also stylize."

    def add_arguments(self, parser: CommandParser) -> None:
        """Define the options; the painting's own come from its dataclass."""
        add_picture_options(parser, "the photo, JPEG, PNG, WebP or HEIC, or a folder of them")
        parser.add_argument("--start-picture", type=Path, metavar="FILE", help="a picture to begin with (see --start)")
        add_mask_options(parser)
        add_ways(parser)
        add_record_options(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Paint; each file appears whole or not at all."""
        for said in for_each_photo(options, "content", _painted, (*OF_ONE_PHOTO, "content_mask")):
            self.stdout.write(said)


def _painted(options: dict[str, Any]) -> str:
    from algorithms.gatys.paint import paint
    from algorithms.neighbours.paint import paint_by_neighbours
    from algorithms.perceptual.vgg import loss_network

    with plain_errors():
        preset = read_way(options)
        record = Record(options, preset.options.steps, preset.save_every)
        content, styles = read_pictures(preset, options["content"], options["styles"])
        (start,) = read_styles([options["start_picture"]], max(content.shape)) if options["start_picture"] else [None]
        network = loss_network(preset.network, preset.pooling)
        regions = read_regions(options, content, styles[0])
        work = paint_by_neighbours if options["way"] == "neighbours" else paint
        progress = work(network, content, styles, preset.options, record.state, regions, start)
        return record.keep(with_losses(progress, preset.options))
