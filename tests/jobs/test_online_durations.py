"""How long online jobs take, by what the last ones took."""

from datetime import timedelta

import pytest
from django.db.models import F

from imagetransfer.jobs.models import Job
from imagetransfer.jobs.online_durations import online_seconds_left
from imagetransfer.jobs.work import job_claim, job_deliver
from tests.jobs.makers import photo, queued_job

pytestmark = pytest.mark.django_db


def done(*, preview: float, full: float) -> None:
    """Let this machine have painted a megapixel before, in some seconds."""
    for lane, seconds in ((Job.Lane.PREVIEW, preview), (Job.Lane.FULL_SIZE, full)):
        job = queued_job()
        previews = Job.objects.filter(pk=job.pk)
        previews.update(wants_full=False, width=1000, height=1000)
        claimed = job_claim(pk=job.pk, lane=Job.Lane.PREVIEW)
        assert claimed
        job_deliver(claimed, preview=photo().data)
        if lane == Job.Lane.FULL_SIZE:
            previews.update(state=Job.State.DONE)
        previews.update(claimed=F("heartbeat") - timedelta(seconds=seconds))


def waiting(*, lane: Job.Lane, wants_full: bool = True, width: int = 1000) -> Job:
    job = queued_job()
    Job.objects.filter(pk=job.pk).update(lane=lane, wants_full=wants_full, width=width, height=1000)
    return Job.objects.get(pk=job.pk)


def test_a_preview_waits_for_those_before_it_at_the_measured_pace() -> None:
    done(preview=3.0, full=8.0)
    first, second = (waiting(lane=Job.Lane.PREVIEW, wants_full=False) for _ in range(2))

    assert online_seconds_left([first]) == pytest.approx(3.0, abs=0.1)
    assert online_seconds_left([second]) == pytest.approx(6.0, abs=0.1)


def test_a_full_size_takes_as_long_as_it_has_pixels_and_follows_a_preview() -> None:
    done(preview=3.0, full=8.0)

    assert online_seconds_left([waiting(lane=Job.Lane.FULL_SIZE, width=2000)]) == pytest.approx(16.0, abs=0.1)
    Job.objects.filter(state=Job.State.QUEUED).delete()
    assert online_seconds_left([waiting(lane=Job.Lane.PREVIEW)]) == pytest.approx(11.0, abs=0.1)


def test_a_running_full_size_goes_on_as_fast_as_it_began() -> None:
    running = waiting(lane=Job.Lane.FULL_SIZE)
    assert job_claim(pk=running.pk, lane=Job.Lane.FULL_SIZE)
    Job.objects.filter(pk=running.pk).update(progress=0.25, claimed=F("heartbeat") - timedelta(seconds=10))
    running.refresh_from_db()

    assert online_seconds_left([running]) == pytest.approx(30.0, abs=2.0)


def test_a_machine_that_has_painted_nothing_yet_says_something() -> None:
    assert online_seconds_left([waiting(lane=Job.Lane.PREVIEW)]) > 0
