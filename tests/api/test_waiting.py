"""How many requests may wait for their jobs at once."""

import runpy
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import islice
from pathlib import Path
from threading import Event, Semaphore
from types import SimpleNamespace
from typing import Any

import pytest

from imagetransfer.api.waiting import job_awaited

GUNICORN = Path(__file__).parent.parent.parent / "deploy" / "gunicorn.py"
BUSY_MACHINE = 60  # seconds, of which none pass while all is well


def test_half_of_the_servers_threads_stay_free_however_many_requests_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    threads = runpy.run_path(str(GUNICORN))["threads"]
    job: Any = SimpleNamespace(is_open=True, refresh_from_db=lambda: None)
    asleep, finished = Semaphore(0), Event()

    def sleep(_: float) -> None:
        asleep.release()
        assert finished.wait(BUSY_MACHINE)

    monkeypatch.setattr("imagetransfer.api.waiting.time.sleep", sleep)
    with ThreadPoolExecutor(threads) as pool:
        requests = [pool.submit(job_awaited, job, BUSY_MACHINE) for _ in range(threads)]
        try:
            assert all(asleep.acquire(timeout=BUSY_MACHINE) for _ in range(threads // 2))
            answered = list(islice(as_completed(requests, timeout=10), threads // 2))
            assert len(answered) == sum(request.done() for request in requests)
        finally:
            job.is_open = False
            finished.set()

    assert job_awaited(job, BUSY_MACHINE) is job  # the places are free again
