"""`manage.py train_painter --add`: one more style for the painter that ships."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError
from django.utils.text import slugify

from algorithms.styles import catalogue
from imagetransfer.files.added_styles import catalogue_changed, style_files_put
from imagetransfer.science.management.training import known_fields, with_bar

if TYPE_CHECKING:
    import numpy as np

    from algorithms.johnson.training import PainterTrainer
    from algorithms.styles.catalogue import Style
    from algorithms.training.options import AddOptions


def add_style(options: dict[str, Any], training: AddOptions) -> None:
    """Learn a style, and write it where the site finds it."""
    from algorithms.io.images import read_image
    from algorithms.johnson.added_style import style_trainer
    from algorithms.johnson.training import train
    from algorithms.johnson.training_log import TrainingLog
    from algorithms.perceptual.vgg import loss_network
    from algorithms.training.crops import example_photographs

    for name in ("start", "out", "catalogue", "paintings", "leave_out"):
        if options[name]:
            option = name.replace("_", "-")
            raise CommandError(f"--add refines one style, and writes where the site looks; leave --{option} out.")
    style = catalogue.style_to_add(slugify(options["add"].stem))
    picture = read_image(options["add"], training.style_side)
    judge = loss_network(options["loss_network"])
    trainer = style_trainer(picture, training, judge, start=catalogue.PAINTER_FILE)
    log = TrainingLog(options["log_dir"], trainer, [style.slug]) if options["log_dir"] else None
    steps = train(trainer, options["photos"] or example_photographs(), options["checkpoint"])
    for progress in with_bar(steps, training.steps):
        if log:
            log.add(progress)
    _publish(style, trainer, picture, known_fields(options))


def _publish(style: Style, trainer: PainterTrainer, picture: np.ndarray, known: dict[str, str]) -> None:
    """Write the style's files and its entry where every machine finds them."""
    from algorithms.showcase.style_pictures import write_added_style
    from algorithms.styles.catalogue_file import catalogue_enter

    with TemporaryDirectory() as folder:
        written = replace(style, folder=Path(folder))
        write_added_style(written, trainer, picture)
        style_files_put(*written.files)
    with catalogue_changed() as list_of_added:
        catalogue_enter(list_of_added, style.weights_path, {style.slug: 0}, known)
