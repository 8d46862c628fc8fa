"""A worker's way through the training of a style that the site adds, in slices: others do not wait for its end."""

from __future__ import annotations

import logging
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from algorithms.styles.catalogue import PAINTER_FILE, Style, style_to_add
from algorithms.styles.unlisted import OWN
from imagetransfer.files import places
from imagetransfer.files.added_styles import style_files_put
from imagetransfer.files.local_copy import LocalCopy, local_copy
from imagetransfer.jobs.custom_work import as_image, losses_row, small_jpeg
from imagetransfer.jobs.draining import is_draining
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.own_style_work import own_style_learnt
from imagetransfer.jobs.region_work import read_array
from imagetransfer.jobs.work import job_beat, job_deliver, job_report_progress, job_yield
from imagetransfer.pictures.decoding import encode

if TYPE_CHECKING:
    import numpy as np

    from algorithms.johnson.training import PainterTrainer

logger = logging.getLogger(__name__)

SLICE_SECONDS = 60.0


def training_run(job: Job) -> None:
    """Go on with a claimed training, until it is done or others should have their turn; raises `JobLost`."""
    from algorithms.training.loop import CheckpointError

    with local_copy(places.saved_state(job.pk)) as saved:
        try:
            _learn(job, saved)
        except CheckpointError:
            logger.warning("The saved state of training %s does not fit; it begins anew.", job.pk, exc_info=True)
            saved.path.unlink()
            _learn(job, saved)


def _learn(job: Job, saved: LocalCopy) -> None:
    """Learn, and write the style's files; whoever published the style before has the new ones offered at once."""
    from algorithms.johnson.added_style import paint_sample, style_trainer
    from algorithms.perceptual.vgg import compact
    from algorithms.showcase.style_pictures import sample_photo
    from algorithms.training.options import AddOptions

    options = AddOptions(**job.parameters["options"])
    slug: str = job.parameters["slug"]
    style = None if slug.startswith(OWN) else style_to_add(slug)
    picture = read_array(job.content, options.style_side)
    trainer = style_trainer(picture, options, compact(), start=PAINTER_FILE)
    if _is_finished(job, trainer, saved):
        with TemporaryDirectory() as folder:
            if style:
                _write_added(job, trainer, picture, replace(style, folder=Path(folder)))
            else:
                _write_own(job, trainer, Path(folder) / slug)
        sample = as_image(paint_sample(trainer, sample_photo("painting")))
        job_deliver(job, preview=small_jpeg(sample), result=(encode(sample, "JPEG"), encode(sample, "PNG")))


def _write_added(job: Job, trainer: PainterTrainer, picture: np.ndarray, style: Style) -> None:
    """Put the style's files where every machine finds them."""
    from algorithms.showcase.style_pictures import write_added_style

    write_added_style(style, trainer, picture)
    job_beat(job)  # what was cancelled meanwhile replaces no earlier style
    style_files_put(*style.files)


def _write_own(job: Job, trainer: PainterTrainer, path: Path) -> None:
    """Put what was learnt of a visitor's style into the store; it has no pictures but the visitor's."""
    from algorithms.showcase.style_pictures import write_learnt

    write_learnt(path, trainer)
    job_beat(job)  # what was deleted meanwhile does not come back
    own_style_learnt(path.name, path)


def _is_finished(job: Job, trainer: PainterTrainer, saved: LocalCopy) -> bool:
    """Train until all is done (true), or until others waited long enough; the training's state is saved then."""
    from algorithms.johnson.added_style import paint_sample
    from algorithms.johnson.training import train
    from algorithms.showcase.style_pictures import sample_photo
    from algorithms.training.crops import example_photographs

    options, began, rows = trainer.options, time.monotonic(), []
    for now in train(trainer, example_photographs(), saved.path):
        is_saved = now.step % options.save_every == 0 or now.step == options.steps
        if is_saved:
            job_beat(job)  # a job that was cancelled writes nothing any more
            saved.put_back()
        rows.append(losses_row(now))
        if is_saved:
            sample = paint_sample(trainer, sample_photo("painting"))
            job_report_progress(
                job, picture=small_jpeg(as_image(sample)), progress=now.step / options.steps, losses=rows
            )
            rows = []
            makes_room = time.monotonic() - began >= SLICE_SECONDS and _others_wait(job)
            if now.step < options.steps and (makes_room or is_draining()):
                job_yield(job)
                return False
    return True


def _others_wait(job: Job) -> bool:
    """Whether somebody's picture waits; trainings do not make room for each other."""
    waiting = Job.objects.filter(lane=job.lane, state=Job.State.QUEUED)
    return waiting.exclude(kind=Job.Kind.TRAINING).exists()
