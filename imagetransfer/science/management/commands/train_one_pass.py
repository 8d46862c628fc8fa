"""`manage.py train_one_pass`: teach the one-pass painter its styles."""

from __future__ import annotations

import os
from argparse import BooleanOptionalAction
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from imagetransfer.science.management.option_arguments import add_options, given_options
from imagetransfer.science.management.plain_errors import plain_errors
from imagetransfer.science.management.training import (
    add_style_files,
    output_file,
    style_files,
    with_bar,
)

if TYPE_CHECKING:
    from algorithms.johnson.one_pass_network import OnePassNet
    from algorithms.training.loop import TrainProgress
    from algorithms.training.options import TrainOptions

STAGES = ("pixels", "guided", "photos")


class Command(BaseCommand):
    """Make or read the network, take it through one stage of its training, write it."""

    help = (
        "Train the one-pass painter in stages: by the pixels of examples, by perceptual losses guided by examples, "
        "and by perceptual losses and photographs alone. The first style's picture belongs to row 0, and so on."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Define the options; the training's own come from its dataclass."""
        from algorithms.training.options import TrainOptions

        parser.add_argument("stage", choices=STAGES)
        add_style_files(parser)
        parser.add_argument("--photos", type=Path, nargs="+", metavar="FOLDER", help="for the stage photos")
        parser.add_argument("--examples", type=Path, metavar="FOLDER", help="of paint_examples, for the other stages")
        parser.add_argument(
            "--start", type=Path, metavar="FILE", help="a network to go on from (default: random weights)"
        )
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
        from algorithms.johnson.one_pass_file import write_one_pass_net
        from algorithms.training.options import TrainOptions

        if has_bfloat16() if options["bfloat16"] is None else options["bfloat16"]:
            os.environ.setdefault("ONEDNN_DEFAULT_FPMATH_MODE", "BF16")  # oneDNN reads it when it is first used
        needed = "photos" if options["stage"] == "photos" else "examples"
        if not options[needed]:
            raise CommandError(f"For the stage {options['stage']}, --{needed} is needed.")
        with plain_errors():
            training = TrainOptions(**given_options(TrainOptions, options))
            files = list(style_files(options).values())
            network = _network(options["start"], len(files), training.seed)
            for progress in with_bar(_stage(options, files, network, training), training.steps):
                if progress.step % training.save_every == 0:
                    write_one_pass_net(options["out"], network)
            write_one_pass_net(options["out"], network)


def _network(start: Path | None, styles: int, seed: int) -> OnePassNet:
    import keras

    from algorithms.johnson.one_pass_file import read_one_pass_net
    from algorithms.johnson.one_pass_network import OnePassNet

    keras.utils.set_random_seed(seed)
    network = read_one_pass_net(start) if start else OnePassNet(styles)
    if network.styles != styles:
        raise CommandError(f"{start} has {network.styles} styles; give as many pictures, in their order.")
    return network


def _stage(
    options: dict[str, Any], files: list[Path], network: OnePassNet, training: TrainOptions
) -> Iterator[TrainProgress]:
    from algorithms.io.images import read_image
    from algorithms.johnson.guided_training import GuidedTrainer, train_guided
    from algorithms.johnson.training import PainterTrainer, train
    from algorithms.johnson.training_by_example import train_by_example
    from algorithms.perceptual.vgg import loss_network

    if options["stage"] == "pixels":
        return train_by_example(network, options["examples"], training, options["checkpoint"])
    pictures = [read_image(file, training.style_side) for file in files]
    against = loss_network(options["loss_network"])
    if options["stage"] == "guided":
        guided = GuidedTrainer(network, against, pictures, training)
        return train_guided(guided, options["examples"], options["checkpoint"])
    return train(PainterTrainer(network, against, pictures, training), options["photos"], options["checkpoint"])
