"""`manage.py train_parser`: teach the scene parser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandParser

from imagetransfer.science.management.option_arguments import add_options, given_options
from imagetransfer.science.management.plain_errors import plain_errors
from imagetransfer.science.management.training import output_file, with_bar

if TYPE_CHECKING:
    from segmentation.model import Parser


class Command(BaseCommand):
    """Make or read the network, train it in two stages, write it."""

    help = "Train the scene parser on photographs with masks: first its head, then all of it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Define the options; the training's own come from its dataclass."""
        from algorithms.training.options import ParserOptions

        parser.add_argument("scenes", type=Path, metavar="FOLDER", help="SceneParsing's, or with train/ or images/")
        parser.add_argument("--out", type=output_file, required=True, metavar="FILE", help="the network, as .npz")
        parser.add_argument("--labels", type=int, choices=(10, 151), default=10, help="groups, or ADE20K's classes")
        parser.add_argument("--backbone", choices=("mobilenet_v2", "inception_v3"), default="mobilenet_v2")
        parser.add_argument(
            "--start",
            type=Path,
            metavar="FILE",
            help="a parser or backbone to start from (default for mobilenet_v2: ours)",
        )
        parser.add_argument(
            "--checkpoint", type=output_file, metavar="FILE", help="saved now and then; resumed if there"
        )
        parser.add_argument("--log-dir", type=Path, metavar="FOLDER", help="losses, graph and overlays for TensorBoard")
        add_options(parser.add_argument_group("training"), ParserOptions)

    def handle(self, *args: Any, **options: Any) -> None:
        """Train."""
        from algorithms.training.options import ParserOptions
        from segmentation.model import write_parser
        from segmentation.scenes import find_scenes
        from segmentation.train import train
        from segmentation.train_log import ParserLog

        with plain_errors():
            training = ParserOptions(**given_options(ParserOptions, options))
            scenes = find_scenes(options["scenes"], "train")
            network = _network(options, training.seed)
            log = ParserLog(options["log_dir"], network, training.save_every) if options["log_dir"] else None
            progress = train(network, scenes, training, options["checkpoint"])
            for now in with_bar(progress, training.head_steps + training.steps):
                if log:
                    log.add(now)
            write_parser(options["out"], network)


def _network(options: dict[str, Any], seed: int) -> Parser:
    import keras

    from segmentation.backbones import BACKBONES
    from segmentation.compiled_parser import SHIPPED_WEIGHTS
    from segmentation.model import Parser

    keras.utils.set_random_seed(seed)
    network = Parser(options["labels"], BACKBONES[options["backbone"]]())
    start = options["start"] or (SHIPPED_WEIGHTS if options["backbone"] == "mobilenet_v2" else None)
    if start:
        network.start_from(start)
    return network
