"""A worker's sign of life from its second thread."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from imagetransfer.jobs import heartbeat
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.services import job_cancel
from tests.jobs.makers import running_job


@pytest.mark.django_db(transaction=True)
def test_a_job_beats_while_its_worker_is_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heartbeat, "BEAT_SECONDS", 0.01)
    job = running_job()
    long_ago = timezone.now() - timedelta(hours=1)
    Job.objects.update(heartbeat=long_ago)

    with heartbeat.beating(job):
        end = time.monotonic() + 300  # for a busy machine
        while Job.objects.get().heartbeat == long_ago and time.monotonic() < end:
            time.sleep(0.01)

    assert Job.objects.get().heartbeat > long_ago


@pytest.mark.django_db(transaction=True)
def test_a_lost_job_does_not_beat(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heartbeat, "BEAT_SECONDS", 0.01)
    job = running_job()
    job_cancel(job)
    last = Job.objects.get().heartbeat

    with heartbeat.beating(job):
        time.sleep(0.1)

    assert Job.objects.get().heartbeat == last
