"""`manage.py train_photo`: the thesis's photographic network. The lights that ship need no training (`make_lights`)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandParser

from imagetransfer.science.management.option_arguments import add_options, given_options
from imagetransfer.science.management.plain_errors import plain_errors
from imagetransfer.science.management.training import (
    add_style_files,
    output_file,
    style_files,
    with_bar,
)

if TYPE_CHECKING:
    from algorithms.recipes.thesis_trainings import ThesisTraining


class Command(BaseCommand):
    """Make the network, train it, write it; `stylize --network` paints with it."""

    help = (
        "Train the thesis's photographic network (section 4.2), which paints pixels, on photographs and one photo per "
        "style, whose file name names the style."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Define the options; the training's own come from its dataclass."""
        from algorithms.training.options import ThesisPhotoOptions

        add_style_files(parser)
        parser.add_argument("--style-masks", type=Path, metavar="FOLDER", help="what is where in them, SLUG.png")
        parser.add_argument(
            "--scenes", type=Path, metavar="FOLDER", help="photographs, images/NAME.jpg, with masks/NAME.png"
        )
        parser.add_argument("--photos", type=Path, nargs="+", default=[], metavar="FOLDER", help="more, without masks")
        parser.add_argument(
            "--out", type=output_file, required=True, metavar="FILE", help="where the network goes, as .npz"
        )
        parser.add_argument("--loss-network", default="compact", metavar="NAME", help="as of train_painter")
        parser.add_argument(
            "--checkpoint", type=output_file, metavar="FILE", help="saved now and then; resumed when there"
        )
        parser.add_argument(
            "--log-dir", type=Path, metavar="FOLDER", help="losses and the network's graph for TensorBoard"
        )
        add_options(parser.add_argument_group("training"), ThesisPhotoOptions)

    def handle(self, *args: Any, **options: Any) -> None:
        """Train."""
        with plain_errors():
            files = style_files(options)
            training = _training(options, files)
            log = training.log(options["log_dir"]) if options["log_dir"] else None
            for now in with_bar(training.run(options["checkpoint"]), training.steps):
                if log:
                    log.add(now)
            training.write(options["out"])


def _training(options: dict[str, Any], files: dict[str, Path]) -> ThesisTraining:
    import keras

    from algorithms.perceptual.vgg import loss_network
    from algorithms.recipes.labelled_photos import LabelledPhotos
    from algorithms.recipes.thesis_trainings import photo_training, style_regions
    from algorithms.training.options import ThesisPhotoOptions

    own = ThesisPhotoOptions(**given_options(ThesisPhotoOptions, options))
    photos = LabelledPhotos(options["scenes"], options["photos"])
    styles = style_regions(files, options["style_masks"], own.side)
    keras.utils.set_random_seed(own.seed)
    return photo_training(photos, styles, loss_network(options["loss_network"]), own)
