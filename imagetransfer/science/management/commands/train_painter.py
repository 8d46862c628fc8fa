"""`manage.py train_painter`: teach the painter its styles, and its encoder any painting."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from imagetransfer.science.management.adding import add_style
from imagetransfer.science.management.option_arguments import add_options
from imagetransfer.science.management.painter_arguments import (
    add_network_options,
    add_painter_records,
    painter_presets,
)
from imagetransfer.science.management.plain_errors import plain_errors
from imagetransfer.science.management.source_painter import train_as_the_thesis
from imagetransfer.science.management.training import (
    add_style_files,
    check_needed,
    known_fields,
    output_file,
    read_preset_options,
    style_files,
    with_bar,
)

if TYPE_CHECKING:
    import numpy as np

    from algorithms.johnson.painter_file import PainterFile
    from algorithms.johnson.training import PainterTrainer
    from algorithms.training.loop import TrainProgress
    from algorithms.training.options import TrainOptions


class Command(BaseCommand):
    """Make or read the networks, train them, write them and the catalogue entries."""

    help = (
        "Train the painter and its style encoder. The chosen styles get parameters of their own, and a picture's file "
        "name becomes its style's name; of the other paintings only the encoder learns. From random weights, begin "
        "with --teacher or --examples. With --add, the painter that ships refines one more style in a minute, and the "
        "site offers it at once."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Define the options; the training's own come from its dataclass."""
        styles = add_style_files(parser)
        styles.add_argument(
            "--add", type=Path, metavar="FILE", help="the picture of a style to add to the painter that ships"
        )
        parser.add_argument("--paintings", type=Path, metavar="FOLDER", help="other paintings to learn from")
        parser.add_argument("--leave-out", type=Path, metavar="FILE", help="names of paintings not to learn from")
        parser.add_argument(
            "--photos",
            type=Path,
            nargs="+",
            metavar="FOLDER",
            help="what to paint (default of --add: five photographs of scikit-image's)",
        )
        parser.add_argument("--out", type=output_file, metavar="FILE", help="where the painter goes, as .npz")
        add_network_options(parser)
        add_painter_records(parser)
        add_options(parser.add_argument_group("training"), painter_presets())

    def handle(self, *args: Any, **options: Any) -> None:
        """Train."""
        from algorithms.io.processor import has_bfloat16

        if has_bfloat16() if options["bfloat16"] is None else options["bfloat16"]:
            os.environ.setdefault("ONEDNN_DEFAULT_FPMATH_MODE", "BF16")  # oneDNN reads it when it is first used
        with plain_errors():
            given = [name for name in ("add", "teacher", "examples", "preset") if options[name]]
            if len(given) > 1:
                raise CommandError(f"--{given[0]} and --{given[1]} are two trainings; leave one out.")
            preset = f"--{given[0]}" if given else "otherwise"
            training = read_preset_options(painter_presets(), preset, options)
            start: Callable[[dict[str, Any], Any], None] = _train
            if options["add"] or options["preset"]:
                start = add_style if options["add"] else train_as_the_thesis
            start(options, training)


def _train(options: dict[str, Any], training: TrainOptions) -> None:
    """Train a whole painter, and write it and its catalogue entries."""
    from algorithms.johnson.painter_file import write_painter
    from algorithms.johnson.training_log import TrainingLog
    from algorithms.styles.catalogue_file import catalogue_enter

    check_needed(options)
    files = style_files(options)
    trainer, steps = _training(options, list(files.values()), training)
    log = TrainingLog(options["log_dir"], trainer, list(files)) if options["log_dir"] else None
    for progress in with_bar(steps, training.steps):
        if log:
            log.add(progress)
        if progress.step % training.save_every == 0:
            write_painter(options["out"], trainer.network, trainer.encoder, trainer.chosen_params())
    write_painter(options["out"], trainer.network, trainer.encoder, trainer.chosen_params())
    if options["catalogue"]:
        rows = {slug: row for row, slug in enumerate(files)}
        catalogue_enter(options["catalogue"], options["out"], rows, known_fields(options))


def _training(
    options: dict[str, Any], chosen: list[Path], training: TrainOptions
) -> tuple[PainterTrainer, Iterator[TrainProgress]]:
    import keras

    from algorithms.io.images import read_image
    from algorithms.johnson.guided_training import GuidedTrainer
    from algorithms.johnson.network import PainterNet
    from algorithms.johnson.training import PainterTrainer
    from algorithms.perceptual.vgg import loss_network

    keras.utils.set_random_seed(training.seed)
    start = _start(options["start"], len(chosen))
    paintings = [read_image(file, training.style_side) for file in [*chosen, *_others(options)]]
    is_guided = options["teacher"] or options["examples"]
    trainer = (GuidedTrainer if is_guided else PainterTrainer)(
        start.network if start else PainterNet(),
        start.encoder if start else None,
        loss_network=loss_network(options["loss_network"]),
        eye=loss_network("compact"),
        paintings=paintings,
        chosen=len(chosen),
        style_params=start.style_params if start else None,
        options=training,
    )
    if options["keep_kernels"]:
        trainer.network.trainable = trainer.encoder.trainable = False
    return trainer, _steps(trainer, paintings, options)


def _steps(trainer: PainterTrainer, paintings: list[np.ndarray], options: dict[str, Any]) -> Iterator[TrainProgress]:
    from algorithms.johnson.guided_training import GuidedTrainer, read_examples, train_by_examples, train_guided
    from algorithms.johnson.microast import MicroAst
    from algorithms.johnson.training import train

    photos, checkpoint = options["photos"], options["checkpoint"]
    if not isinstance(trainer, GuidedTrainer):
        return train(trainer, photos, checkpoint)
    if options["teacher"]:
        return train_guided(trainer, MicroAst(options["teacher"]), paintings, photos, checkpoint)
    examples = read_examples(options["examples"], trainer.options.side, trainer.offsets.shape[0])
    return train_by_examples(trainer, examples, photos, checkpoint)


def _start(path: Path | None, styles: int) -> PainterFile | None:
    from algorithms.johnson.painter_file import read_painter

    start = read_painter(path) if path else None
    if start and len(start.style_params) != styles:
        raise CommandError(f"{path} has {len(start.style_params)} styles; give as many pictures, in order.")
    return start


def _others(options: dict[str, Any]) -> list[Path]:
    from algorithms.io.images import image_files

    if not options["paintings"]:
        return []
    left_out = set(options["leave_out"].read_text().split()) if options["leave_out"] else set()
    return [file for file in image_files(options["paintings"]) if file.name not in left_out]
