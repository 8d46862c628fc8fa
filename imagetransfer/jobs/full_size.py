"""Full sizes on demand: a picture of the site is made in full size once somebody wants it, and while somebody waits."""

from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Now

from imagetransfer.jobs.models import OPEN_STATES, Job
from imagetransfer.jobs.services import check_room, job_announce

ABANDONED_AFTER_SECONDS = 180.0  # a page in the background asks once a minute
_TOUCH_SECONDS = 5.0  # a page that asks twice a second is not written down each time


def full_size_ask(job: Job, *, awaited: bool = True) -> None:
    """Have the job's full size made, if it is not made or being made already; raises `QueueFull`.

    Unless it is `awaited`, it is made even if nobody looks whether it is there.
    """
    wanted = {"wants_full": True, "awaited": Now() if awaited else None}
    with transaction.atomic():
        previewed = Job.objects.select_for_update().filter(pk=job.pk, state=Job.State.PREVIEWED)
        if previewed.exists():
            check_room(Job.Lane.FULL_SIZE)
            previewed.update(state=Job.State.QUEUED, progress=0.0, attempts=0, heartbeat=Now(), **wanted)
            job_announce(Job.Lane.FULL_SIZE)
        else:
            Job.objects.filter(pk=job.pk, state__in=OPEN_STATES, wants_full=False).update(**wanted)


def full_size_await(job: Job) -> None:
    """Note that somebody waits for the full size."""
    if job.is_open and job.awaited:
        before = Now() - timedelta(seconds=_TOUCH_SECONDS)
        Job.objects.filter(pk=job.pk, state__in=OPEN_STATES, awaited__lt=before).update(awaited=Now())


def full_sizes_abandon() -> int:
    """Give up full sizes for which nobody waits any more; their previews stay. Return how many that were."""
    before = Now() - timedelta(seconds=ABANDONED_AFTER_SECONDS)
    left = Job.objects.filter(state__in=OPEN_STATES, wants_full=True, awaited__lt=before)
    given_up = left.filter(lane=Job.Lane.FULL_SIZE).update(state=Job.State.PREVIEWED, wants_full=False)
    return given_up + left.filter(lane=Job.Lane.PREVIEW).update(wants_full=False)
