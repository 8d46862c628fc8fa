"""`manage.py paint-grid`: the same painting with one or two of its options varied, as one picture."""

from __future__ import annotations

from argparse import ArgumentTypeError
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from imagetransfer.science.management.painting import (
    add_painting_options,
    add_picture_options,
    read_pictures,
    read_preset,
    with_losses,
)
from imagetransfer.science.management.plain_errors import plain_errors
from imagetransfer.science.management.training import output_file

if TYPE_CHECKING:
    import numpy as np

    from algorithms.gatys.options import PaintOptions

Varied = tuple[str, list[Any]]


class Command(BaseCommand):
    """Paint each combination, and lay them out."""

    help = (
        "Paint a photo once for each value of one or two options and lay the paintings out as one picture; the first "
        "--vary goes across, the second down. Example: --vary content_weight=0.1,1,5,10."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Define the options; the painting's own come from its dataclass."""
        add_picture_options(parser)
        add_painting_options(parser)
        parser.add_argument("--out", type=output_file, required=True, metavar="FILE", help=".jpg, .png or .tif")
        vary_help = "an option and its values; of layers, join with + those that belong together; may be given twice"
        parser.add_argument("--vary", type=varied, action="append", required=True, metavar="OPTION=A,B", help=vary_help)

    def handle(self, *args: Any, **options: Any) -> None:
        """Paint; the file appears whole or not at all."""
        from algorithms.gatys.paint import paint
        from algorithms.io.picture_file import check_format, write_picture
        from algorithms.optimise.record import labelled_grid
        from algorithms.perceptual.vgg import loss_network

        if len(options["vary"]) > 2:
            raise CommandError(f"--vary was given {len(options['vary'])} times; a picture has two directions only.")
        with plain_errors():
            preset = read_preset(options)
            check_format(options["out"], 8)
            rows = combinations(preset.options, *options["vary"])
            content, styles = read_pictures(preset, options["content"], options["styles"])
            network = loss_network(preset.network, preset.pooling)
            painted: list[list[tuple[str, np.ndarray]]] = []
            for row in rows:
                painted.append([])
                for label, each in row:
                    *_, last = with_losses(paint(network, content, styles, each), each)
                    painted[-1].append((label, last.picture))
            write_picture(options["out"], labelled_grid(painted))
        self.stdout.write(f"Painted {options['out']}: {len(rows)} × {len(rows[0])} paintings.")


def varied(text: str) -> Varied:
    """Read `content_weight=0.1,1` or `style_layers=relu1_1,relu3_1+relu4_1` as the option and its values."""
    from algorithms.gatys.options import PaintOptions

    defaults = {field.name: field.default for field in fields(PaintOptions) if not isinstance(field.default, bool)}
    name, _, values = text.partition("=")
    if name not in defaults or not values:
        raise ArgumentTypeError(f"{text!r} is not OPTION=A,B with one of the options {', '.join(defaults)}")
    try:
        return name, [_value(name, defaults[name], value) for value in values.split(",")]
    except ValueError as error:
        raise ArgumentTypeError(f"{values!r} are not values of {name}: {error}") from error


def _value(name: str, default: Any, text: str) -> Any:
    if not isinstance(default, tuple):
        return type(default)(text)
    parts = text.split("+")
    return tuple(parts) if name.endswith("layers") else tuple(float(part) for part in parts)


def combinations(
    options: PaintOptions, across: Varied, down: Varied | None = None
) -> list[list[tuple[str, PaintOptions]]]:
    """Return rows of labels and options; they are all checked before the first is painted."""
    downward: list[dict[str, Any]] = [{}] if down is None else [{down[0]: value} for value in down[1]]
    changes = [[below | {across[0]: value} for value in across[1]] for below in downward]
    return [[(_label(change), _changed(options, change)) for change in row] for row in changes]


def _changed(options: PaintOptions, change: dict[str, Any]) -> PaintOptions:
    """Change options; style layers take their weights along, and a layer without one gets the mean of the others'."""
    before = options.style_layer_weights
    if before and "style_layers" in change and "style_layer_weights" not in change:
        known, mean = options.layer_weights(), sum(before) / len(before)
        change = change | {"style_layer_weights": tuple(known.get(name, mean) for name in change["style_layers"])}
    return replace(options, **change)


def _label(change: dict[str, Any]) -> str:
    shown = {name: "+".join(map(str, v)) if isinstance(v, tuple) else v for name, v in change.items()}
    return ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in shown.items())
