"""Several photos with the same choices: an ordinary job each, in full size, which come into being together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from algorithms.styles.options import FastOptions
from imagetransfer.errors import Refusal
from imagetransfer.files.store import discard
from imagetransfer.jobs.models import Batch, Job
from imagetransfer.jobs.services import FAST_LANES, batch_queue, check_room, job_stored
from imagetransfer.online.services import about_painting
from imagetransfer.pictures.decoding import PictureRefused, accept
from imagetransfer.styles.own_styles import own_styles_used

MOST_PHOTOS = 20


def photos_paint(*, files: Sequence[UploadedFile[Any]], options: FastOptions, keep_size: bool, client: str) -> Batch:
    """Paint several photos, one after the other in the queue; raises `QueueFull` unless there is room for all.

    A file that is no picture is left out, which the batch tells; if none is one, that is refused. Photos are let in one
    at a time, so that a batch needs no more memory than a photo. Whatever goes wrong, nothing of the batch stays.
    """
    check_room(*FAST_LANES, jobs=len(files))
    batch, jobs = Batch(), list[Job]()
    try:
        for file in files:
            try:
                jobs.append(_job(file, options, keep_size=keep_size, batch=batch, client=client))
            except PictureRefused as refusal:
                batch.left_out.append({"name": file.name or "", "why": str(refusal)})
        if not jobs:
            raise _none_is_a_picture(batch)
        batch_queue(batch, jobs)
    except BaseException:
        discard(*(str(job.content) for job in jobs))
        raise
    own_styles_used(options.styles)
    return batch


def _job(file: UploadedFile[Any], options: FastOptions, *, keep_size: bool, batch: Batch, client: str) -> Job:
    """Let one photo in and store it; raises `PictureRefused`."""
    picture = accept(file)
    about = about_painting(picture, (picture.width, picture.height), options, keep_size=keep_size)
    return job_stored(
        lane=FAST_LANES[0], batch=batch, name=PurePath(file.name or "").stem[:100], client=client, **about
    )


def _none_is_a_picture(batch: Batch) -> Refusal:
    sentence = _("None of these files is a picture that can be painted. The first, %(name)s: %(why)s")
    return Refusal(sentence % batch.left_out[0], status=415, code="picture_unknown", field="picture")
