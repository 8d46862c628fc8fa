"""`manage.py paint`: slow painting without a browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandParser

from imagetransfer.jobs.management.painting import add_painting_options, read_pictures, read_preset, with_losses
from imagetransfer.jobs.management.plain_errors import plain_errors
from imagetransfer.jobs.management.training import output_file

if TYPE_CHECKING:
    from algorithms.gatys import PaintProgress
    from algorithms.presets import Preset

CHECKPOINT_EVERY = 25  # steps
SHEET_PICTURES = 12  # at most


class Command(BaseCommand):
    """Read, paint, write."""

    help = "Paint a photo in the manner of one or several pictures, by optimising its pixels; see also stylize."

    def add_arguments(self, parser: CommandParser) -> None:
        """Define the options; the painting's own come from its dataclass."""
        add_painting_options(parser)
        parser.add_argument("--out", type=output_file, required=True, metavar="FILE", help=".jpg, .png or .tif")
        parser.add_argument("--depth", type=int, choices=(8, 16), default=8, help="bits a channel of .png and .tif")
        record = parser.add_argument_group("records")
        record.add_argument("--save-every", type=int, metavar="N", help="steps between two pictures beside FILE")
        record.add_argument("--plot", type=output_file, metavar="FILE", help="the losses' curves, as .png")
        record.add_argument("--sheet", type=output_file, metavar="FILE", help="pictures on the way, side by side")
        record.add_argument(
            "--checkpoint", type=output_file, metavar="FILE", help="saved now and then; resumed when there"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Paint; each file appears whole or not at all."""
        from algorithms.picture_file import check_format, write_picture

        with plain_errors():
            preset = read_preset(options)
            check_format(options["out"], options["depth"])
            if options["sheet"]:
                check_format(options["sheet"], 8)
            record = _Record(options, preset)
            for now in with_losses(_painting(options, preset), preset.options):
                record.add(now)
            write_picture(options["out"], now.picture, options["depth"])
            record.close()
        self.stdout.write(f"Painted {options['out']} in {now.seconds:.0f} s.")


def _painting(options: dict[str, Any], preset: Preset) -> Any:
    from algorithms.features import loss_network
    from algorithms.gatys import paint
    from algorithms.paint_state import read_state

    checkpoint = options["checkpoint"]
    resume = read_state(checkpoint) if checkpoint and checkpoint.exists() else None
    content, styles = read_pictures(preset, options["content"], options["styles"])
    return paint(loss_network(preset.network, preset.pooling), content, styles, preset.options, resume)


class _Record:
    """What is kept on the way: numbered pictures, checkpoints, losses, and pictures for the sheet."""

    def __init__(self, options: dict[str, Any], preset: Preset) -> None:
        self.options, self.steps = options, preset.options.steps
        self.save_every = preset.save_every if options["save_every"] is None else options["save_every"]
        if self.save_every < 0:
            raise ValueError(f"--save-every is {self.save_every}; give at least 1, or 0 for none.")
        self.losses: dict[int, dict[str, float]] = {}
        self.pictures: list[Any] = []

    def add(self, now: PaintProgress) -> None:
        from algorithms.paint_state import write_state
        from algorithms.picture_file import write_picture

        self.losses[now.step] = now.losses
        out: Path = self.options["out"]
        if self.save_every and now.step % self.save_every == 0:
            write_picture(out.with_stem(f"{out.stem}-{now.step:05}"), now.picture, self.options["depth"])
        if self.options["checkpoint"] and now.step % CHECKPOINT_EVERY == 0 and now.step < self.steps:
            write_state(self.options["checkpoint"], now.state)
        if self.options["sheet"] and (now.step % max(1, self.steps // SHEET_PICTURES) == 0 or now.step == self.steps):
            self.pictures.append(now.picture)

    def close(self) -> None:
        from algorithms.paint_record import contact_sheet, plot_losses
        from algorithms.picture_file import write_picture

        if self.options["sheet"]:
            write_picture(self.options["sheet"], contact_sheet(self.pictures))
        if self.options["plot"]:
            plot_losses(self.options["plot"], list(self.losses), list(self.losses.values()))
        if self.options["checkpoint"]:  # the painting is there: nothing is left to resume
            self.options["checkpoint"].unlink(missing_ok=True)
