"""A chosen photo, and turning a filled-in picker into a job."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models.fields.files import FieldFile

from algorithms.styles.options import FastOptions, painted_side
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.photos import every_style, photo_show, walls_of_upload
from imagetransfer.jobs.selectors import job_is_kept_picture, job_original_size
from imagetransfer.jobs.services import job_cancel, job_create, job_delete, job_photo
from imagetransfer.online.examples import example_photo
from imagetransfer.pictures.decoding import AcceptedPicture, fit
from imagetransfer.styles.own_styles import own_styles_used

SMALLEST_RESULT = 64


def photo_put(
    *, picture: AcceptedPicture | None, photo: Job | None, example: str, own: Sequence[str], client: str
) -> Job:
    """Keep the new picture, or else a copy of an earlier job's photo or an example, and have it shown in every style.

    `own` are the slugs of the visitor's styles, which come first. A photo that is shown already is returned as it is.
    It raises `QueueFull`.
    """
    if not picture and photo and job_is_kept_picture(photo) and photo.parameters["wall"]:
        return photo
    chosen = picture or (example_photo(example) if example else photo and job_photo(photo))
    if not chosen:
        raise ValueError("a picture, an example or an earlier job's photo is needed, got none")
    slugs = [*own, *every_style()]
    enlarged = {} if picture or example or not photo else {"enlarged_from": list(job_original_size(photo))}
    return photo_show(photo=chosen, slugs=slugs, client=client, **enlarged)


def wall_create(*, picture: AcceptedPicture, client: str, **about: object) -> Job:
    """Have a program's picture shown in every style; raises `QueueFull`."""
    return photo_show(photo=picture, slugs=every_style(), client=client, **about)


def wall_of_upload(*, file: FieldFile, width: int, height: int, client: str) -> Job:
    """Have a program's upload shown in every style, unless it is already; raises `QueueFull`."""
    made = walls_of_upload(str(file)).exclude(state=Job.State.FAILED).first()
    if made:
        return made
    with file.open() as opened:
        picture = AcceptedPicture(data=opened.read(), width=width, height=height)
    return wall_create(picture=picture, client=client, upload=str(file))


def photo_paint(
    *,
    options: FastOptions,
    picture: AcceptedPicture | None,
    photo: Job | None,
    client: str,
    size: int | None = None,
    keep_size: bool = False,
    replaces: Job | None = None,
    **more: Any,
) -> Job:
    """Queue the new picture, or else the photo of an earlier job; raises `QueueFull`.

    The photo is brought to the size of the result first, as `painted_side` has it: so is all that comes after. The
    size that a small photo had is kept with the job, which can thus be painted again in that size. The job that the
    new one replaces is given up, unless it is finished or the new one is refused. `more` are fields of the new job.
    """
    content, original = _content(picture, photo)
    about = about_painting(content, original, options, size=size, keep_size=keep_size)
    with transaction.atomic():
        # The earlier job is given up first, so that its place in the queue is free for the new one.
        given_up = replaces is not None and job_cancel(replaces)
        job = job_create(client=client, photo=None if picture else _chosen(photo), **about, **more)
    own_styles_used(options.styles)
    if replaces and given_up:
        _forget_unseen(replaces)
    return job


def about_painting(
    content: AcceptedPicture,
    original: tuple[int, int],
    options: FastOptions,
    *,
    size: int | None = None,
    keep_size: bool = False,
) -> dict[str, Any]:
    """Return what a new job is about: the photo, brought to the size of the result, and what becomes of it."""
    sized = fit(content, painted_side(max(original), options.kind, size=size, keep_size=keep_size))
    is_larger = sized.width * sized.height > original[0] * original[1]
    return {
        "kind": Job.Kind.ONLINE,
        "algorithm": Job.Algorithm.FAST,
        "content": sized,
        "parameters": options.parameters() | ({"enlarged_from": list(original)} if is_larger else {}),
    }


def _content(picture: AcceptedPicture | None, photo: Job | None) -> tuple[AcceptedPicture, tuple[int, int]]:
    """Return what is painted, and the size that it was sent in."""
    if picture:
        return picture, (picture.width, picture.height)
    if photo:
        return job_photo(photo), job_original_size(photo)
    raise ValueError("a picture or an earlier job's photo is needed, got neither")


def _chosen(photo: Job | None) -> Job | None:
    """Return the photo if it was chosen in the picker: it then goes with what was made of it."""
    return photo if photo and job_is_kept_picture(photo) else None


def _forget_unseen(job: Job) -> None:
    """Delete a cancelled job of which nobody saw a painting."""
    job.refresh_from_db(fields=["preview"])
    if not job.preview:
        job_delete(job)
