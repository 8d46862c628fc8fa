"""Turning a filled-in picker into a job."""

from typing import Any

from algorithms.catalogue import style as style_called
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.services import job_create, job_repaint
from imagetransfer.pictures.door import AcceptedPicture


def photo_paint(
    *, style: str, picture: AcceptedPicture | None, photo: Job | None, client: str, strength: int = 100
) -> Job:
    """Queue the new picture, or else the photo of an earlier job; raises `QueueFull`.

    `strength` is for photographic styles only, in per cent.
    """
    parameters: dict[str, Any] = {"style": style}
    if style_called(style).kind == "photo":
        parameters["strength"] = strength
    if picture:
        return job_create(
            kind=Job.Kind.ONLINE,
            algorithm=Job.Algorithm.FAST,
            content=picture,
            parameters=parameters,
            client=client,
        )
    if not photo:
        raise ValueError("a picture or an earlier job's photo is needed, got neither")
    return job_repaint(photo, parameters=parameters, client=client)
