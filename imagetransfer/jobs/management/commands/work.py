"""`manage.py work`: the workers of one lane."""

import os
from multiprocessing import active_children
from multiprocessing.process import BaseProcess
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django_q import cluster

from imagetransfer.jobs.models import Job


class _Sentinel(cluster.Sentinel):  # type: ignore[misc]
    """A guard that gives up when a worker was killed, so that whoever started it starts everything afresh.

    An idle worker holds the lock of the cluster's in-memory queue. Killed, it never releases it, and the worker
    that django-q2 would put in its place waits for ever while the cluster looks healthy.
    """

    def reincarnate(self, process: BaseProcess) -> None:
        """Replace a process that ended by itself; end the cluster when one was killed."""
        if process.exitcode is None or process.exitcode >= 0:
            super().reincarnate(process)
            return
        for child in active_children():
            child.kill()
        raise SystemExit(f"A worker was killed by signal {-process.exitcode}; this cluster ends.")


class Command(BaseCommand):
    """Run a django-q2 cluster with that guard."""

    help = "Work on one lane's jobs until stopped; Q_CLUSTER_NAME says which: preview, full_size, custom or regions."

    def handle(self, *args: Any, **options: Any) -> None:
        """Start the cluster; django-q2 reads the lane from the environment, before any command's options."""
        lane = os.environ.get("Q_CLUSTER_NAME")
        if lane not in Job.Lane.values:
            raise CommandError(f"Q_CLUSTER_NAME is {lane!r}; it must be one of {', '.join(Job.Lane.values)}.")
        cluster.Sentinel = _Sentinel  # the cluster has no setting for its guard
        cluster.Cluster().start()
