"""`manage.py evaluate_parser`: how right the scene parser is."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from imagetransfer.science.management.masks import add_parser_option
from imagetransfer.science.management.plain_errors import plain_errors
from imagetransfer.science.management.training import output_file


class Command(BaseCommand):
    """Parse the photographs of a folder and compare with their masks."""

    help = "Print pixel accuracy and IoU of the scene parser over photographs with masks."

    def add_arguments(self, parser: CommandParser) -> None:
        """Define the options."""
        parser.add_argument("scenes", type=Path, metavar="FOLDER", help="with images/ and masks/, or SceneParsing's")
        add_parser_option(parser)
        parser.add_argument("--picture", type=output_file, metavar="FILE", help="where to draw the confusion, as .png")

    def handle(self, *args: Any, **options: Any) -> None:
        """Evaluate."""
        from segmentation.compiled_parser import scene_parser
        from segmentation.evaluate import draw_confusion, evaluate
        from segmentation.scenes import find_scenes

        with plain_errors():
            scenes = find_scenes(options["scenes"], "val")
            confusion = evaluate(scene_parser(options["parser"]), tqdm(scenes, unit="photo"))
            self.stdout.write(confusion.table())
            if options["picture"]:
                draw_confusion(options["picture"], confusion)
