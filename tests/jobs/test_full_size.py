"""Full sizes on demand: made once somebody wants them, and given up when nobody waits any more."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from imagetransfer.jobs.full_size import full_size_ask, full_size_await, full_sizes_abandon
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.services import QueueFull, job_create
from imagetransfer.jobs.work import JobLost, job_beat, job_claim, job_claim_next, job_deliver
from tests.jobs.makers import photo, queued_job

pytestmark = pytest.mark.django_db


def previewed(**more: Any) -> Job:
    job = job_create(
        kind=Job.Kind.ONLINE,
        algorithm=Job.Algorithm.FAST,
        content=photo(),
        parameters={"style": "starry-night"},
        **{"wants_full": False} | more,
    )
    claimed = job_claim(pk=job.pk, lane=Job.Lane.PREVIEW)
    assert claimed is not None
    job_deliver(claimed, preview=photo().data)
    job.refresh_from_db()
    return job


def test_without_a_wish_a_job_stops_at_its_preview() -> None:
    job = previewed()

    assert (job.state, job.is_open, bool(job.preview)) == ("previewed", False, True)
    assert job_claim_next(lane=Job.Lane.FULL_SIZE) is None


def test_a_job_of_a_program_goes_on_to_its_full_size_by_itself() -> None:
    assert previewed(wants_full=True).state == "queued"


def test_a_wish_queues_the_full_size_and_a_second_one_changes_nothing() -> None:
    job = previewed()
    full_size_ask(job)
    full_size_ask(job)

    claimed = job_claim_next(lane=Job.Lane.FULL_SIZE)
    assert claimed is not None
    assert (claimed.pk, claimed.attempts, claimed.wants_full) == (job.pk, 1, True)
    assert job_claim_next(lane=Job.Lane.FULL_SIZE) is None


def test_a_wish_during_the_preview_is_not_lost() -> None:
    job = queued_job()
    Job.objects.update(wants_full=False)
    claimed = job_claim(pk=job.pk, lane=Job.Lane.PREVIEW)
    assert claimed is not None
    full_size_ask(job)
    job_deliver(claimed, preview=photo().data)

    job.refresh_from_db()
    assert (job.state, job.lane, job.wants_full) == ("queued", "full_size", True)
    assert job.awaited is not None


def test_a_full_lane_takes_no_wish(settings: Settings) -> None:
    job = previewed()
    settings.QUEUE_LIMIT = 0
    with pytest.raises(QueueFull):
        full_size_ask(job)

    job.refresh_from_db()
    assert (job.state, job.wants_full) == ("previewed", False)


def test_a_full_size_for_which_nobody_waits_is_given_up_and_its_worker_stops() -> None:
    job = previewed()
    full_size_ask(job)
    claimed = job_claim_next(lane=Job.Lane.FULL_SIZE)
    assert claimed is not None
    assert full_sizes_abandon() == 0
    Job.objects.update(awaited=timezone.now() - timedelta(minutes=4))

    assert full_sizes_abandon() == 1
    job.refresh_from_db()
    assert (job.state, job.wants_full, bool(job.preview)) == ("previewed", False, True)
    with pytest.raises(JobLost):
        job_beat(claimed)


def test_who_looks_at_the_page_keeps_the_full_size_coming() -> None:
    job = previewed()
    full_size_ask(job)
    Job.objects.update(awaited=timezone.now() - timedelta(minutes=4))
    job.refresh_from_db()
    full_size_await(job)

    assert full_sizes_abandon() == 0


def test_a_programs_full_size_is_made_though_nobody_looks() -> None:
    job = previewed(wants_full=True)
    Job.objects.update(created=timezone.now() - timedelta(hours=1))

    assert full_sizes_abandon() == 0
    job.refresh_from_db()
    assert job.state == "queued"
