"""What the queue's workers run. TensorFlow is imported here, inside functions: after the fork, never before."""

from __future__ import annotations

import errno
import logging
import os
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, InterfaceError, OperationalError, close_old_connections
from django.utils.translation import gettext as _
from django_q.exceptions import TimeoutException

from algorithms.errors import FileError, UserError
from algorithms.styles.catalogue import WORKING_SIDE
from algorithms.styles.options import FastOptions
from algorithms.styles.options_text import to_text
from imagetransfer.files.store import StoreAway
from imagetransfer.jobs import custom_algorithms
from imagetransfer.jobs.custom_work import custom_run
from imagetransfer.jobs.draining import is_draining
from imagetransfer.jobs.heartbeat import beating
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.own_style_work import own_styles_here
from imagetransfer.jobs.photo_work import photo_run
from imagetransfer.jobs.region_work import groups_in, regions_find
from imagetransfer.jobs.selectors import job_fast_options
from imagetransfer.jobs.services import job_announce
from imagetransfer.jobs.training_work import training_run
from imagetransfer.jobs.work import (
    JobLost,
    job_beat,
    job_claim_next,
    job_deliver,
    job_fail,
    job_yield,
)
from imagetransfer.log_context import about_job
from imagetransfer.pictures.decoding import encode
from imagetransfer.pictures.pixels import read_pixels

if TYPE_CHECKING:
    from PIL import Image

logger = logging.getLogger(__name__)

AWAY_SECONDS = 5.0  # until a job that needs the store or the database is tried again


def worker_warm(**_signal: Any) -> None:
    """Load what the lane needs in a new worker, so that no user waits for it, nor a job that lost its worker."""
    try:
        lane = os.environ.get("Q_CLUSTER_NAME")
        if lane == Job.Lane.CUSTOM:
            custom_algorithms.warm()
        elif lane != Job.Lane.REGIONS:  # its network is large, and many sites never need it
            from algorithms import stylize

            stylize.warm(groups_in if lane == Job.Lane.PREVIEW else None)  # full sizes are paintings only
    except Exception:
        # The worker must start all the same: its jobs then fail one by one, each with a sentence for its owner.
        logger.exception("The networks could not be warmed up.")


def job_run(lane: str) -> None:
    """Work on the job whose turn it is in this lane. A message that comes late or twice finds nothing to claim."""
    if is_draining():
        job_announce(lane)  # to the workers that stay
        return
    if lane == Job.Lane.REGIONS:
        regions_find()
        return
    job = job_claim_next(lane=lane)
    if job:
        with about_job(job.pk):
            _work_on(job)


def _work_on(job: Job) -> None:
    """Run a claimed job and tell the log; what cannot be reached now is waited for."""
    began, lane = time.monotonic(), job.lane
    logger.info("A job begins in the lane %s: %s, %s.", lane, job.kind, job.algorithm)
    try:
        with beating(job):
            _run(job)
    except JobLost:
        logger.info("The job was cancelled, handed back, or given to another worker.")
    except (StoreAway, OperationalError, InterfaceError) as error:
        logger.warning("The job waits for the store or the database: %s", error)
        _hand_back(job)
    else:
        logger.info("The job leaves the lane %s after %.1f s.", lane, time.monotonic() - began)


def _run(job: Job) -> None:
    """Work on a claimed job; what goes wrong ends it with a sentence, unless a later try may succeed."""
    try:
        RUNS[job.kind](job)
    except (JobLost, StoreAway, OperationalError, InterfaceError):
        raise
    except FileError as error:
        logger.exception("Job %s failed: a file of the installation is missing or damaged.", job.pk)
        job_fail(job, message=_sentence(error))
    except UserError as error:
        logger.warning("Job %s failed: %s", job.pk, error)
        job_fail(job, message=str(error))
    except TimeoutException:
        logger.exception("Job %s ran out of time.", job.pk)
        job_fail(job, message=_("This picture took too long; please try again with a smaller photo."))
        raise
    except Exception as error:
        logger.exception("Job %s failed.", job.pk)
        job_fail(job, message=_sentence(error))


def _hand_back(job: Job) -> None:
    """Put a job back in a moment; while the database is away, the sweeper will do it."""
    time.sleep(AWAY_SECONDS)
    close_old_connections()
    with suppress(JobLost, DatabaseError):
        job_yield(job)


def _sentence(error: Exception) -> str:
    """Say what the owner can do about it."""
    if isinstance(error, MemoryError) or type(error).__name__ == "ResourceExhaustedError":  # TensorFlow's own
        return _("This photo is too large for the painter; please try again with a smaller one.")
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _("The server has no room left for pictures; please try again later.")
    return _("Something went wrong while painting; please try again or choose another photo.")


def _online_run(job: Job) -> None:
    """Work on an online job, if its styles are still there."""
    options = job_fast_options(job)
    if options is None:
        logger.error("Job %s asks for a style that is not in the catalogue: %s.", job.pk, job.parameters)
        raise UserError(_("This style is not offered any more; please choose another one."))
    if job.lane == Job.Lane.PREVIEW:
        _preview_run(job, options)
    else:
        picture = _stylized(job, options, on_progress=lambda progress: job_beat(job, progress=progress))
        job_deliver(job, result=_result(picture, options))


def _preview_run(job: Job, options: FastOptions) -> None:
    """Deliver the preview, and the result with it where the preview was made from the whole photo."""
    from algorithms.stylize import preview_side

    longest = preview_side(options)
    picture = _stylized(job, options, longest=longest)
    is_whole = longest is None or max(job.width, job.height) <= WORKING_SIDE
    job_deliver(job, preview=_preview(picture), result=_result(picture, options) if is_whole else None)


def _stylized(job: Job, options: FastOptions, longest: int | None = None, **on_progress: Any) -> Image.Image:
    import numpy as np
    from PIL import Image

    from algorithms.stylize import stylize

    with job.content.open() as file, own_styles_here(options.chosen()):
        photo = read_pixels(file, longest=longest)
        return Image.fromarray(stylize(np.asarray(photo), options, parse=groups_in, **on_progress))


def _preview(picture: Image.Image) -> bytes:
    small = picture.copy()
    small.thumbnail((WORKING_SIDE, WORKING_SIDE))
    return encode(small, "JPEG")


def _result(picture: Image.Image, options: FastOptions) -> tuple[bytes, bytes]:
    """Return JPEG and PNG, which say how they were made."""
    made_with = to_text(options)
    return encode(picture, "JPEG", made_with=made_with), encode(picture, "PNG", made_with=made_with)


RUNS: dict[str, Callable[[Job], None]] = {
    Job.Kind.PHOTO: photo_run,
    Job.Kind.ONLINE: _online_run,
    Job.Kind.CUSTOM: custom_run,
    Job.Kind.TRAINING: training_run,
}
