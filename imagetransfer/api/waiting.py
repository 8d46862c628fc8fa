"""`Prefer: wait=N` (RFC 7240): keep a request open until its job is finished, so that nobody needs to ask again."""

import re
import time
from threading import BoundedSemaphore

from django.conf import settings
from rest_framework.request import Request

from imagetransfer.jobs.models import Job

# Each waiting request keeps one of the web process's threads.
_places = BoundedSemaphore(settings.WEB_THREADS // 4)
_PAUSE = 0.25


def seconds_to_wait(request: Request) -> int:
    """Return how long the client would wait, 0 if it would not, API_WAIT_SECONDS at most."""
    wish = re.search(r"(?:^|[,;\s])wait\s*=\s*\"?(\d{1,9})", request.headers.get("Prefer", ""), re.IGNORECASE)
    return min(int(wish[1]), settings.API_WAIT_SECONDS) if wish else 0


def job_awaited(job: Job, seconds: int) -> Job:
    """Return the job as it is once it is finished, or after some seconds; at once when too many wait already."""
    if not seconds or not _places.acquire(blocking=False):
        return job
    try:
        end = time.monotonic() + seconds
        while job.is_open and time.monotonic() < end:
            time.sleep(_PAUSE)
            job.refresh_from_db()
    finally:
        _places.release()
    return job
