"""A job's page and pictures over HTTP."""

import uuid
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import Settings

from algorithms.styles.catalogue import WORKING_SIDE, styles_of
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.work import job_claim_next, job_deliver, job_fail, job_report_progress
from imagetransfer.outbox.models import Mail
from tests.api.makers import picture_file
from tests.jobs.makers import own, queued_job, running_job, waiting_custom_job

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
    job = own(client, queued_job())

    page, fragment = client.get(job.get_absolute_url()), client.get(address("status", job))

    assert page.context["refresh"] is True
    assert fragment.status_code == 200


@pytest.mark.parametrize("end", ["done", "failed", "cancelled"])
def test_the_page_of_a_finished_job_stops_asking(end: str, client: Client) -> None:
    job = own(client, queued_job())
    Job.objects.update(state=end)

    assert client.get(job.get_absolute_url()).context["refresh"] is False
    assert client.get(address("status", job)).status_code == 286


def test_the_page_of_a_failed_job_shows_its_sentence(client: Client) -> None:
    job = own(client, running_job())
    job_fail(job, message="Please try a smaller photo.")

    assert "Please try a smaller photo." in client.get(job.get_absolute_url()).content.decode()


def test_the_page_survives_a_style_that_was_taken_away(client: Client) -> None:
    assert client.get(own(client, queued_job(style="gone")).get_absolute_url()).status_code == 200


def test_the_result_is_called_what_it_is(client: Client) -> None:
    painted, relit = own(client, done_job()), own(client, done_job())
    Job.objects.filter(pk=relit.pk).update(parameters={"style": styles_of("photographic")[0].slug})

    pages = [client.get(job.get_absolute_url()).content.decode() for job in (painted, relit)]

    assert ["<figcaption>Painted<" in page for page in pages] == [True, False]
    assert ["<figcaption>Relit<" in page for page in pages] == [False, True]


def test_the_photo_is_sent_at_the_previews_size(client: Client) -> None:
    response = client.get(address("photo", own(client, queued_job(2048, 1024))))

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
    job = own(client, queued_job())

    response = client.post(address("cancel", job))

    assert response.headers["Location"] == job.get_absolute_url()
    assert Job.objects.get(pk=job.pk).state == Job.State.CANCELLED


def test_the_page_of_a_custom_job_tells_its_place_in_the_queue_but_not_the_whole_address(client: Client) -> None:
    waiting_custom_job(client="bob")
    job = own(client, waiting_custom_job(client="ada", email="ada@example.org"))

    page = client.get(job.get_absolute_url()).content.decode()

    assert "1 picture before yours" in page
    assert "About 6\xa0minutes" in page  # three for each, as long as nothing is known
    assert "a…@example.org" in page
    assert "ada@example.org" not in page


def test_the_page_says_when_the_mail_server_does_not_answer(client: Client) -> None:
    job = own(client, waiting_custom_job(email="ada@example.org"))
    Mail.objects.update(state="pending", error="ConnectionRefusedError")

    assert "could not be sent so far" in client.get(job.get_absolute_url()).content.decode()


def test_a_developing_picture_is_not_kept_by_the_browser(client: Client, tiny: None) -> None:
    job = own(client, waiting_custom_job())
    claimed = job_claim_next(lane="custom")
    assert claimed is not None
    rows = [{"step": step, "total": 1 / step} for step in (1, 2)]
    job_report_progress(claimed, picture=b"small", progress=0.4, losses=rows)

    fragment = client.get(f"{address('status', job)}?state=queued&step=0").content.decode()

    assert f"/jobs/{job.pk}/preview?step=2" in fragment
    assert "<polyline" in fragment
    picture = client.get(address("preview", job))
    assert b"".join(picture) == b"small"
    assert picture.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("secure", [True, False])
def test_the_list_of_ones_jobs_is_kept_from_scripts_other_sites_and_where_there_is_https_from_plain_http(
    secure: bool, client: Client, settings: Settings
) -> None:
    settings.SESSION_COOKIE_SECURE = secure

    client.post("/online/", {"style": styles_of("painting")[0].slug, "picture": picture_file()})

    cookie = client.cookies["jobs"]
    assert (bool(cookie["secure"]), bool(cookie["httponly"]), cookie["samesite"]) == (secure, True, "Lax")


def test_deleting_asks_first(client: Client) -> None:
    job = own(client, done_job())

    asked = client.get(address("delete", job))
    assert "Delete everything?" in asked.content.decode()
    assert Job.objects.exists()
    client.post(address("delete", job))

    assert not Job.objects.exists()


def test_cancelling_takes_a_post(client: Client) -> None:
    assert client.get(address("cancel", queued_job())).status_code == 405
