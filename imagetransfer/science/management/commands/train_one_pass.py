"""`manage.py train_one_pass`: teach the one-pass painter its styles, and its encoder any painting."""

from __future__ import annotations

import os
from argparse import BooleanOptionalAction
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from imagetransfer.science.management.option_arguments import add_options
from imagetransfer.science.management.plain_errors import plain_errors
from imagetransfer.science.management.training import (
    add_style_files,
    output_file,
    read_preset_options,
    style_files,
    with_bar,
)

if TYPE_CHECKING:
    from algorithms.johnson.any_style_training import AnyStyleTrainer
    from algorithms.johnson.one_pass_file import OnePassFile
    from algorithms.training.loop import TrainProgress
    from algorithms.training.options import TrainOptions


class Command(BaseCommand):
    """Make or read the networks, train them, write them."""

    help = (
        "Train the one-pass painter and its style encoder. The chosen styles get parameters of their own, the first "
        "style's picture the first; of the other paintings only the encoder learns. Begin with --teacher."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Define the options; the training's own come from its dataclass."""
        add_style_files(parser)
        parser.add_argument("--paintings", type=Path, metavar="FOLDER", help="other paintings to learn from")
        parser.add_argument("--leave-out", type=Path, metavar="FILE", help="names of paintings not to learn from")
        parser.add_argument("--photos", type=Path, nargs="+", required=True, metavar="FOLDER")
        parser.add_argument("--start", type=Path, metavar="FILE", help="a file to go on from (default: random weights)")
        parser.add_argument("--out", type=output_file, required=True, metavar="FILE", help="where it goes, as .npz")
        parser.add_argument(
            "--checkpoint", type=output_file, metavar="FILE", help="saved now and then; resumed when there"
        )
        parser.add_argument("--teacher", type=Path, metavar="FILE", help="learn from MicroAST: its weights, as .npz")
        parser.add_argument("--loss-network", default="compact", metavar="NAME", help="as of train_painter")
        parser.add_argument(
            "--bfloat16", action=BooleanOptionalAction, help="multiply in bfloat16 (default: where the processor can)"
        )
        add_options(parser.add_argument_group("training"), _presets())

    def handle(self, *args: Any, **options: Any) -> None:
        """Train."""
        from algorithms.io.processor import has_bfloat16
        from algorithms.johnson.one_pass_file import write_one_pass

        if has_bfloat16() if options["bfloat16"] is None else options["bfloat16"]:
            os.environ.setdefault("ONEDNN_DEFAULT_FPMATH_MODE", "BF16")  # oneDNN reads it when it is first used
        with plain_errors():
            preset = "--teacher" if options["teacher"] else "otherwise"
            training: TrainOptions = read_preset_options(_presets(), preset, options)
            trainer, steps = _training(options, training)
            for progress in with_bar(steps, training.steps):
                if progress.step % training.save_every == 0 or progress.step == training.steps:
                    write_one_pass(options["out"], trainer.network, trainer.encoder, trainer.chosen_params())


def _presets() -> dict[str, Any]:
    from algorithms.training.options import GuidedOptions, TrainOptions

    return {"otherwise": TrainOptions, "--teacher": GuidedOptions}


def _training(options: dict[str, Any], training: TrainOptions) -> tuple[AnyStyleTrainer, Iterator[TrainProgress]]:
    import keras

    from algorithms.io.images import read_image
    from algorithms.johnson.any_style_training import AnyStyleTrainer, train_any_style
    from algorithms.johnson.guided_training import GuidedTrainer, train_guided
    from algorithms.johnson.microast import MicroAst
    from algorithms.johnson.one_pass_network import OnePassNet
    from algorithms.perceptual.vgg import loss_network

    keras.utils.set_random_seed(training.seed)
    chosen = list(style_files(options).values())
    start = _start(options["start"], len(chosen))
    paintings = [read_image(file, training.style_side) for file in [*chosen, *_others(options)]]
    trainer = (GuidedTrainer if options["teacher"] else AnyStyleTrainer)(
        start.network if start else OnePassNet(),
        start.encoder if start else None,
        loss_network=loss_network(options["loss_network"]),
        eye=loss_network("compact"),
        paintings=paintings,
        chosen=len(chosen),
        style_params=start.style_params if start else None,
        options=training,
    )
    if isinstance(trainer, GuidedTrainer):
        teacher = MicroAst(options["teacher"])
        return trainer, train_guided(trainer, teacher, paintings, options["photos"], options["checkpoint"])
    return trainer, train_any_style(trainer, options["photos"], options["checkpoint"])


def _start(path: Path | None, styles: int) -> OnePassFile | None:
    from algorithms.johnson.one_pass_file import read_one_pass

    start = read_one_pass(path) if path else None
    if start and len(start.style_params) != styles:
        raise CommandError(f"{path} has {len(start.style_params)} styles; give as many pictures, in order.")
    return start


def _others(options: dict[str, Any]) -> list[Path]:
    from algorithms.io.images import image_files

    if not options["paintings"]:
        return []
    left_out = set(options["leave_out"].read_text().split()) if options["leave_out"] else set()
    return [file for file in image_files(options["paintings"]) if file.name not in left_out]
