"""`manage.py paint_examples`: let the painter that ships paint what another one learns from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from imagetransfer.science.management.plain_errors import plain_errors


class Command(BaseCommand):
    """Paint squares of photographs in all styles and keep both."""

    help = "Paint random squares of photographs in every style of painting, for train_one_pass to learn from."

    def add_arguments(self, parser: CommandParser) -> None:
        """Define the options."""
        parser.add_argument("--photos", type=Path, nargs="+", required=True, metavar="FOLDER")
        parser.add_argument(
            "--out", type=Path, required=True, metavar="FOLDER", help="of .npz files; resumed when there"
        )
        parser.add_argument("--count", type=int, default=400, metavar="N", help="(default: %(default)s)")
        parser.add_argument("--side", type=int, default=256, metavar="N", help="in pixels (default: %(default)s)")
        parser.add_argument("--seed", type=int, default=0, metavar="N", help="draws the squares (default: %(default)s)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Paint."""
        from algorithms.johnson.examples import paint_examples
        from algorithms.johnson.painter import Painter
        from algorithms.johnson.painter_file import read_style_params, read_transform_net
        from algorithms.styles.catalogue import PAINTER_FILE

        with plain_errors():
            painter, styles = Painter(read_transform_net(PAINTER_FILE)), read_style_params(PAINTER_FILE).values
            options["out"].mkdir(parents=True, exist_ok=True)
            numbers = {name: options[name] for name in ("count", "side", "seed")}
            for _ in tqdm(
                paint_examples(
                    options["out"],
                    lambda photo, row: painter.paint(photo, painter.fold_statistics(photo, styles[row])),
                    options["photos"],
                    rows=len(styles),
                    **numbers,
                )
            ):
                pass
