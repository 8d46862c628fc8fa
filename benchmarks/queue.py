"""How long the questions about the queue take among 100,000 finished jobs: `python -m benchmarks.queue`.

The jobs are rows without files, in the database that DATABASE_URL names; it should be an empty one that is migrated.
"""

import time
from collections.abc import Callable
from datetime import timedelta

import django

django.setup()

from django.db import connection  # noqa: E402 - Django must be set up first
from django.utils import timezone  # noqa: E402

from imagetransfer.jobs.durations import seconds_before  # noqa: E402
from imagetransfer.jobs.fairness import jobs_in_turn  # noqa: E402
from imagetransfer.jobs.models import Job  # noqa: E402
from imagetransfer.jobs.selectors import jobs_ahead  # noqa: E402
from imagetransfer.limits.counting import counted  # noqa: E402
from imagetransfer.limits.rates import rate_of  # noqa: E402

DONE, CLIENTS, WAITING, ROUNDS = 100_000, 500, 30, 20


def fill() -> None:
    """Write the finished jobs, and the waiting ones of thirty clients."""
    now = timezone.now()
    fields = {"kind": "custom", "algorithm": "gatys", "lane": "custom", "width": 600, "height": 400}
    done = (
        Job(**fields, state="done", client=str(number % CLIENTS), attempts=1, finished=now,
            started=now - timedelta(seconds=60))
        for number in range(DONE)
    )  # fmt: skip
    Job.objects.bulk_create(done, batch_size=2000)
    Job.objects.bulk_create(Job(**fields, state="queued", client=str(number)) for number in range(WAITING))


def milliseconds(question: Callable[[], object]) -> float:
    """Return the median of some rounds."""
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        question()
        taken.append(1000 * (time.perf_counter() - began))
    return sorted(taken)[ROUNDS // 2]


if __name__ == "__main__":
    fill()
    last = jobs_in_turn("custom")[-1]
    print(f"{connection.vendor}, {DONE} finished jobs, {WAITING} waiting")
    print(f"jobs_ahead      {milliseconds(lambda: jobs_ahead(last)):7.2f} ms")
    print(f"seconds_before  {milliseconds(lambda: seconds_before(last)):7.2f} ms")
    print(f"one more count  {milliseconds(lambda: counted(rate_of('requests'), 'ada')):7.2f} ms")
