"""Machines whose clocks differ agree on what is due and who is alive: the database's clock decides."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from django_q.brokers import get_broker

from imagetransfer.jobs.models import Job
from imagetransfer.jobs.services import job_announce
from imagetransfer.jobs.work import job_beat, job_claim, job_claim_next, job_yield, jobs_sweep
from imagetransfer.outbox.delivery import claim_due
from imagetransfer.outbox.models import Mail
from tests.jobs.makers import queued_job, running_job
from tests.outbox.makers import queued_mail

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("hours", [-1, 1])]


@pytest.fixture
def other_machine(hours: int, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Go on as on a machine whose clock is wrong by so many hours."""
    right = timezone.now

    def wrong() -> datetime:
        return right() + timedelta(hours=hours)

    return lambda: monkeypatch.setattr(timezone, "now", wrong)


def test_a_living_worker_is_not_taken_for_dead(other_machine: Callable[[], None]) -> None:
    running_job()

    other_machine()

    assert jobs_sweep() == 0


def test_a_worker_on_a_machine_with_a_wrong_clock_is_not_taken_for_dead(other_machine: Callable[[], None]) -> None:
    job = queued_job()
    other_machine()
    claimed = job_claim(pk=job.pk, lane="preview")
    assert claimed
    job_beat(claimed)

    assert jobs_sweep() == 0
    assert abs(Job.objects.get().heartbeat - datetime.now(timezone.get_current_timezone())) < timedelta(minutes=1)


def test_its_death_is_noticed_in_time(other_machine: Callable[[], None]) -> None:
    queued_job()
    other_machine()
    assert job_claim_next(lane="preview")
    Job.objects.update(heartbeat=datetime.now(timezone.get_current_timezone()) - timedelta(seconds=20))

    assert jobs_sweep() == 1


def test_a_job_that_it_hands_back_is_not_announced_again_at_once(other_machine: Callable[[], None]) -> None:
    job = running_job()
    other_machine()
    job_yield(job)

    assert jobs_sweep() == 0


def test_a_message_that_it_writes_is_taken_at_once_and_by_one_worker_only(other_machine: Callable[[], None]) -> None:
    broker = get_broker("preview")
    other_machine()
    job_announce("preview")

    taken = [broker.dequeue(), broker.dequeue()]

    assert [bool(messages) for messages in taken] == [True, False]


def test_a_mail_that_it_queues_is_sent_at_once(other_machine: Callable[[], None]) -> None:
    other_machine()

    queued_mail()

    assert claim_due(Mail)


def test_a_mail_that_it_is_sending_is_sent_by_nobody_else(other_machine: Callable[[], None]) -> None:
    queued_mail()
    assert claim_due(Mail)

    other_machine()

    assert claim_due(Mail) is None
