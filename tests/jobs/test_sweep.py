"""The command that sweeps."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from imagetransfer.jobs.models import Job
from tests.jobs.makers import running_job


@pytest.mark.django_db
def test_it_says_how_many_jobs_it_queued_again() -> None:
    running_job()
    Job.objects.update(heartbeat=timezone.now() - timedelta(hours=1))
    said = StringIO()

    call_command("sweep", "--once", stdout=said)

    assert said.getvalue() == "Queued 1 job(s) again.\n"
