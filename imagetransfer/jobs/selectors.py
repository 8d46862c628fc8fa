"""Questions about jobs."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from algorithms.catalogue import Style, style
from imagetransfer.jobs.models import Job


def jobs_waiting(lane: str) -> int:
    """Return how many jobs wait in a lane."""
    return Job.objects.filter(state=Job.State.QUEUED, lane=lane).count()


def jobs_ahead(job: Job) -> int:
    """Return how many jobs of the same lane are waiting or worked on before this waiting one."""
    if job.state != Job.State.QUEUED:
        return 0
    before = Job.objects.filter(lane=job.lane, created__lt=job.created)
    return before.filter(state__in=(Job.State.QUEUED, Job.State.RUNNING)).count()


def jobs_silent(state: str, seconds: float) -> QuerySet[Job]:
    """Return the jobs in a state that gave no sign of life for some seconds."""
    return Job.objects.filter(state=state, heartbeat__lt=timezone.now() - timedelta(seconds=seconds))


def job_style(job: Job) -> Style | None:
    """Return the trained style that the job asks for; None when it brings its own or the style was taken away."""
    try:
        return style(job.parameters["style"])
    except KeyError:
        return None
