"""What people do with jobs; what workers do with them is in `work.py`."""

from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django_q.tasks import async_task

from imagetransfer.jobs.models import Job
from imagetransfer.jobs.selectors import jobs_waiting
from imagetransfer.pictures.door import AcceptedPicture

# Rough seconds of work per waiting job, to tell a turned-away client when to come back.
_SECONDS_PER_JOB = {Job.Lane.FAST: 2, Job.Lane.SLOW: 20}


class QueueFull(Exception):  # noqa: N818 - an answer to the user, not a fault of the program
    """Too many jobs wait already; `retry_after` is the number of seconds until a new try makes sense."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"the queue is full, retry after {retry_after} s")
        self.retry_after = retry_after


def job_create(
    *,
    kind: str,
    algorithm: str,
    content: AcceptedPicture,
    parameters: dict[str, Any],
    client: str = "",
    email: str = "",
) -> Job:
    """Store the photo and queue the job; raises `QueueFull`."""
    lane = Job.Lane.FAST if kind == Job.Kind.ONLINE else Job.Lane.SLOW
    _check_room(lane)
    job = Job(
        kind=kind,
        algorithm=algorithm,
        parameters=parameters,
        lane=lane,
        width=content.width,
        height=content.height,
        client=client,
        email=email,
    )
    job.content.save(f"uploads/{job.pk}{content.suffix}", ContentFile(content.data), save=False)
    try:
        # The row and its message in the queue come into being together, or neither does.
        with transaction.atomic():
            job.save(force_insert=True)
            job_announce(job)
    except BaseException:
        job.content.delete(save=False)
        raise
    return job


def job_repaint(job: Job, *, parameters: dict[str, Any], client: str = "") -> Job:
    """Queue a new job with the photo of another one; raises `QueueFull`."""
    with job.content.open() as photo:
        content = AcceptedPicture(data=photo.read(), width=job.width, height=job.height)
    return job_create(kind=job.kind, algorithm=job.algorithm, content=content, parameters=parameters, client=client)


def job_cancel(job: Job) -> bool:
    """End a job that is not finished; its worker notices at its next step. False when it was finished already."""
    now = timezone.now()
    unfinished = Job.objects.filter(pk=job.pk, state__in=(Job.State.QUEUED, Job.State.RUNNING))
    return bool(unfinished.update(state=Job.State.CANCELLED, finished=now, heartbeat=now))


def job_announce(job: Job) -> None:
    """Tell the workers of the job's lane that it waits; telling them twice does no harm."""
    async_task("imagetransfer.jobs.tasks.job_run", str(job.pk), job.lane, cluster=job.lane)


def _check_room(lane: str) -> None:
    """Raise `QueueFull` unless every lane that the job will pass through has room."""
    lanes = (Job.Lane.FAST, Job.Lane.SLOW) if lane == Job.Lane.FAST else (Job.Lane.SLOW,)
    for name in lanes:
        waiting = jobs_waiting(name)
        if waiting >= settings.QUEUE_LIMIT:
            raise QueueFull(retry_after=max(5, waiting * _SECONDS_PER_JOB[name] // 2))
