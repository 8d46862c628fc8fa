"""`manage.py train_painter --add`: one more style for the painter that ships."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError
from django.utils.text import slugify

from algorithms.styles import catalogue
from imagetransfer.science.management.training import known_fields, with_bar

if TYPE_CHECKING:
    from algorithms.training.options import AddOptions


def add_style(options: dict[str, Any], training: AddOptions) -> None:
    """Learn a style, and write it where the site finds it."""
    from algorithms.io.images import read_image
    from algorithms.johnson.added_style import learn_style, style_trainer
    from algorithms.johnson.training_log import TrainingLog
    from algorithms.perceptual.vgg import loss_network
    from algorithms.showcase.style_pictures import write_added_style
    from algorithms.styles.catalogue_file import catalogue_enter
    from algorithms.training.crops import example_photographs

    for name in ("start", "out", "catalogue"):
        if options[name]:
            raise CommandError(f"--add writes where the site looks for added styles; leave --{name} out.")
    style = catalogue.style_to_add(slugify(options["add"].stem))
    picture = read_image(options["add"], training.style_side)
    trainer = style_trainer(
        picture,
        training,
        loss_network(options["loss_network"]),
        start=catalogue.PAINTER_FILE,
        dtype="mixed_bfloat16" if options["mixed_precision"] else "float32",
    )
    rows = {style.slug: trainer.first_row}
    log = TrainingLog(options["log_dir"], trainer.network, rows, training.save_every) if options["log_dir"] else None
    photos = options["photos"] or example_photographs()
    for progress in with_bar(learn_style(trainer, photos, options["checkpoint"]), training.steps):
        if log:
            log.add(progress)
    write_added_style(style, trainer, picture)
    list_of_added = style.folder / catalogue.STYLES_FILE.name
    catalogue_enter(list_of_added, style.weights_path, {style.slug: 0}, known_fields(options))
