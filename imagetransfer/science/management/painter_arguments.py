"""The arguments of `manage.py train_painter`."""

from argparse import BooleanOptionalAction
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from imagetransfer.science.management.training import add_catalogue, output_file


def painter_presets() -> dict[str, Any]:
    """Return the options of each kind of training, by the argument that asks for it."""
    from algorithms.training.options import AddOptions, GuidedOptions, ThesisPainterOptions, TrainOptions

    guided = {"--teacher": GuidedOptions, "--examples": GuidedOptions}
    return {"otherwise": TrainOptions, **guided, "--add": AddOptions, "--preset": ThesisPainterOptions}


def add_network_options(parser: CommandParser) -> None:
    """Give the parser the networks that a training begins with, or learns from."""
    group = parser.add_argument_group("networks")
    group.add_argument(
        "--preset", choices=("thesis",), help="the thesis's training of Johnson's network, for stylize --network"
    )
    group.add_argument("--start", type=Path, metavar="FILE", help="a painter to go on from (default: random weights)")
    group.add_argument(
        "--keep-kernels", action="store_true", help="learn nothing but the chosen styles' parameters, over --start"
    )
    group.add_argument("--teacher", type=Path, metavar="FILE", help="learn from MicroAST: its weights, as .npz")
    group.add_argument(
        "--examples", type=Path, metavar="FILE", help="learn from another painter's work: photos, paintings, rows"
    )
    group.add_argument(
        "--loss-network",
        default="compact",
        metavar="NAME",
        help="compact, vgg19, vgg16, or an .npz, .h5 or .mat file (default: %(default)s)",
    )
    group.add_argument(
        "--bfloat16",
        action=BooleanOptionalAction,
        help="multiply in bfloat16 (default: where the processor can, see /proc/cpuinfo: avx512_bf16 or amx_bf16)",
    )


def add_painter_records(parser: CommandParser) -> None:
    """Give the parser what is kept of a training."""
    group = parser.add_argument_group("records")
    group.add_argument("--checkpoint", type=output_file, metavar="FILE", help="saved now and then; resumed when there")
    group.add_argument("--log-dir", type=Path, metavar="FOLDER", help="losses and sample pictures for TensorBoard")
    add_catalogue(group)
