"""Let many threads count for one client at once and print what was counted; run with DATABASE_URL, CACHE_URL set."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import django

django.setup()

from django.core.cache import caches  # noqa: E402 - Django must be set up first
from django.db import connection  # noqa: E402

from imagetransfer.limits.counting import counted  # noqa: E402
from imagetransfer.limits.rates import Rate  # noqa: E402

AT_ONCE, EACH = 8, 25

start = Barrier(AT_ONCE)
rate = Rate("race", 1000, 3600)


def count(_number: int) -> int:
    start.wait()
    try:
        return max(counted(rate, "ada").used for _ in range(EACH))
    finally:
        caches.close_all()
        connection.close()


with ThreadPoolExecutor(AT_ONCE) as pool:
    most = max(pool.map(count, range(AT_ONCE)))
print(most, "counted,", counted(rate, "bob").used, "of another client")
