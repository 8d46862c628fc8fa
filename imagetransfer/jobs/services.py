"""What people do with jobs; drafts of custom jobs are in `drafts.py`, what workers do in `work.py`."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django_q.tasks import async_task

from imagetransfer.errors import Refusal, in_a_while
from imagetransfer.files import places
from imagetransfer.files.store import discard
from imagetransfer.jobs.models import FILE_FIELDS, OPEN_STATES, Batch, Job
from imagetransfer.jobs.selectors import jobs_waiting
from imagetransfer.outbox.delivery import forget
from imagetransfer.pictures.decoding import AcceptedPicture

FAST_LANES = (Job.Lane.PREVIEW, Job.Lane.FULL_SIZE)
# Rough seconds of work per waiting job, to tell a turned-away client when to come back.
_SECONDS_PER_JOB = {Job.Lane.PREVIEW: 2, Job.Lane.FULL_SIZE: 20, Job.Lane.CUSTOM: 180, Job.Lane.REGIONS: 5}


class QueueFull(Refusal):
    """Too many jobs wait already."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(
            _("Many pictures are waiting just now. Please try again in %(pause)s.")
            % {"pause": in_a_while(retry_after)},
            status=503,
            code="queue_full",
            retry_after=retry_after,
        )


def job_create(
    *,
    kind: str,
    algorithm: str,
    content: AcceptedPicture,
    parameters: dict[str, Any],
    client: str = "",
    lanes: Sequence[Job.Lane] = FAST_LANES,
    **more: Any,
) -> Job:
    """Store the photo and queue the job in the first of the lanes it will pass through; raises `QueueFull`.

    `more` are other fields of the row.
    """
    check_room(*lanes)
    about = {"kind": kind, "algorithm": algorithm, "parameters": parameters, "client": client} | more
    job = job_stored(content=content, lane=lanes[0], **about)
    try:
        jobs_queue([job])
    except BaseException:
        discard(str(job.content))
        raise
    return job


def job_stored(*, content: AcceptedPicture, lane: Job.Lane, **about: Any) -> Job:
    """Store the photo of a new job, whose row is not written yet."""
    job = Job(lane=lane, width=content.width, height=content.height, **about)
    job.content.save(places.job_picture(job.pk, "content", content.suffix), ContentFile(content.data), save=False)
    return job


def jobs_queue(jobs: Iterable[Job]) -> None:
    """Write the rows of new jobs and their messages in the queue: they come into being together, or none does."""
    with transaction.atomic():
        for job in jobs:
            job.save(force_insert=True)
            job_announce(job.lane)


def batch_queue(batch: Batch, jobs: Iterable[Job]) -> None:
    """Write the row of a batch and queue its jobs."""
    with transaction.atomic():
        batch.save(force_insert=True)
        jobs_queue(jobs)


def job_photo(job: Job) -> AcceptedPicture:
    """Return the photo of a job, for another one."""
    with job.content.open() as photo:
        return AcceptedPicture(data=photo.read(), width=job.width, height=job.height)


def job_cancel(job: Job) -> bool:
    """End a job that is not finished; its worker notices at its next step. False when it was finished already."""
    unfinished = Job.objects.filter(pk=job.pk, state__in=OPEN_STATES)
    return bool(unfinished.update(state=Job.State.CANCELLED, finished=Now(), heartbeat=Now()))


def job_delete(job: Job) -> None:
    """Delete a job in whatever state, all its pictures and its mails, and the chosen photo that it was made of.

    A worker that has the job loses it.
    """
    with transaction.atomic():
        # Locked, so that no worker stores a picture of it from now on.
        names = list(Job.objects.select_for_update().filter(pk=job.pk).values_list(*FILE_FIELDS))
        Job.objects.filter(pk=job.pk).delete()
        if job.batch_id:
            Batch.objects.filter(pk=job.batch_id, jobs=None).delete()
        forget(job.pk)
    folder = [places.photo_folder(job.pk)] if job.kind == Job.Kind.PHOTO else []
    discard(*filter(None, {name for row in names for name in row}), places.saved_state(job.pk), *folder)
    if job.photo:
        job_delete(job.photo)


def jobs_delete(jobs: Iterable[Job]) -> int:
    """Delete jobs as `job_delete` does; return how many."""
    found = list(jobs)
    for job in found:
        job_delete(job)
    return len(found)


def job_announce(lane: str) -> None:
    """Tell the workers of a lane that one more job waits; telling them too often does no harm."""
    async_task("imagetransfer.jobs.tasks.job_run", lane, cluster=lane)


def check_room(*lanes: Job.Lane, jobs: int = 1) -> None:
    """Raise `QueueFull` unless every lane that new jobs will pass through has room for all of them."""
    for name in lanes:
        waiting = jobs_waiting(name)
        if waiting + jobs > settings.QUEUE_LIMIT:
            raise QueueFull(retry_after=max(5, waiting * _SECONDS_PER_JOB[name] // 2))
