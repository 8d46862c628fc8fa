"""`manage.py train_painter --preset thesis`: the thesis's fast painter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError

from imagetransfer.science.management.training import check_needed, style_files, with_bar

if TYPE_CHECKING:
    from algorithms.training.options import ThesisPainterOptions

_OF_OTHERS = ("paintings", "leave_out", "start", "keep_kernels", "catalogue")


def train_as_the_thesis(options: dict[str, Any], training: ThesisPainterOptions) -> None:
    """Train Johnson's network on the photographs, and write it; `stylize --network` paints with it."""
    import keras

    from algorithms.io.images import read_image
    from algorithms.perceptual.vgg import loss_network
    from algorithms.recipes.thesis_trainings import painter_training

    for name in _OF_OTHERS:
        if options[name]:
            raise CommandError(f"The thesis's training knows no --{name.replace('_', '-')}; leave that out.")
    check_needed(options)
    styles = [read_image(file, training.style_side) for file in style_files(options).values()]
    keras.utils.set_random_seed(training.seed)
    painter = painter_training(options["photos"], styles, loss_network(options["loss_network"]), training)
    log = painter.log(options["log_dir"]) if options["log_dir"] else None
    for now in with_bar(painter.run(options["checkpoint"]), painter.steps):
        if log:
            log.add(now)
    painter.write(options["out"])
