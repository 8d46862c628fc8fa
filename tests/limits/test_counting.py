"""Counts of what clients ask for, in each of the caches that an installation can have."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from imagetransfer import environment
from imagetransfer.limits.counting import TooMany, counted
from imagetransfer.limits.rates import Rate

ROOT = Path(__file__).parent.parent.parent
RATE = Rate("requests", 2, 60)


@pytest.fixture
def in_the_database(settings: Settings, db: None) -> None:
    """Count as an installation does that was told nothing else."""
    settings.CACHES = {"default": environment.cache("cache")}


@pytest.fixture
def redis() -> Iterator[str]:
    """Run a Redis server of our own and yield its CACHE_URL."""
    if not shutil.which("redis-server"):
        pytest.fail("This test needs a Redis server; please install the package redis-server.")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(["redis-server", "--port", str(port), "--save", ""], stdout=subprocess.DEVNULL)
    for _ in range(100):
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    yield f"redis://127.0.0.1:{port}/0"
    server.terminate()
    server.wait()


@pytest.mark.usefixtures("in_the_database")
def test_a_window_begins_with_the_first_request_and_is_over_after_its_time() -> None:
    for left in (1, 0, 0):
        assert counted(RATE, "ada").left == left
    with pytest.raises(TooMany) as caught:
        counted(RATE, "ada").check()
    assert 59 <= (caught.value.retry_after or 0) <= 61

    with connection.cursor() as cursor:
        cursor.execute("UPDATE cache SET expires = '2026-01-01 00:00:00'")
    assert counted(RATE, "ada").left == 1


@pytest.mark.usefixtures("in_the_database")
def test_a_client_is_not_forgotten_because_four_hundred_others_came_after() -> None:
    for client in ("ada", *map(str, range(400)), "ada"):
        last = counted(RATE, client)

    assert last.used == 2


@pytest.mark.usefixtures("in_the_database")
def test_counting_once_more_costs_two_statements_however_many_clients_there_are() -> None:
    counted(RATE, "ada")

    with CaptureQueriesContext(connection) as asked:
        counted(RATE, "ada")

    kinds = [query["sql"].split()[0] for query in asked if "SAVEPOINT" not in query["sql"]]
    assert kinds == ["SELECT", "UPDATE"]


def test_a_number_whose_end_was_lost_does_not_shut_a_client_out() -> None:
    cache.set("limits-requests-ada", 700, timeout=None)

    counted(RATE, "ada").check()


def test_redis_counts_for_all_processes_and_loses_nothing(redis: str, tmp_path: Path) -> None:
    variables = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "imagetransfer.settings",
        "SECRET_KEY": "s" * 60,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'not-there.sqlite3'}",
        "CACHE_URL": redis,
    }

    def race() -> str:
        command = [sys.executable, "-m", "tests.limits.count_race"]
        return subprocess.run(command, cwd=ROOT, env=variables, check=True, stdout=subprocess.PIPE, text=True).stdout

    assert race() == "200 counted, 1 of another client\n"
    assert race() == "400 counted, 2 of another client\n"
