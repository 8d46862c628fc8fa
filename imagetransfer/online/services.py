"""Turning a filled-in picker into a job."""

from algorithms.styles.options import FastOptions, painted_side
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.selectors import job_original_size
from imagetransfer.jobs.services import job_create, job_photo
from imagetransfer.pictures.decoding import AcceptedPicture, fit

SMALLEST_RESULT = 64


def photo_paint(
    *,
    options: FastOptions,
    picture: AcceptedPicture | None,
    photo: Job | None,
    client: str,
    size: int | None = None,
    keep_size: bool = False,
) -> Job:
    """Queue the new picture, or else the photo of an earlier job; raises `QueueFull`.

    The photo is brought to the size of the result first, as `painted_side` has it: so is all that comes after. The
    size that a small photo had is kept with the job, which can thus be painted again in that size.
    """
    content = picture or (photo and job_photo(photo))
    if not content:
        raise ValueError("a picture or an earlier job's photo is needed, got neither")
    original = (content.width, content.height) if picture or not photo else job_original_size(photo)
    sized = fit(content, painted_side(max(original), options.kind, size=size, keep_size=keep_size))
    is_larger = sized.width * sized.height > original[0] * original[1]
    return job_create(
        kind=Job.Kind.ONLINE,
        algorithm=Job.Algorithm.FAST,
        content=sized,
        parameters=options.parameters() | ({"enlarged_from": list(original)} if is_larger else {}),
        client=client,
    )
