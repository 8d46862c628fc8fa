"""Let many connections claim one job at the same moment and print how many got it; run with DATABASE_URL set."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import django

django.setup()

from django.db import connection  # noqa: E402 - Django must be set up first

from imagetransfer.jobs.work import job_claim  # noqa: E402
from tests.jobs.makers import queued_job  # noqa: E402

CLAIMANTS = 8

start = Barrier(CLAIMANTS)
pk = queued_job().pk


def claim(_number: int) -> bool:
    connection.ensure_connection()
    start.wait()
    try:
        return job_claim(pk=pk, lane="preview") is not None
    finally:
        connection.close()


with ThreadPoolExecutor(CLAIMANTS) as pool:
    winners = sum(pool.map(claim, range(CLAIMANTS)))
print(connection.vendor, winners)
