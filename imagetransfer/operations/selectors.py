"""Questions about how the work goes."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Count, Min
from django.utils import timezone

from imagetransfer.jobs.fairness import jobs_waiting_in
from imagetransfer.jobs.models import Job
from imagetransfer.outbox.models import Call, Delivery, Mail

_HOUR = timedelta(hours=1)
_MOST = 2000  # finished jobs that are looked at


def queue_ages() -> dict[str, float]:
    """Return for each lane how many seconds ago the job that waits longest was queued; 0 where none waits."""
    now, ages = timezone.now(), {}
    for lane in Job.Lane.values:
        since: datetime | None = jobs_waiting_in(lane).aggregate(since=Min("heartbeat"))["since"]
        ages[lane] = max(0.0, (now - since).total_seconds()) if since else 0.0
    return ages


def jobs_by_state() -> list[tuple[str, str, int]]:
    """Return lane, state and number of jobs, for every lane and state."""
    rows = Job.objects.order_by().values_list("lane", "state").annotate(Count("pk"))
    counts = {(lane, state): count for lane, state, count in rows}
    return [(lane, state, counts.get((lane, state), 0)) for lane in Job.Lane.values for state in Job.State.values]


def deliveries_by_state() -> list[tuple[str, str, int]]:
    """Return kind (mail or call), state and number of what went out or waits to."""
    found = []
    for model in (Mail, Call):
        rows = model._default_manager.order_by().values_list("state").annotate(Count("pk"))
        counts: dict[str, int] = dict(rows)
        found += [(model._meta.model_name or "", state, counts.get(state, 0)) for state in Delivery.State.values]
    return found


def seconds_by_algorithm() -> dict[str, list[float]]:
    """Return by algorithm how long each of the jobs took that were done within the last hour, from claim to end."""
    done = Job.objects.filter(state=Job.State.DONE, finished__gt=timezone.now() - _HOUR)
    taken: dict[str, list[float]] = {algorithm: [] for algorithm in Job.Algorithm.values}
    for algorithm, started, finished in done.values_list("algorithm", "started", "finished")[:_MOST]:
        if started and finished:
            taken[algorithm].append((finished - started).total_seconds())
    return taken


def middle(values: Iterable[float]) -> float:
    """Return the median, or 0 of nothing."""
    values = list(values)
    return median(values) if values else 0.0
