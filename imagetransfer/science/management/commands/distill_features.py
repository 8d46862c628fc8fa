"""`manage.py distill_features`: make the compact loss network."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from imagetransfer.science.management.option_arguments import add_options, given_options
from imagetransfer.science.management.plain_errors import plain_errors
from imagetransfer.science.management.training import output_file, with_bar


class Command(BaseCommand):
    """Read the teachers, train, write the student."""

    help = "Distil the compact loss network, which ships, from two teachers and a folder of pictures."

    def add_arguments(self, parser: CommandParser) -> None:
        """Define the options; the training's own come from its dataclass."""
        from algorithms.training.options import DistillOptions

        exact_help, quarter_help = (
            "VGG-19's exact blocks 1 to 3, as .npz",
            "VGG-19 with a quarter of its channels, as .npz",
        )
        parser.add_argument("--exact", type=Path, required=True, metavar="FILE", help=exact_help)
        parser.add_argument("--quarter", type=Path, required=True, metavar="FILE", help=quarter_help)
        parser.add_argument("--pictures", type=Path, nargs="+", required=True, metavar="FOLDER", help="what to look at")
        parser.add_argument(
            "--out", type=output_file, required=True, metavar="FILE", help="where the network goes, as .npz"
        )
        parser.add_argument(
            "--checkpoint", type=output_file, metavar="FILE", help="saved now and then; resumed when there"
        )
        add_options(parser.add_argument_group("training"), DistillOptions)

    def handle(self, *args: Any, **options: Any) -> None:
        """Distil."""
        from algorithms.io.weights_file import write_weights
        from algorithms.perceptual.distill import Distiller, distill
        from algorithms.perceptual.vgg import from_file
        from algorithms.training.options import DistillOptions

        with plain_errors():
            training = DistillOptions(**given_options(DistillOptions, options))
            distiller = Distiller(from_file(options["quarter"]), from_file(options["exact"]), training)
            for _ in with_bar(distill(distiller, options["pictures"], options["checkpoint"]), training.steps):
                pass
            write_weights(options["out"], distiller.to_arrays())
