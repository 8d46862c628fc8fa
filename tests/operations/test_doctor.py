"""What the doctor finds, and what it advises."""

import socket
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from threading import Thread
from time import sleep
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django_q.models import OrmQ
from pytest_django import Settings

from imagetransfer.jobs.models import Job
from imagetransfer.operations import doctor
from imagetransfer.outbox.models import Mail
from tests.jobs.makers import running_job
from tests.outbox.makers import queued_mail

pytestmark = pytest.mark.django_db


def examine(patience: float = 0.1) -> tuple[int, str]:
    """Return the command's exit status and what it says."""
    said = StringIO()
    try:
        call_command("doctor", patience=patience, stdout=said)
    except SystemExit as end:
        return int(end.code or 0), said.getvalue()
    return 0, said.getvalue()


@pytest.fixture
def mail_server(settings: Settings) -> Any:
    """Run a mail server and let the site use it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(Sink(), hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.MAILS_AS_FILES = "127.0.0.1", port, False
    yield controller
    controller.stop()


def test_where_all_is_well_every_line_says_so(mail_server: Any) -> None:
    for lane in Job.Lane.values:
        Job.objects.filter(pk=running_job().pk).update(lane=lane)

    status, said = examine()

    assert status == 0
    assert said.count("well ") == len(doctor.examinations(0.1))
    assert "The mail server answers" in said
    assert said.endswith("All is well.\n")


def test_each_lane_without_a_worker_is_named_with_the_command_that_starts_one() -> None:
    status, said = examine()

    assert status == 1
    for lane in Job.Lane.values:
        assert f"No worker of the lane {lane} answered" in said
        assert f"manage.py work {lane}." in said
    assert not OrmQ.objects.exists()


def test_a_worker_whose_heart_stopped_is_no_worker() -> None:
    running_job()
    Job.objects.update(heartbeat=timezone.now() - timedelta(minutes=1))

    assert not doctor.workers("preview", patience=0.1).is_well


@pytest.mark.django_db(transaction=True)
def test_an_idle_worker_is_known_by_taking_a_message() -> None:
    def work() -> None:
        while not OrmQ.objects.update(lock=timezone.now() + timedelta(minutes=1)):
            sleep(0.01)
        connection.close()

    worker = Thread(target=work)
    worker.start()
    found = doctor.workers("preview", patience=20)
    worker.join()

    assert found.is_well


def test_a_missing_migration_is_told() -> None:
    MigrationRecorder.Migration.objects.filter(app="gallery").order_by("-pk").first().delete()  # type: ignore[union-attr]

    found = doctor.migrations()

    assert found.advice == "Run manage.py migrate."
    assert "gallery 000" in found.detail


def test_a_mail_server_that_is_away_is_told(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.MAILS_AS_FILES = "127.0.0.1", 1, False

    assert "Correct EMAIL_URL" in doctor.mail().advice


def test_mails_that_nobody_sends_are_told(mail_server: Any) -> None:
    queued_mail()
    Mail.objects.update(created=timezone.now() - timedelta(hours=1))

    assert "1 mail(s) wait" in doctor.mail().sentence


@pytest.mark.parametrize("question", [doctor.mail, lambda: doctor.workers("preview")])
def test_without_the_database_the_doctor_still_speaks(
    question: Callable[[], Any], mail_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_question: Any) -> Any:
        raise DatabaseError("gone")

    monkeypatch.setattr(connection, "close", lambda: None)  # of the transaction that holds this test
    with connection.execute_wrapper(away):
        found = doctor.examined(question)

    assert found.sentence == "This cannot be told without the database."
