"""Questions about jobs."""

import pytest

from imagetransfer.jobs.selectors import job_style, jobs_ahead, jobs_waiting
from tests.jobs.makers import queued_job, running_job

pytestmark = pytest.mark.django_db


def test_running_jobs_are_ahead_but_do_not_wait() -> None:
    running = running_job()
    first, second = queued_job(), queued_job()

    assert [jobs_ahead(job) for job in (running, first, second)] == [0, 1, 2]
    assert jobs_waiting("preview") == 2
    assert jobs_waiting("full_size") == 0


def test_a_style_that_was_taken_away_is_none() -> None:
    assert job_style(queued_job(style="gone")) is None
