"""`manage.py work LANE`: the workers of one lane."""

import logging
import os
import sys
from multiprocessing import active_children
from multiprocessing.process import BaseProcess
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django_q import cluster

from imagetransfer.jobs.draining import drain
from imagetransfer.jobs.models import Job

logger = logging.getLogger(__name__)

_VARIABLE = "Q_CLUSTER_NAME"


class _Cluster(cluster.Cluster):  # type: ignore[misc]
    """A cluster whose workers take nothing more once it is asked to stop."""

    def sig_handler(self, signum: int, frame: Any) -> None:
        """Let short work end and long work be handed back; then stop."""
        logger.info("The workers finish what is short, hand back what is long, and stop.")
        drain()
        super().sig_handler(signum, frame)


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

    help = "Work on one lane's jobs until stopped; SIGTERM lets short work end, and hands long work back."

    def add_arguments(self, parser: CommandParser) -> None:
        """Define the options."""
        parser.add_argument("lane", choices=Job.Lane.values)

    def handle(self, *args: Any, **options: Any) -> None:
        """Start the cluster; django-q2 reads the lane from the environment, before any command's options."""
        lane = options["lane"]
        if os.environ.get(_VARIABLE) != lane:
            os.environ[_VARIABLE] = lane
            os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
        cluster.Sentinel = _Sentinel  # the cluster has no setting for its guard
        _Cluster().start()
