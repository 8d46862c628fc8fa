"""A photo that somebody chose: it is shown in every style, and tried in some, before a picture is made of it.

It is a job of a kind of its own, which works on whatever is wanted next (`photo_work.py`), and then waits. It and all
that was made of it are deleted together, after a day if not earlier.
"""

import hashlib
import json
from collections.abc import Sequence

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from algorithms.styles.catalogue import styles_of
from algorithms.styles.options import FastOptions
from imagetransfer.files import places
from imagetransfer.files.store import discard
from imagetransfer.jobs.models import OPEN_STATES, Job
from imagetransfer.jobs.services import check_room, job_announce
from imagetransfer.pictures.decoding import AcceptedPicture

SIDE = 256
"""Longer side in pixels of the photo in one style."""

PAINTED = 320
"""Longer side at which the photo is painted for that: at 256, strokes are so large that faces go."""

SHEET = 8
"""Pictures on a sheet, in one row; all but the last sheet are full."""


def picture_keep(*, picture: AcceptedPicture, client: str = "") -> Job:
    """Keep a picture that came in a form which was refused, for the next try and for a day."""
    return photo_show(photo=picture, slugs=(), client=client)


def photo_show(*, photo: AcceptedPicture, slugs: Sequence[str], client: str = "", **about: object) -> Job:
    """Keep a photo with what is known about it, and have it shown in styles, in their order; raises `QueueFull`."""
    if slugs:
        check_room(Job.Lane.PREVIEW)
    job = Job(
        kind=Job.Kind.PHOTO,
        algorithm=Job.Algorithm.FAST,
        parameters={"wall": list(slugs), **about},
        state=Job.State.QUEUED if slugs else Job.State.DRAFT,
        lane=Job.Lane.PREVIEW,
        width=photo.width,
        height=photo.height,
        client=client,
    )
    job.content.save(places.job_picture(job.pk, "content", photo.suffix), ContentFile(photo.data), save=False)
    try:
        with transaction.atomic():
            job.save(force_insert=True)
            if slugs:
                job_announce(job.lane)
    except BaseException:
        discard(str(job.content))
        raise
    return job


def photo_try(*, photo: Job, options: FastOptions, keep_size: bool = False) -> str:
    """Have a photo previewed with some choices, in place of others that wait; return the preview's name.

    It raises `QueueFull`.
    """
    wanted = {**options.parameters(), "keep_size": keep_size}
    name = try_name(wanted)
    with transaction.atomic():
        row = Job.objects.select_for_update().get(pk=photo.pk)
        if name in row.tries:
            return name
        row.parameters["try"] = wanted
        if row.state not in OPEN_STATES:
            check_room(Job.Lane.PREVIEW)
            row.state, row.message = Job.State.QUEUED, ""
            job_announce(row.lane)
        row.save(update_fields=("parameters", "state", "message"))
        Job.objects.filter(pk=row.pk).update(heartbeat=Now())
    return name


def try_name(wanted: dict[str, object]) -> str:
    """Return the name of the preview with some choices."""
    return hashlib.sha256(json.dumps(wanted, sort_keys=True).encode()).hexdigest()[:20]


def every_style() -> list[str]:
    """Return the slugs of all listed styles, paintings first."""
    return [style.slug for kind in ("painting", "photographic") for style in styles_of(kind)]


def walls_of_upload(file: str) -> QuerySet[Job]:
    """Return the chosen photos that are copies of a program's upload, by the name of its file."""
    return Job.objects.filter(kind=Job.Kind.PHOTO, parameters__upload=file)


def size_in_a_style(photo: Job) -> tuple[int, int]:
    """Return width and height in pixels of the photo in one style, on a sheet."""
    scale = SIDE / max(photo.width, photo.height)
    return max(1, round(photo.width * scale)), max(1, round(photo.height * scale))
