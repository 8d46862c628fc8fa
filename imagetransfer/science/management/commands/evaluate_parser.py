"""`manage.py evaluate_parser`: how right the scene parser is."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from imagetransfer.science.management.plain_errors import plain_errors
from imagetransfer.science.management.training import output_file


class Command(BaseCommand):
    """Parse the photographs of a folder and compare with their masks."""

    help = "Print pixel accuracy and IoU of the scene parser over photographs with masks."

    def add_arguments(self, parser: CommandParser) -> None:
        """Define the options."""
        parser.add_argument("scenes", type=Path, metavar="FOLDER", help="with images/ and masks/, or SceneParsing's")
        parser.add_argument("--parser", type=Path, metavar="FILE", help="what train_parser wrote (default: ours)")
        parser.add_argument("--picture", type=output_file, metavar="FILE", help="where to draw the confusion, as .png")

    def handle(self, *args: Any, **options: Any) -> None:
        """Evaluate."""
        from segmentation.compiled_parser import CompiledParser
        from segmentation.evaluate import draw_confusion, evaluate
        from segmentation.model import SHIPPED_WEIGHTS, read_parser
        from segmentation.scenes import find_scenes

        with plain_errors():
            scenes = find_scenes(options["scenes"], "val")
            parser = CompiledParser(read_parser(options["parser"] or SHIPPED_WEIGHTS))
            confusion = evaluate(parser, tqdm(scenes, unit="photo"))
            self.stdout.write(confusion.table())
            if options["picture"]:
                draw_confusion(options["picture"], confusion)
