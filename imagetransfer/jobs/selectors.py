"""Questions about jobs."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.db.models.functions import Now
from django_q.models import OrmQ

from algorithms.styles.catalogue import Style
from algorithms.styles.options import FastOptions
from algorithms.styles.unlisted import OWN
from imagetransfer.jobs.fairness import jobs_in_turn, jobs_waiting_in
from imagetransfer.jobs.models import OPEN_STATES, Job
from imagetransfer.outbox.models import Delivery, Mail


def jobs_waiting(lane: str) -> int:
    """Return how many jobs wait in a lane, and in the lane of regions how many drafts."""
    return jobs_waiting_in(lane).count()


def messages_waiting(lane: str) -> int:
    """Return how many messages to the workers of a lane were not taken yet."""
    waiting: int = OrmQ.objects.filter(key=lane, lock__lte=Now()).count()
    return waiting


def jobs_ahead(job: Job) -> int:
    """Return how many jobs of the same lane are worked on, or will be, before this waiting one."""
    if job.state != Job.State.QUEUED:
        return 0
    turn = [waiting.pk for waiting in jobs_in_turn(job.lane)]
    running = Job.objects.filter(lane=job.lane, state=Job.State.RUNNING).count()
    return running + (turn.index(job.pk) if job.pk in turn else 0)


def job_is_kept_picture(job: Job) -> bool:
    """Whether this is only a picture of `photos.py`; its id is known to whoever sent it alone."""
    return job.kind == Job.Kind.PHOTO


def jobs_silent(state: str, seconds: float) -> QuerySet[Job]:
    """Return the jobs in a state that gave no sign of life for some seconds."""
    return Job.objects.filter(state=state, heartbeat__lt=Now() - timedelta(seconds=seconds))


def job_original_size(job: Job) -> tuple[int, int]:
    """Return the width and height that a job's photo had when it was sent; a small one is painted larger."""
    width, height = job.parameters.get("enlarged_from", (job.width, job.height))
    return width, height


def job_fast_options(job: Job) -> FastOptions | None:
    """Return what an online job's owner chose; None for a custom job, or when a style was taken away."""
    return fast_options_in(job.parameters)


def fast_options_in(parameters: Mapping[str, Any]) -> FastOptions | None:
    """Return the choices that a job's parameters hold, if they can still be painted."""
    try:
        return FastOptions.from_parameters(parameters)
    except ValueError:
        return None


def job_style(job: Job) -> Style | None:
    """Return the trained style that the job asks for, of several the heaviest; None as `job_fast_options`."""
    options = job_fast_options(job)
    return options.chosen()[0] if options else None


def job_has_own_style(job: Job) -> bool:
    """Whether the job asks for a style that is in no list, even if that is gone by now."""
    return any(slug.startswith(OWN) for slug in job.parameters.get("styles", {}))


def job_expires(job: Job) -> datetime:
    """Return when the job's pictures are deleted, unless they are shared."""
    return (job.finished or job.created) + timedelta(days=settings.RETENTION_DAYS)


def job_preview_is_shown(job: Job) -> bool:
    """Whether the link is enough to see the preview; while a custom job develops, it still looks like the photo."""
    return job.kind != Job.Kind.CUSTOM or job.state == Job.State.DONE


def job_address(job: Job) -> str:
    """Return where the job's mails go, as its page may show it to whoever looks over the owner's shoulder."""
    name, _at, domain = job.email.rpartition("@")
    return f"{name[:1]}…@{domain}" if job.email else ""


def job_mail_trouble(job: Job) -> Mail | None:
    """Return the job's mail that could not be sent so far, if there is one."""
    return Mail.objects.filter(about=job.pk).exclude(error="").exclude(state=Delivery.State.SENT).first()


def client_waiting(client: str) -> int:
    """Return how many custom jobs of a client are not finished."""
    return Job.objects.filter(client=client, kind=Job.Kind.CUSTOM, state__in=OPEN_STATES).count()


def client_drafts_waiting(client: str) -> int:
    """Return how many drafts of a client wait for their regions."""
    return jobs_waiting_in(Job.Lane.REGIONS).filter(client=client).count()
