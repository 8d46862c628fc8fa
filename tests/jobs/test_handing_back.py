"""Jobs whose worker stops, or cannot reach the store, wait for another one; nothing of them is lost."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError
from django_q.models import OrmQ

from imagetransfer.jobs import custom_work, draining, tasks
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.tasks import job_run
from tests.jobs.makers import has_saved_state, queued_job, waiting_custom_job
from tests.servers import S3Server

pytestmark = pytest.mark.django_db(transaction=True)  # a lost connection is closed


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "AWAY_SECONDS", 0.0)


@pytest.fixture
def drained() -> Iterator[None]:
    """Ask this process to stop."""
    draining.drain()
    yield
    draining._asked.value = 0


def steps_from_here_on(monkeypatch: pytest.MonkeyPatch, at: int, happening: Any) -> list[int]:
    """Let something happen once at a step, and return the list of the steps that are made."""
    steps: list[int] = []
    row_of = custom_work.losses_row

    def row(now: Any) -> dict[str, float]:
        steps.append(now.step)
        if steps.count(at) == 1 and now.step == at:
            happening()
        return row_of(now)

    monkeypatch.setattr(custom_work, "losses_row", row)
    return steps


def state_of(job: Job) -> tuple[str, int]:
    job.refresh_from_db()
    return job.state, job.attempts


@pytest.mark.usefixtures("s3_store")
def test_a_job_waits_for_a_store_that_is_away_and_goes_on_where_it_was(
    s3_server: S3Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(custom_work, "SAVE_SECONDS", 0.0)
    job = waiting_custom_job(steps=6)
    steps = steps_from_here_on(monkeypatch, 4, s3_server.stop)

    job_run("custom")
    s3_server.start()

    assert state_of(job) == ("queued", 0)
    job_run("custom")
    assert state_of(job) == ("done", 1)
    assert steps == [1, 2, 3, 4, 4, 5, 6]


def test_a_job_is_not_failed_by_a_database_that_is_away_for_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    job = waiting_custom_job()

    def lose_the_connection() -> None:
        raise OperationalError("server closed the connection unexpectedly")

    steps_from_here_on(monkeypatch, 2, lose_the_connection)

    job_run("custom")

    assert state_of(job) == ("queued", 0)
    job_run("custom")
    assert state_of(job) == ("done", 1)


def test_a_worker_that_is_to_stop_hands_its_long_job_back_with_all_that_was_done(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    job = waiting_custom_job(steps=6)
    steps = steps_from_here_on(monkeypatch, 3, draining.drain)

    try:
        job_run("custom")
    finally:
        draining._asked.value = 0

    assert state_of(job) == ("queued", 0)
    assert has_saved_state(job)
    job_run("custom")
    assert state_of(job) == ("done", 1)
    assert steps == [1, 2, 3, 4, 5, 6]


@pytest.mark.usefixtures("drained")
def test_a_worker_that_is_to_stop_takes_nothing_more_and_leaves_its_message_to_others() -> None:
    job = queued_job()
    OrmQ.objects.all().delete()

    job_run("preview")

    assert state_of(job) == ("queued", 0)
    assert [message.key for message in OrmQ.objects.all()] == ["preview"]
