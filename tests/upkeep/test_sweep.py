"""The command that sweeps."""

from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone

from imagetransfer.files.places import SAVED_STATES, saved_state
from imagetransfer.files.store import store, write
from imagetransfer.jobs.models import Job
from tests.jobs.makers import running_job
from tests.servers import S3Server

pytestmark = pytest.mark.django_db


def test_it_says_how_many_jobs_it_queued_again() -> None:
    running_job()
    Job.objects.update(heartbeat=timezone.now() - timedelta(hours=1))
    said = StringIO()

    call_command("sweep", "--once", stdout=said)

    assert said.getvalue() == "Queued 1 job(s) again.\n"


@pytest.mark.usefixtures("each_store")
@pytest.mark.parametrize("name", ["notes.txt", ".hidden", f"{'-' * 36}.npz", "folder/state.npz"])
def test_a_stray_file_among_the_saved_states_stops_nothing_and_stays(name: str) -> None:
    job = running_job()
    Job.objects.update(heartbeat=timezone.now() - timedelta(hours=1))
    write(SAVED_STATES + name, b"not ours")
    write(saved_state(uuid4()), b"of a job that is gone")
    write(saved_state(job.pk), b"of a job that goes on")

    call_command("sweep", "--once")

    assert Job.objects.get().state == Job.State.QUEUED
    assert {file.name for file in store().listing(SAVED_STATES)} == {SAVED_STATES + name, saved_state(job.pk)}


@pytest.mark.usefixtures("s3_store")
def test_jobs_are_queued_again_while_the_store_is_away(s3_server: S3Server) -> None:
    running_job()
    Job.objects.update(heartbeat=timezone.now() - timedelta(hours=1))
    said = StringIO()

    s3_server.stop()
    try:
        call_command("sweep", "--once", stderr=said)
    finally:
        s3_server.start()

    assert Job.objects.get().state == Job.State.QUEUED
    assert "The store did not answer" in said.getvalue()
