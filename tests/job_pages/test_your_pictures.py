"""Every picture of a browser's own says when it is deleted, and can be deleted: one by one, and all at once."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from imagetransfer.jobs.models import Job
from imagetransfer.jobs.retention import jobs_prune
from imagetransfer.jobs.selectors import job_expires
from tests.gallery.makers import painted, shared
from tests.jobs.makers import draft, own, queued_job, stored_files, waiting_custom_job

pytestmark = pytest.mark.django_db


def day_of(job: Job) -> str:
    """Return the day on which a job is deleted, as pages write it: "3 December 2026"."""
    return f"{job_expires(job):%-d %B %Y}"


@pytest.mark.parametrize("kind", ["online", "custom"])
@pytest.mark.parametrize("state", ["queued", "done", "failed", "cancelled"])
def test_the_page_of_every_job_says_when_it_is_deleted_and_offers_to_do_it_now(
    kind: str, state: str, client: Client
) -> None:
    job = own(client, queued_job() if kind == "online" else waiting_custom_job())
    Job.objects.update(state=state)

    page = client.get(job.get_absolute_url()).content.decode()

    assert f"deleted on {day_of(job)}" in page
    assert f'href="/jobs/{job.pk}/delete/"' in page


def test_the_list_says_and_offers_it_for_each_picture(client: Client) -> None:
    jobs = [own(client, queued_job()), own(client, waiting_custom_job())]

    page = client.get("/jobs/").content.decode()

    for job in jobs:
        assert f'href="/jobs/{job.pk}/delete/"' in page
    assert page.count(f"Deleted on {day_of(jobs[0])}") == 2
    assert 'href="/jobs/delete/"' in page


def test_an_empty_list_has_nothing_to_delete(client: Client) -> None:
    assert "/jobs/delete/" not in client.get("/jobs/").content.decode()


def test_all_are_deleted_at_once_with_drafts_and_files_and_nobody_elses(client: Client, settings: Settings) -> None:
    for job in (queued_job(), waiting_custom_job(), draft()):
        own(client, job)
    other = queued_job()

    asked = client.get("/jobs/delete/").content.decode()
    assert "All 2 pictures" in asked
    assert Job.objects.count() == 4
    assert client.post("/jobs/delete/").headers["Location"] == "/jobs/"

    assert Job.objects.get() == other
    assert stored_files(Path(settings.MEDIA_ROOT)) == {other.content.name}
    assert "There is nothing here yet" in client.get("/jobs/").content.decode()


def test_who_has_no_pictures_deletes_none(client: Client) -> None:
    queued_job()

    client.post("/jobs/delete/")

    assert Job.objects.exists()


def test_what_is_shared_stays_when_all_is_deleted(client: Client) -> None:
    picture = shared(job=own(client, painted()))

    client.post("/jobs/delete/")

    assert client.get(picture.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(("days", "left"), [(1, 0), (-1, 1)])
def test_an_online_job_is_deleted_on_the_day_that_its_page_told(days: int, left: int, settings: Settings) -> None:
    past = timezone.now() - timedelta(days=settings.RETENTION_DAYS + days)
    painted()
    Job.objects.update(created=past, finished=past)

    jobs_prune()

    assert Job.objects.count() == left
    assert len(stored_files(Path(settings.MEDIA_ROOT))) == 3 * left
