"""`manage.py train_painter`: teach the painter new styles."""

from __future__ import annotations

import os
from argparse import BooleanOptionalAction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from imagetransfer.science.management.adding import add_style
from imagetransfer.science.management.option_arguments import add_options
from imagetransfer.science.management.plain_errors import plain_errors
from imagetransfer.science.management.training import (
    add_catalogue,
    add_style_files,
    known_fields,
    output_file,
    read_preset_options,
    style_files,
    with_bar,
)

if TYPE_CHECKING:
    from algorithms.johnson.network import TransformNet
    from algorithms.training.options import TrainOptions


class Command(BaseCommand):
    """Make or read the network, train it, write it and its catalogue entries."""

    help = (
        "Train the painter on photographs and one picture per style; a picture's file name becomes its style's name. "
        "With --add, the painter that ships learns one more style in minutes, and the site offers it at once."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Define the options; the training's own come from its dataclass."""
        styles = add_style_files(parser)
        styles.add_argument(
            "--add", type=Path, metavar="FILE", help="the picture of a style to add to the painter that ships"
        )
        parser.add_argument(
            "--photos",
            type=Path,
            nargs="+",
            metavar="FOLDER",
            help="what to paint (default of --add: five photographs of scikit-image's)",
        )
        parser.add_argument("--out", type=output_file, metavar="FILE", help="where the network goes, as .npz")
        _network_options(parser)
        _record_options(parser)
        add_options(parser.add_argument_group("training"), _presets())

    def handle(self, *args: Any, **options: Any) -> None:
        """Train."""
        from algorithms.io.processor import has_bfloat16

        is_added = options["add"] is not None
        if options["mixed_precision"] is None:
            options["mixed_precision"] = is_added and has_bfloat16()
        if options["mixed_precision"]:
            # oneDNN reads this when it is first used: the loss network's convolutions then use bfloat16, too.
            os.environ.setdefault("ONEDNN_DEFAULT_FPMATH_MODE", "BF16")
        with plain_errors():
            training = read_preset_options(_presets(), "--add" if is_added else "otherwise", options)
            add_style(options, training) if is_added else _train(options, training)


def _presets() -> dict[str, Any]:
    from algorithms.training.options import AddOptions, TrainOptions

    return {"otherwise": TrainOptions, "--add": AddOptions}


def _train(options: dict[str, Any], training: TrainOptions) -> None:
    """Train a whole network, and write it and its catalogue entries."""
    from algorithms.io.images import read_image
    from algorithms.johnson.painter_file import write_transform_net
    from algorithms.johnson.training import PainterTrainer, train
    from algorithms.johnson.training_log import TrainingLog
    from algorithms.perceptual.vgg import loss_network
    from algorithms.styles.catalogue_file import catalogue_enter

    for name in ("photos", "out"):
        if not options[name]:
            raise CommandError(f"Without --add, --{name} is needed.")
    files = style_files(options)
    network = _network(options, len(files), training.seed)
    rows = {slug: row for row, slug in enumerate(files)}
    pictures = [read_image(file, training.style_side) for file in files.values()]
    trainer = PainterTrainer(network, loss_network(options["loss_network"]), pictures, training)
    log = TrainingLog(options["log_dir"], network, rows, training.save_every) if options["log_dir"] else None
    for progress in with_bar(train(trainer, options["photos"], options["checkpoint"]), training.steps):
        if log:
            log.add(progress)
    write_transform_net(options["out"], network)
    if options["catalogue"]:
        catalogue_enter(options["catalogue"], options["out"], rows, known_fields(options))


def _network_options(parser: CommandParser) -> None:
    group = parser.add_argument_group("networks")
    group.add_argument("--start", type=Path, metavar="FILE", help="a network to go on from (default: random weights)")
    group.add_argument(
        "--width", type=int, default=32, metavar="N", help="channels of the first layer, without --start"
    )
    group.add_argument(
        "--mixed-precision",
        action=BooleanOptionalAction,
        help="compute in bfloat16: twice as fast on processors with avx512_bf16 or amx_bf16 (see /proc/cpuinfo); "
        "--add does so where it can",
    )
    group.add_argument(
        "--loss-network",
        default="compact",
        metavar="NAME",
        help="compact, vgg19, vgg16, or an .npz or .mat file (default: %(default)s)",
    )


def _record_options(parser: CommandParser) -> None:
    group = parser.add_argument_group("records")
    group.add_argument("--checkpoint", type=output_file, metavar="FILE", help="saved now and then; resumed when there")
    group.add_argument("--log-dir", type=Path, metavar="FOLDER", help="losses and sample pictures for TensorBoard")
    add_catalogue(group)


def _network(options: dict[str, Any], count: int, seed: int) -> TransformNet:
    """Read or make a network with so many rows."""
    import keras

    from algorithms.johnson.network import TransformNet
    from algorithms.johnson.painter_file import read_transform_net

    dtype = "mixed_bfloat16" if options["mixed_precision"] else "float32"
    if options["start"]:
        return read_transform_net(options["start"], styles=count, dtype=dtype)
    keras.utils.set_random_seed(seed)
    return TransformNet(count, options["width"], dtype=dtype)
