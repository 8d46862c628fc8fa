"""Whose turn it is: the clients of a lane are served round robin, each one's jobs in their order."""

from collections import Counter
from datetime import UTC, datetime

from django.db.models import Max

from imagetransfer.jobs.models import OPEN_STATES, Job

_NEVER = datetime.min.replace(tzinfo=UTC)


def jobs_in_turn(lane: str) -> list[Job]:
    """Return the lane's waiting jobs in the order in which workers will take them.

    A client's first job comes before everybody's second; between those of one rank, whoever was served longest ago
    comes first. A job being worked on counts as its client's first.
    """
    jobs = Job.objects.filter(lane=lane)
    served = dict(jobs.exclude(started=None).values_list("client").annotate(Max("started")).order_by())
    ranks: Counter[str] = Counter()
    keys = {}
    open_jobs = list(jobs.filter(state__in=OPEN_STATES).only("pk", "client", "state", "created").order_by("created"))
    for job in sorted(open_jobs, key=lambda job: job.state != Job.State.RUNNING):
        ranks[job.client] += 1
        keys[job.pk] = (ranks[job.client], served.get(job.client) or _NEVER, job.created)
    return sorted((job for job in open_jobs if job.state == Job.State.QUEUED), key=lambda job: keys[job.pk])
