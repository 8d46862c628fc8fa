"""Claims, deliveries, and what happens when workers die or come late."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from django_q.models import OrmQ
from pytest_django import Settings

from imagetransfer.jobs.models import Job
from imagetransfer.jobs.work import (
    FORGOTTEN_AFTER_SECONDS,
    MAX_ATTEMPTS,
    JobLost,
    job_beat,
    job_claim,
    job_deliver,
    job_fail,
    jobs_sweep,
)
from tests.jobs.makers import content_of, queued_job, running_job, stored_files

pytestmark = pytest.mark.django_db


def silent_for_long(job: Job) -> None:
    past = timezone.now() - timedelta(seconds=FORGOTTEN_AFTER_SECONDS + 1)
    Job.objects.filter(pk=job.pk).update(heartbeat=past)


def test_a_job_is_claimed_once() -> None:
    job = queued_job()

    first, second = (job_claim(pk=job.pk, lane="preview") for _ in range(2))

    assert first is not None
    assert first.state == Job.State.RUNNING
    assert first.started is not None
    assert second is None


def test_a_job_is_not_claimed_in_another_lane() -> None:
    assert job_claim(pk=queued_job().pk, lane="full_size") is None


def test_a_job_that_does_not_exist_is_not_claimed() -> None:
    assert job_claim(pk="00000000-0000-4000-8000-000000000000", lane="preview") is None


def test_progress_is_stored_with_the_heartbeat() -> None:
    job = running_job()
    silent_for_long(job)

    job_beat(job, progress=0.25)

    job.refresh_from_db()
    assert job.progress == 0.25
    assert timezone.now() - job.heartbeat < timedelta(seconds=10)


def test_a_preview_sends_the_job_on_to_the_slow_lane() -> None:
    job = running_job()
    OrmQ.objects.all().delete()

    job_deliver(job, preview=b"small")

    job.refresh_from_db()
    assert (job.state, job.lane, job.attempts, job.progress) == ("queued", "full_size", 0, 0.0)
    assert content_of(job.preview) == b"small"
    assert OrmQ.objects.get().key == "full_size"


def test_a_result_ends_the_job() -> None:
    job = running_job()

    job_deliver(job, preview=b"small", result=(b"jpeg", b"png"))

    job.refresh_from_db()
    assert (job.state, job.progress) == ("done", 1.0)
    assert job.finished is not None
    assert (content_of(job.result), content_of(job.result_png)) == (b"jpeg", b"png")


def test_a_worker_that_was_believed_dead_changes_nothing_when_it_comes_back(settings: Settings) -> None:
    late = running_job()
    silent_for_long(late)
    jobs_sweep()
    successor = job_claim(pk=late.pk, lane="preview")
    assert successor is not None

    with pytest.raises(JobLost):
        job_deliver(late, preview=b"late", result=(b"late", b"late"))
    job_fail(late, message="late")

    successor.refresh_from_db()
    assert successor.state == Job.State.RUNNING
    assert stored_files(Path(settings.MEDIA_ROOT)) == {successor.content.name}


def test_doing_a_job_again_leaves_no_second_file_behind(settings: Settings) -> None:
    job = running_job()
    job_deliver(job, preview=b"first")
    Job.objects.update(state=Job.State.QUEUED, lane=Job.Lane.PREVIEW)
    again = job_claim(pk=job.pk, lane="preview")
    assert again is not None

    job_deliver(again, preview=b"second")

    assert stored_files(Path(settings.MEDIA_ROOT)) == {job.content.name, job.preview.name}
    assert content_of(again.preview) == b"second"


def test_the_sweep_queues_the_job_of_a_dead_worker_again() -> None:
    job = running_job()
    OrmQ.objects.all().delete()
    silent_for_long(job)

    assert jobs_sweep() == 1

    job.refresh_from_db()
    assert job.state == Job.State.QUEUED
    assert OrmQ.objects.count() == 1


def test_the_sweep_leaves_a_job_alone_whose_worker_beats() -> None:
    job = running_job()

    assert jobs_sweep() == 0

    job.refresh_from_db()
    assert job.state == Job.State.RUNNING


def test_the_sweep_gives_up_a_job_whose_workers_died_too_often() -> None:
    job = running_job()
    Job.objects.update(attempts=MAX_ATTEMPTS[Job.Lane.PREVIEW])
    silent_for_long(job)

    assert jobs_sweep() == 0

    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert "smaller photo" in job.message


def test_the_sweep_announces_a_job_anew_whose_message_was_lost() -> None:
    job = queued_job()
    OrmQ.objects.all().delete()
    silent_for_long(job)

    assert [jobs_sweep(), jobs_sweep()] == [1, 0]
    assert OrmQ.objects.count() == 1


def test_without_a_worker_sweeps_leave_one_message_for_each_job() -> None:
    jobs = [queued_job(), queued_job()]

    for _ in range(3):
        for job in jobs:
            silent_for_long(job)
        jobs_sweep()

    assert OrmQ.objects.count() == 2


def test_the_sweep_lets_jobs_wait_while_their_lane_is_busy() -> None:
    running_job()
    silent_for_long(queued_job())

    assert jobs_sweep() == 0
