"""`manage.py train_one_pass`: teach the one-pass painter its styles, and its encoder any painting."""

from __future__ import annotations

import os
from argparse import BooleanOptionalAction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from imagetransfer.science.management.option_arguments import add_options, given_options
from imagetransfer.science.management.plain_errors import plain_errors
from imagetransfer.science.management.training import add_style_files, output_file, style_files, with_bar

if TYPE_CHECKING:
    from algorithms.johnson.any_style_training import AnyStyleTrainer
    from algorithms.training.options import TrainOptions


class Command(BaseCommand):
    """Make or read the networks, train them, write them."""

    help = (
        "Train the one-pass painter and its style encoder. The chosen styles get parameters of their own, the first "
        "style's picture the first; of the other paintings only the encoder learns."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Define the options; the training's own come from its dataclass."""
        from algorithms.training.options import TrainOptions

        add_style_files(parser)
        parser.add_argument("--paintings", type=Path, metavar="FOLDER", help="other paintings to learn from")
        parser.add_argument("--leave-out", type=Path, metavar="FILE", help="names of paintings not to learn from")
        parser.add_argument("--photos", type=Path, nargs="+", required=True, metavar="FOLDER")
        parser.add_argument("--start", type=Path, metavar="FILE", help="a file to go on from (default: random weights)")
        parser.add_argument("--out", type=output_file, required=True, metavar="FILE", help="where it goes, as .npz")
        parser.add_argument(
            "--checkpoint", type=output_file, metavar="FILE", help="saved now and then; resumed when there"
        )
        parser.add_argument("--loss-network", default="compact", metavar="NAME", help="as of train_painter")
        parser.add_argument(
            "--bfloat16", action=BooleanOptionalAction, help="multiply in bfloat16 (default: where the processor can)"
        )
        add_options(parser.add_argument_group("training"), TrainOptions)

    def handle(self, *args: Any, **options: Any) -> None:
        """Train."""
        from algorithms.io.processor import has_bfloat16
        from algorithms.johnson.any_style_training import train_any_style
        from algorithms.johnson.one_pass_file import write_one_pass
        from algorithms.training.options import TrainOptions

        if has_bfloat16() if options["bfloat16"] is None else options["bfloat16"]:
            os.environ.setdefault("ONEDNN_DEFAULT_FPMATH_MODE", "BF16")  # oneDNN reads it when it is first used
        with plain_errors():
            training = TrainOptions(**given_options(TrainOptions, options))
            trainer = _trainer(options, training)
            steps = train_any_style(trainer, options["photos"], options["checkpoint"])
            for progress in with_bar(steps, training.steps):
                if progress.step % training.save_every == 0 or progress.step == training.steps:
                    write_one_pass(options["out"], trainer.network, trainer.encoder, trainer.chosen_params())


def _trainer(options: dict[str, Any], training: TrainOptions) -> AnyStyleTrainer:
    import keras

    from algorithms.io.images import read_image
    from algorithms.johnson.any_style_training import AnyStyleTrainer
    from algorithms.johnson.one_pass_file import read_one_pass
    from algorithms.johnson.one_pass_network import OnePassNet
    from algorithms.perceptual.vgg import loss_network

    keras.utils.set_random_seed(training.seed)
    chosen = list(style_files(options).values())
    start = read_one_pass(options["start"]) if options["start"] else None
    if start and len(start.style_params) != len(chosen):
        raise CommandError(f"{options['start']} has {len(start.style_params)} styles; give as many pictures, in order.")
    return AnyStyleTrainer(
        start.network if start else OnePassNet(),
        start.encoder if start else None,
        loss_network=loss_network(options["loss_network"]),
        eye=loss_network("compact"),
        paintings=[read_image(file, training.style_side) for file in [*chosen, *_others(options)]],
        chosen=len(chosen),
        style_params=start.style_params if start else None,
        options=training,
    )


def _others(options: dict[str, Any]) -> list[Path]:
    from algorithms.io.images import image_files

    if not options["paintings"]:
        return []
    left_out = set(options["leave_out"].read_text().split()) if options["leave_out"] else set()
    return [file for file in image_files(options["paintings"]) if file.name not in left_out]
