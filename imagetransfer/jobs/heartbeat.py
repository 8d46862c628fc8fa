"""A worker's sign of life while an algorithm keeps its main thread busy."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from uuid import UUID

from django.db import DatabaseError, close_old_connections, connection

from imagetransfer.jobs.models import Job
from imagetransfer.jobs.work import BEAT_SECONDS, JobLost, job_beat

logger = logging.getLogger(__name__)


@contextmanager
def beating(job: Job) -> Iterator[None]:
    """Beat for the job from a second thread until the block ends."""
    stop = Event()
    thread = Thread(target=_beat, args=(job.pk, job.lane, job.attempts, stop), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _beat(pk: UUID, lane: str, attempts: int, stop: Event) -> None:
    claim = Job(pk=pk, lane=lane, attempts=attempts)
    try:
        while not stop.wait(BEAT_SECONDS):
            try:
                job_beat(claim)
            except DatabaseError:
                logger.warning("A heartbeat of job %s was missed.", pk, exc_info=True)
                close_old_connections()  # the next one may need a new connection
    except JobLost:
        pass  # the main thread finds out by itself, at its next step
    finally:
        connection.close()
