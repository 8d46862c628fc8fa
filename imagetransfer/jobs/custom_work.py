"""A worker's way through a custom job: begin or resume, save and show now and then, finish."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Any

from algorithms.styles.catalogue import WORKING_SIDE
from imagetransfer.files import places
from imagetransfer.files.local_copy import LocalCopy, local_copy
from imagetransfer.jobs.custom_algorithm import DEFAULT_SIZE, Pictures
from imagetransfer.jobs.custom_algorithms import ALGORITHMS
from imagetransfer.jobs.draining import is_draining
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.region_work import read_array, regions_of
from imagetransfer.jobs.work import JobLost, job_beat, job_deliver, job_report_progress, job_yield
from imagetransfer.pictures.decoding import encode

if TYPE_CHECKING:
    import numpy as np
    from PIL import Image

    from algorithms.optimise.checkpoint import DescentState
    from algorithms.optimise.multiscale import DescentProgress
    from algorithms.training.loop import TrainProgress

logger = logging.getLogger(__name__)

SAVE_SECONDS = 3.0


def custom_run(job: Job) -> None:
    """Work on a claimed custom job until it is done; raises `JobLost` or `UserError`."""
    algorithm = ALGORITHMS[job.algorithm]
    options = algorithm.read_options(job.parameters.get("options", {}))
    pictures = _read_pictures(job)
    with local_copy(places.saved_state(job.pk)) as saved:
        result = _follow(job, _begin(job, pictures, options, saved), options.steps, saved).picture
    painting = as_image(_in_full_size(job, pictures.content, result) if algorithm.full_size else result)
    job_deliver(job, preview=small_jpeg(painting), result=(encode(painting, "JPEG"), encode(painting, "PNG")))


def _in_full_size(job: Job, small: np.ndarray, result: np.ndarray) -> np.ndarray:
    """Do to the whole photo what was done to its small copy."""
    from algorithms.filters.joint_upsampling import full_resolution

    whole = max(job.width, job.height)
    return result if max(small.shape) == whole else full_resolution(read_array(job.content, whole), small, result)


def _begin(job: Job, pictures: Pictures, options: Any, saved: LocalCopy) -> Any:
    """Start the algorithm, where another worker left it if one did."""
    run, state = ALGORITHMS[job.algorithm].run, _read_saved(job, saved)
    try:
        return run(pictures, options, state)
    except ValueError:
        if state is None:
            raise
        logger.warning("The saved state of job %s does not fit; it begins anew.", job.pk, exc_info=True)
        return run(pictures, options, None)


def _follow(job: Job, progress: Any, steps: int, saved: LocalCopy) -> DescentProgress:
    """Save and show the progress at once, every few seconds and at the end; return the last of it."""
    from algorithms.optimise.checkpoint import write_state

    rows, saved_at = [], -SAVE_SECONDS
    for now in progress:
        rows.append(losses_row(now))
        is_last, is_stopping = now.step == steps, is_draining()
        if time.monotonic() - saved_at >= SAVE_SECONDS or is_last or is_stopping:
            job_beat(job)  # a job that was cancelled writes nothing any more
            if not is_last:  # a state with nothing left to do could not be resumed
                write_state(saved.path, now.state)
                saved.put_back()
            job_report_progress(job, picture=small_jpeg(as_image(now.picture)), progress=now.step / steps, losses=rows)
            rows, saved_at = [], time.monotonic()
        if is_stopping and not is_last:
            job_yield(job)
            raise JobLost
    last: DescentProgress = now
    return last


def small_jpeg(picture: Image.Image) -> bytes:
    """Return a JPEG for the page."""
    small = picture.copy()
    small.thumbnail((WORKING_SIDE, WORKING_SIDE))
    return encode(small, "JPEG", quality=90)


def losses_row(now: DescentProgress | TrainProgress) -> dict[str, float]:
    """Return a row of a job's `losses`."""
    return {"step": now.step} | {name: float(f"{value:.4g}") for name, value in now.losses.items()}


def _read_saved(job: Job, saved: LocalCopy) -> DescentState | None:
    from algorithms.errors import UserError
    from algorithms.optimise.checkpoint import read_state

    if not saved.path.exists():
        return None
    try:
        return read_state(saved.path)
    except UserError:
        logger.warning("The saved state of job %s cannot be read; it begins anew.", job.pk, exc_info=True)
        return None


def _read_pictures(job: Job) -> Pictures:
    size = job.parameters.get("size", DEFAULT_SIZE)
    algorithm = ALGORITHMS[job.algorithm]
    content = read_array(job.content, size, enlarge=not algorithm.full_size)
    style = read_array(job.style, size)
    return Pictures(content, style, regions_of(job, content, style) if algorithm.masks else None)


def as_image(picture: np.ndarray) -> Image.Image:
    """Turn float32 (H, W, 3) in [0, 1] into a picture."""
    from PIL import Image

    from algorithms.io.images import to_uint8

    return Image.fromarray(to_uint8(picture))
