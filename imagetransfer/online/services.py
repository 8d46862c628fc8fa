"""Turning a filled-in picker into a job."""

from django.db import transaction

from algorithms.styles.options import FastOptions
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.services import job_cancel, job_create, job_delete, job_photo
from imagetransfer.pictures.decoding import AcceptedPicture, shrink

SMALLEST_RESULT = 64


def photo_paint(
    *,
    options: FastOptions,
    picture: AcceptedPicture | None,
    photo: Job | None,
    client: str,
    size: int | None = None,
    replaces: Job | None = None,
) -> Job:
    """Queue the new picture, or else the photo of an earlier job; raises `QueueFull`.

    What is larger than `size`, the longer side in pixels, is made smaller first: so is all that comes after. The job
    that the new one replaces is given up, unless it is finished or the new one is refused.
    """
    content = picture or (photo and job_photo(photo))
    if not content:
        raise ValueError("a picture or an earlier job's photo is needed, got neither")
    content = shrink(content, size) if size else content
    with transaction.atomic():
        # It is given up first, so that its place in the queue is free for the new one.
        given_up = replaces is not None and job_cancel(replaces)
        job = job_create(
            kind=Job.Kind.ONLINE,
            algorithm=Job.Algorithm.FAST,
            content=content,
            parameters=options.parameters(),
            client=client,
        )
    if replaces and given_up:
        _forget_unseen(replaces)
    return job


def _forget_unseen(job: Job) -> None:
    """Delete a cancelled job of which nobody saw a painting."""
    job.refresh_from_db(fields=["preview"])
    if not job.preview:
        job_delete(job)
