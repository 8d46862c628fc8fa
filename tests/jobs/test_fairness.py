"""Whose turn it is."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from imagetransfer.jobs.durations import seconds_before
from imagetransfer.jobs.fairness import jobs_in_turn
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.selectors import jobs_ahead
from imagetransfer.jobs.work import job_claim_next
from tests.jobs.makers import queued_job, waiting_custom_job

pytestmark = pytest.mark.django_db


def clients_in_turn() -> str:
    return "".join(Job.objects.get(pk=job.pk).client for job in jobs_in_turn("custom"))


def test_clients_take_turns_and_each_ones_jobs_keep_their_order() -> None:
    jobs = [waiting_custom_job(client=client) for client in "aaaabbc"]

    assert clients_in_turn() == "abcabaa"
    assert [job.pk for job in jobs_in_turn("custom") if jobs[0].pk == job.pk or jobs[1].pk == job.pk] == [
        jobs[0].pk,
        jobs[1].pk,
    ]


def test_who_comes_later_does_not_wait_behind_fifty(settings: Settings) -> None:
    settings.CLIENT_QUEUE_LIMIT = settings.QUEUE_LIMIT = 60
    for _ in range(50):
        waiting_custom_job(client="a")
    assert job_claim_next(lane="custom") is not None
    late = waiting_custom_job(client="b")

    assert jobs_ahead(late) == 1  # the one being worked on
    claimed = job_claim_next(lane="custom")
    assert claimed is not None
    assert claimed.pk == late.pk


def test_who_was_served_last_waits_for_the_others() -> None:
    for client in "aabb":
        waiting_custom_job(client=client)
    served = []
    while job := job_claim_next(lane="custom"):
        served.append(job.client)
        Job.objects.filter(pk=job.pk).update(state=Job.State.DONE)

    assert served == ["a", "b", "a", "b"]


def test_previews_do_not_wait_for_custom_jobs() -> None:
    waiting_custom_job()
    preview = queued_job()

    assert jobs_ahead(preview) == 0


def effort(question: Callable[[], object]) -> int:
    """Return how many steps SQLite's machine makes for a question; it grows with the rows that are looked at."""
    steps = 0

    def step() -> None:
        nonlocal steps
        steps += 1

    connection.ensure_connection()
    connection.connection.set_progress_handler(step, 1)
    question()
    connection.connection.set_progress_handler(None, 0)
    return steps


@pytest.mark.parametrize("ask", [jobs_ahead, seconds_before])
def test_no_question_about_the_queue_looks_through_what_was_done(ask: Callable[[Job], float]) -> None:
    def finish(count: int) -> None:
        done = {"kind": "custom", "algorithm": "gatys", "state": "done", "lane": "custom", "width": 6, "height": 4}
        now = timezone.now()
        Job.objects.bulk_create(Job(**done, attempts=1, client="a", started=now, finished=now) for _ in range(count))

    jobs = [waiting_custom_job(algorithm="gatys", client=client) for client in "aabb"]
    Job.objects.filter(pk=jobs[0].pk).update(state="running", started=timezone.now())
    finish(50)
    before = effort(lambda: ask(jobs[-1]))
    finish(2000)

    assert effort(lambda: ask(jobs[-1])) < 1.1 * before


def test_the_pace_of_an_algorithm_is_looked_up_once_however_many_wait() -> None:
    for client in "abcde":
        job = waiting_custom_job(algorithm="gatys", client=client)

    with CaptureQueriesContext(connection) as queries:
        seconds_before(job)

    assert len(queries) <= 5
