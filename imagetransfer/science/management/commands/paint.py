"""`manage.py paint`: slow painting without a browser."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from imagetransfer.science.management.masks import add_mask_options, read_regions
from imagetransfer.science.management.painting import (
    add_picture_options,
    add_ways,
    read_pictures,
    read_way,
    with_losses,
)
from imagetransfer.science.management.plain_errors import plain_errors
from imagetransfer.science.management.records import Record, add_record_options


class Command(BaseCommand):
    """Read, paint, write."""

    help = "Paint a photo in the manner of one or several pictures, by optimising its pixels; see also stylize."

    def add_arguments(self, parser: CommandParser) -> None:
        """Define the options; the painting's own come from its dataclass."""
        add_picture_options(parser)
        add_mask_options(parser)
        add_ways(parser)
        add_record_options(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Paint; each file appears whole or not at all."""
        from algorithms.gatys.paint import paint
        from algorithms.neighbours.paint import paint_by_neighbours
        from algorithms.perceptual.vgg import loss_network

        with plain_errors():
            preset = read_way(options)
            record = Record(options, preset.options.steps, preset.save_every)
            content, styles = read_pictures(preset, options["content"], options["styles"])
            network = loss_network(preset.network, preset.pooling)
            regions = read_regions(options, content, styles[0])
            work = paint_by_neighbours if options["way"] == "neighbours" else paint
            progress = work(network, content, styles, preset.options, record.state, regions)
            self.stdout.write(record.keep(with_losses(progress, preset.options)))
