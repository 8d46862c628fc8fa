"""What the commands of slow painting keep on the way, and go on from when they are interrupted."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandParser

from imagetransfer.science.management.folders import output_place
from imagetransfer.science.management.training import output_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import numpy as np

    from algorithms.optimise.checkpoint import DescentState
    from algorithms.optimise.multiscale import DescentProgress

CHECKPOINT_SECONDS = 3.0
OF_ONE_PHOTO = ("plot", "sheet")  # files that each photo of a folder would write anew
SHEET_PICTURES, SHEET_SIDE = 12, 512  # at most, and their longer side at most


def add_record_options(parser: CommandParser) -> None:
    """Give the parser the painting's file, and what is kept beside it."""
    out_help = ".jpg, .png or .tif; or a folder, where the result has the photo's name"
    parser.add_argument("--out", type=output_place, required=True, metavar="FILE", help=out_help)
    parser.add_argument("--depth", type=int, choices=(8, 16), default=8, help="bits a channel of .png and .tif")
    record = parser.add_argument_group("records")
    record.add_argument("--save-every", type=int, metavar="N", help="steps between two pictures beside FILE")
    record.add_argument("--plot", type=output_file, metavar="FILE", help="the losses' curves, as .png")
    record.add_argument("--sheet", type=output_file, metavar="FILE", help="pictures on the way, side by side")
    record.add_argument(
        "--checkpoint", type=output_file, metavar="FILE", help="saved every few seconds; resumed when there"
    )


class Record:
    """Numbered pictures, checkpoints, losses, and pictures for the sheet; after an interruption it goes on.

    Attributes
    ----------
    state : DescentState, optional
        What the checkpoint says to resume from.
    """

    def __init__(self, given: dict[str, Any], steps: int, save_every: int = 0) -> None:
        """Refuse files that could not be written, and read the checkpoint if there is one."""
        from algorithms.io.picture_file import check_format
        from algorithms.optimise.checkpoint import read_record, read_state

        check_format(given["out"], given["depth"])
        if given["sheet"]:
            check_format(given["sheet"], 8)
        self.given, self.steps = given, steps
        self.save_every = save_every if given["save_every"] is None else given["save_every"]
        if self.save_every < 0:
            raise ValueError(f"--save-every is {self.save_every}; give at least 1, or 0 for none.")
        self.losses: dict[int, dict[str, float]] = {}
        self.sheet: dict[int, np.ndarray] = {}
        self.state: DescentState | None = None
        self.saved_at = -CHECKPOINT_SECONDS
        if given["checkpoint"] and given["checkpoint"].exists():
            self.state = read_state(given["checkpoint"])
            self.losses, self.sheet = read_record(given["checkpoint"])

    def keep(
        self, progress: Iterable[DescentProgress], last_touch: Callable[[np.ndarray], np.ndarray] | None = None
    ) -> str:
        """Paint to the end and write every file, each whole or not at all; return what to say of it.

        What is done to the last picture before it is written can be given as `last_touch`.
        """
        from algorithms.io.picture_file import write_picture

        for now in progress:
            self._add(now)
        picture = last_touch(now.picture) if last_touch else now.picture
        write_picture(self.given["out"], picture, self.given["depth"])
        self._close()
        return f"Painted {self.given['out']} in {now.seconds:.0f} s."

    def _add(self, now: DescentProgress) -> None:
        from algorithms.io.picture_file import write_picture
        from algorithms.optimise.checkpoint import write_state
        from algorithms.optimise.record import for_sheet

        self.losses[now.step] = now.losses
        out: Path = self.given["out"]
        if self.given["sheet"] and (now.step % max(1, self.steps // SHEET_PICTURES) == 0 or now.step == self.steps):
            self.sheet[now.step] = for_sheet(now.picture, SHEET_SIDE)
        if self.save_every and now.step % self.save_every == 0:
            write_picture(out.with_stem(f"{out.stem}-{now.step:05}"), now.picture, self.given["depth"])
        is_time = time.monotonic() - self.saved_at >= CHECKPOINT_SECONDS
        if self.given["checkpoint"] and is_time and now.step < self.steps:
            write_state(self.given["checkpoint"], now.state, self.losses, self.sheet)
            self.saved_at = time.monotonic()

    def _close(self) -> None:
        from algorithms.io.picture_file import write_picture
        from algorithms.optimise.record import contact_sheet, plot_losses

        if self.given["sheet"]:
            write_picture(self.given["sheet"], contact_sheet(list(self.sheet.values())))
        if self.given["plot"]:
            plot_losses(self.given["plot"], list(self.losses), list(self.losses.values()))
        if self.given["checkpoint"]:  # the painting is there: nothing is left to resume
            self.given["checkpoint"].unlink(missing_ok=True)
