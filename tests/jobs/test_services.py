"""Creating, repeating and cancelling jobs."""

from pathlib import Path

import pytest
from django.db import DatabaseError
from django_q.models import OrmQ
from pytest_django import Settings

from imagetransfer.jobs import services
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.services import QueueFull, job_cancel, job_create, job_photo
from imagetransfer.jobs.work import JobLost, job_beat
from tests.jobs.makers import content_of, photo, queued_job, running_job, stored_files

pytestmark = pytest.mark.django_db


def test_a_new_online_job_waits_in_the_fast_lane_and_is_announced_there() -> None:
    job = queued_job()

    assert (job.state, job.lane, job.width, job.height) == ("queued", "preview", 60, 40)
    assert content_of(job.content) == photo().data
    assert OrmQ.objects.get().key == "preview"


def test_when_a_job_cannot_be_saved_its_photo_is_not_kept_either(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    def fail(_job: Job) -> None:
        raise DatabaseError

    monkeypatch.setattr(services, "job_announce", fail)

    with pytest.raises(DatabaseError):
        queued_job()

    assert not Job.objects.exists()
    assert stored_files(Path(settings.MEDIA_ROOT)) == set()


@pytest.mark.parametrize("lane", ["preview", "full_size"])
def test_a_full_lane_turns_new_jobs_away_and_says_when_to_come_back(lane: str, settings: Settings) -> None:
    settings.QUEUE_LIMIT = 2
    for _ in range(2):
        Job.objects.filter(pk=queued_job().pk).update(lane=lane)

    with pytest.raises(QueueFull) as caught:
        queued_job()

    assert caught.value.retry_after is not None
    assert caught.value.retry_after >= 5
    assert Job.objects.count() == 2


def test_a_repaint_has_the_same_photo_in_a_file_of_its_own() -> None:
    first = queued_job()

    second = job_create(
        kind=first.kind, algorithm=first.algorithm, content=job_photo(first), parameters={}, client="someone"
    )

    assert second.pk != first.pk
    assert second.content.name != first.content.name
    assert content_of(second.content) == content_of(first.content)
    assert (second.client, second.width, second.height) == ("someone", first.width, first.height)


def test_a_cancelled_job_is_lost_to_its_worker() -> None:
    job = running_job()

    assert job_cancel(job)

    with pytest.raises(JobLost):
        job_beat(job, progress=0.5)


def test_a_finished_job_cannot_be_cancelled() -> None:
    job = queued_job()
    Job.objects.update(state=Job.State.DONE)

    assert not job_cancel(job)
    assert Job.objects.get(pk=job.pk).state == Job.State.DONE
