"""`manage.py texture`: more of what a picture is made of."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from imagetransfer.science.management.painting import (
    DEFAULT_SIZE,
    add_painting_options,
    read_preset,
    read_styles,
    with_losses,
)
from imagetransfer.science.management.plain_errors import plain_errors
from imagetransfer.science.management.records import Record, add_record_options


class Command(BaseCommand):
    """Read, synthesise, write."""

    help = "Make a texture out of noise that has the strokes and colours of one or several pictures; there is no photo."

    def add_arguments(self, parser: CommandParser) -> None:
        """Define the options; those of the photo are left out."""
        parser.add_argument("styles", type=Path, nargs="+", metavar="style", help="a picture; several blend")
        add_painting_options(parser, without=("content_weight", "content_layers", "start", "colours"))
        parser.add_argument("--height", type=int, metavar="N", help="of the texture (default: --size, a square)")
        add_record_options(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Synthesise; each file appears whole or not at all."""
        from algorithms.gatys.paint import synthesise_texture
        from algorithms.perceptual.vgg import loss_network

        with plain_errors():
            preset = read_preset(options)
            record = Record(options, preset.options.steps, preset.save_every)
            width = preset.size or DEFAULT_SIZE
            height = width if options["height"] is None else options["height"]
            styles = read_styles(options["styles"], width)
            network = loss_network(preset.network, preset.pooling)
            progress = synthesise_texture(network, styles, height, width, preset.options, record.state)
            self.stdout.write(record.keep(with_losses(progress, preset.options)))
