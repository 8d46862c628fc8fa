"""How many requests may wait for their jobs at once."""

from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import islice
from threading import Event, Semaphore
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings

from imagetransfer.api.waiting import job_awaited

BUSY_MACHINE = 60  # seconds, of which none pass while all is well


def test_a_quarter_of_the_servers_threads_waits_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    threads = settings.WEB_THREADS
    job: Any = SimpleNamespace(is_open=True, refresh_from_db=lambda: None)
    asleep, finished = Semaphore(0), Event()

    def sleep(_: float) -> None:
        asleep.release()
        assert finished.wait(BUSY_MACHINE)

    monkeypatch.setattr("imagetransfer.api.waiting.time.sleep", sleep)
    with ThreadPoolExecutor(threads) as pool:
        requests = [pool.submit(job_awaited, job, BUSY_MACHINE) for _ in range(threads)]
        try:
            assert all(asleep.acquire(timeout=BUSY_MACHINE) for _ in range(threads // 4))
            answered = list(islice(as_completed(requests, timeout=10), threads - threads // 4))
            assert len(answered) == sum(request.done() for request in requests)
        finally:
            job.is_open = False
            finished.set()

    assert job_awaited(job, BUSY_MACHINE) is job  # the places are free again
