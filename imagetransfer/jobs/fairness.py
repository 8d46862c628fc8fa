"""Whose turn it is: the clients of a lane are served round robin, each one's jobs in their order."""

from collections import Counter
from datetime import UTC, datetime

from django.db.models import OuterRef, QuerySet, Subquery

from imagetransfer.jobs.models import Job

_NEVER = datetime.min.replace(tzinfo=UTC)


def jobs_waiting_in(lane: str) -> QuerySet[Job]:
    """Return the jobs that wait in a lane, and in the lane of regions the drafts that nobody looked at yet."""
    jobs = Job.objects.filter(lane=lane)
    if lane == Job.Lane.REGIONS:
        return jobs.filter(state=Job.State.DRAFT, started=None)
    return jobs.filter(state=Job.State.QUEUED)


def jobs_in_turn(lane: str) -> list[Job]:
    """Return the lane's waiting jobs in the order in which workers will take them.

    A client's first job comes before everybody's second; between those of one rank, whoever was served longest ago
    comes first. A job being worked on counts as its client's first.
    """
    ranks = Counter(Job.objects.filter(lane=lane, state=Job.State.RUNNING).values_list("client", flat=True))
    last = Job.objects.filter(lane=lane, client=OuterRef("client"), started__isnull=False).order_by("-started")
    waiting = jobs_waiting_in(lane).annotate(served=Subquery(last.values("started")[:1]))
    keys = {}
    jobs = list(waiting.only("pk", "client", "state", "created").order_by("created"))
    for job in jobs:
        ranks[job.client] += 1
        keys[job.pk] = (ranks[job.client], job.served or _NEVER, job.created)
    return sorted(jobs, key=lambda job: keys[job.pk])
