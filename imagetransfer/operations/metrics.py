"""What Prometheus scrapes: counts and times from the database, memory of this process, room on the disk."""

import shutil
from collections.abc import Iterator

from django.conf import settings
from django.db import DatabaseError, connection
from prometheus_client import CollectorRegistry, PlatformCollector, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from imagetransfer.operations import selectors


def metrics_text() -> bytes:
    """Return all metrics in Prometheus' text format, as they are now."""
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    registry.register(_Work())
    return generate_latest(registry)


class _Work(Collector):
    """Asks the database at each scrape: every process gives the same answer, and none has to keep count."""

    def collect(self) -> Iterator[Metric]:
        """Yield the metrics; without the database, only that it is away."""
        up = GaugeMetricFamily("imagetransfer_database_up", "Whether the database answers (1) or not (0)")
        try:
            found = [*_jobs(), *_queue_ages(), *_seconds(), *_deliveries()]
            up.add_metric([], 1)
        except DatabaseError:
            connection.close()
            found = []
            up.add_metric([], 0)
        yield from (up, _room(), *found)


def _jobs() -> Iterator[Metric]:
    jobs = GaugeMetricFamily("imagetransfer_jobs", "Jobs by lane and state", labels=["lane", "state"])
    for lane, state, count in selectors.jobs_by_state():
        jobs.add_metric([lane, state], count)
    yield jobs


def _queue_ages() -> Iterator[Metric]:
    name, help_text = "imagetransfer_queue_age_seconds", "How long the job that waits longest in a lane has waited"
    ages = GaugeMetricFamily(name, help_text, labels=["lane"])
    for lane, age in selectors.queue_ages().items():
        ages.add_metric([lane], age)
    yield ages


def _seconds() -> Iterator[Metric]:
    done = GaugeMetricFamily("imagetransfer_done_last_hour", "Jobs done within the last hour", labels=["algorithm"])
    help_text = "Seconds from claim to end of the jobs done within the last hour"
    seconds = GaugeMetricFamily("imagetransfer_job_seconds", help_text, labels=["algorithm", "of"])
    for algorithm, taken in selectors.seconds_by_algorithm().items():
        done.add_metric([algorithm], len(taken))
        seconds.add_metric([algorithm, "median"], selectors.middle(taken))
        seconds.add_metric([algorithm, "longest"], max(taken, default=0.0))
    yield from (done, seconds)


def _deliveries() -> Iterator[Metric]:
    labels = ["kind", "state"]
    deliveries = GaugeMetricFamily("imagetransfer_deliveries", "Mails and webhook calls by state", labels=labels)
    for kind, state, count in selectors.deliveries_by_state():
        deliveries.add_metric([kind, state], count)
    yield deliveries


def _room() -> Metric:
    room = GaugeMetricFamily("imagetransfer_disk_free_bytes", "Room left on the disk of pictures")
    if settings.MEDIA_ROOT.exists():
        room.add_metric([], shutil.disk_usage(settings.MEDIA_ROOT).free)
    return room
