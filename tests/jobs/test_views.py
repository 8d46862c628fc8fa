"""A job's page and pictures over HTTP."""

import uuid
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from algorithms.catalogue import WORKING_SIDE
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.work import job_deliver, job_fail
from tests.jobs.makers import queued_job, running_job

pytestmark = pytest.mark.django_db


def address(name: str, job: Job) -> str:
    return reverse(f"jobs:{name}", args=[job.pk])


def done_job() -> Job:
    job = running_job()
    job_deliver(job, preview=b"small", result=(b"jpeg", b"png"))
    return job


@pytest.mark.parametrize("name", ["job", "status", "photo", "preview", "result_jpg", "result_png"])
def test_an_unknown_job_is_not_found(name: str, client: Client) -> None:
    assert client.get(reverse(f"jobs:{name}", args=[uuid.uuid4()])).status_code == 404


def test_the_page_of_an_open_job_keeps_asking(client: Client) -> None:
    job = queued_job()

    page, fragment = client.get(job.get_absolute_url()), client.get(address("status", job))

    assert page.context["refresh"] is True
    assert fragment.status_code == 200


@pytest.mark.parametrize("end", ["done", "failed", "cancelled"])
def test_the_page_of_a_finished_job_stops_asking(end: str, client: Client) -> None:
    job = queued_job()
    Job.objects.update(state=end)

    assert client.get(job.get_absolute_url()).context["refresh"] is False
    assert client.get(address("status", job)).status_code == 286


def test_the_page_of_a_failed_job_shows_its_sentence(client: Client) -> None:
    job = running_job()
    job_fail(job, message="Please try a smaller photo.")

    assert "Please try a smaller photo." in client.get(job.get_absolute_url()).content.decode()


def test_the_page_survives_a_style_that_was_taken_away(client: Client) -> None:
    assert client.get(queued_job(style="gone").get_absolute_url()).status_code == 200


def test_the_photo_is_sent_at_the_previews_size(client: Client) -> None:
    response = client.get(address("photo", queued_job(2048, 1024)))

    with Image.open(BytesIO(response.content)) as photo:
        assert (photo.format, photo.size) == ("JPEG", (WORKING_SIDE, WORKING_SIDE // 2))
    assert "immutable" in response.headers["Cache-Control"]


@pytest.mark.parametrize("name", ["preview", "result_jpg", "result_png"])
def test_a_picture_that_is_not_finished_is_not_found(name: str, client: Client) -> None:
    response = client.get(address(name, queued_job()))

    assert response.status_code == 404
    assert "immutable" not in response.headers.get("Cache-Control", "")


@pytest.mark.parametrize(
    ("name", "content_type", "content"),
    [("result_jpg", "image/jpeg", b"jpeg"), ("result_png", "image/png", b"png")],
)
def test_a_result_is_a_download_named_after_the_style(
    name: str, content_type: str, content: bytes, client: Client
) -> None:
    job = done_job()

    response = client.get(address(name, job))

    suffix = name.removeprefix("result_")
    assert b"".join(response) == content
    assert response.headers["Content-Type"] == content_type
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="imagetransfer-{job.parameters["style"]}.{suffix}"'
    )
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_the_preview_is_shown_not_downloaded(client: Client) -> None:
    response = client.get(address("preview", done_job()))

    assert b"".join(response) == b"small"
    assert "attachment" not in response.headers.get("Content-Disposition", "")


def test_cancelling_ends_the_job_and_shows_its_page(client: Client) -> None:
    job = queued_job()

    response = client.post(address("cancel", job))

    assert response.headers["Location"] == job.get_absolute_url()
    assert Job.objects.get(pk=job.pk).state == Job.State.CANCELLED


def test_cancelling_takes_a_post(client: Client) -> None:
    assert client.get(address("cancel", queued_job())).status_code == 405
