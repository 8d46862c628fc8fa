"""Turning a filled-in picker into a job."""

from algorithms.styles.options import FastOptions
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.services import job_create, job_photo
from imagetransfer.pictures.decoding import AcceptedPicture, shrink

SMALLEST_RESULT = 64


def photo_paint(
    *,
    options: FastOptions,
    picture: AcceptedPicture | None,
    photo: Job | None,
    client: str,
    size: int | None = None,
) -> Job:
    """Queue the new picture, or else the photo of an earlier job; raises `QueueFull`.

    What is larger than `size`, the longer side in pixels, is made smaller first: so is all that comes after.
    """
    content = picture or (photo and job_photo(photo))
    if not content:
        raise ValueError("a picture or an earlier job's photo is needed, got neither")
    return job_create(
        kind=Job.Kind.ONLINE,
        algorithm=Job.Algorithm.FAST,
        content=shrink(content, size) if size else content,
        parameters=options.parameters(),
        client=client,
    )
