"""What is deleted by itself, and on its owner's word."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from pytest_django import Settings

from imagetransfer.files.places import saved_state
from imagetransfer.files.store import write
from imagetransfer.gallery.files import PICTURE, path_of
from imagetransfer.gallery.services import Sharer, Wording, picture_share
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.retention import jobs_prune
from imagetransfer.jobs.services import job_delete
from imagetransfer.jobs.work import JobLost, job_claim_next, job_deliver, job_report_progress
from imagetransfer.outbox.models import Mail
from tests.jobs.makers import draft, photo, stored_files, waiting_custom_job

pytestmark = pytest.mark.django_db


def done_job() -> Job:
    waiting_custom_job(email="ada@example.org")
    job = job_claim_next(lane="custom")
    assert job is not None
    job_deliver(job, preview=photo().data, result=(photo().data, b"png"))
    return job


def make_older(**age: float) -> None:
    past = timezone.now() - timedelta(**age)
    Job.objects.update(created=past, finished=past)


def test_a_job_and_everything_of_it_is_deleted_after_its_time(settings: Settings) -> None:
    done_job()
    make_older(days=settings.RETENTION_DAYS + 1)

    assert jobs_prune() == 1

    assert not Job.objects.exists()
    assert not Mail.objects.exists()
    assert stored_files(Path(settings.MEDIA_ROOT)) == set()


def test_before_its_time_it_stays(settings: Settings) -> None:
    done_job()
    make_older(days=settings.RETENTION_DAYS - 1)

    assert jobs_prune() == 0


def test_what_was_shared_stays_in_the_gallery_with_files_of_its_own(settings: Settings) -> None:
    picture = picture_share(job=done_job(), wording=Wording(title="Kept"), sharer=Sharer())
    make_older(days=settings.RETENTION_DAYS + 1)

    assert jobs_prune() == 1

    picture.refresh_from_db()
    assert picture.job is None
    assert stored_files(Path(settings.MEDIA_ROOT)) == {path_of(picture.pk, PICTURE)}


def test_what_still_waits_stays() -> None:
    waiting_custom_job()
    Job.objects.update(created=timezone.now() - timedelta(days=1000))

    assert jobs_prune() == 0


def test_a_draft_that_nobody_starts_is_deleted_after_a_day() -> None:
    draft()
    Job.objects.update(created=timezone.now() - timedelta(days=1, minutes=1))

    assert jobs_prune() == 1


def test_the_command_takes_another_age() -> None:
    done_job()
    make_older(days=3)

    call_command("prune", days=2)

    assert not Job.objects.exists()


def test_deleting_now_takes_pictures_and_mails_along(settings: Settings) -> None:
    job = done_job()

    job_delete(job)

    assert not Job.objects.exists()
    assert not Mail.objects.exists()
    assert stored_files(Path(settings.MEDIA_ROOT)) == set()


def test_a_worker_writes_nothing_for_a_job_that_was_deleted_under_it(settings: Settings) -> None:
    waiting_custom_job()
    job = job_claim_next(lane="custom")
    assert job is not None
    write(saved_state(job.pk), b"state")
    job_delete(Job.objects.get())

    with pytest.raises(JobLost):
        job_report_progress(job, picture=b"jpeg", progress=0.5, losses=[{"step": 1}])

    assert stored_files(Path(settings.MEDIA_ROOT)) == set()
