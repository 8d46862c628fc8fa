"""A photo in every style over the API: one request, in sheets, gone with its upload."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from algorithms.styles.catalogue import styles, styles_of
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.photo_work import photo_run
from imagetransfer.jobs.work import job_claim_next
from tests.jobs.makers import fetch_status, stored_files
from tests.online.test_views import photo

pytestmark = pytest.mark.django_db

SLUGS = [style.slug for style in styles_of("painting")[:9]]


def work() -> None:
    Job.objects.update(parameters={**Job.objects.get().parameters, "wall": SLUGS})  # all of them would take long
    job = job_claim_next(lane=Job.Lane.PREVIEW)
    assert job is not None
    photo_run(job)


def test_one_request_shows_a_photo_in_every_style(client: Client) -> None:
    answer = client.post("/api/v1/walls", {"picture": photo()})
    assert answer.status_code == 202
    assert Job.objects.get().parameters["wall"] == [style.slug for style in styles()]
    address = answer.headers["Location"]
    assert client.get(address).json() | {"id": "", "created": ""} == {
        "id": "", "created": "", "complete": False, "message": "", "thumbnail_width": 256, "thumbnail_height": 192,
        "thumbnails": [],
    }  # fmt: skip
    work()

    wall = client.get(address).json()
    assert wall["complete"]
    assert [one["style"] for one in wall["thumbnails"]] == SLUGS
    assert [one["left"] for one in wall["thumbnails"]] == [*range(0, 8 * 256, 256), 0]
    sheet = client.get(wall["thumbnails"][8]["sheet"])
    assert sheet.headers["Content-Type"] == "image/webp"
    assert b"".join(sheet)[8:12] == b"WEBP"
    assert fetch_status(client, f"{address}/sheets/2.webp") == 404


def test_an_upload_has_one_wall_which_goes_with_it(client: Client, settings: Settings) -> None:
    upload = client.post("/api/v1/uploads", {"picture": photo()}).json()["id"]
    first = client.post("/api/v1/walls", {"upload": upload}).json()["id"]
    assert client.post("/api/v1/walls", {"upload": upload}).json()["id"] == first
    work()
    client.delete(f"/api/v1/uploads/{upload}")

    assert client.get(f"/api/v1/walls/{first}").status_code == 404
    assert stored_files(Path(settings.MEDIA_ROOT)) == set()


def test_a_wall_is_deleted_with_its_photo(client: Client, settings: Settings) -> None:
    wall = client.post("/api/v1/walls", {"picture": photo()}).json()["id"]

    assert client.delete(f"/api/v1/walls/{wall}").status_code == 204
    assert client.get(f"/api/v1/walls/{wall}").status_code == 404
    assert stored_files(Path(settings.MEDIA_ROOT)) == set()


def test_a_wall_counts_as_one_job(client: Client, settings: Settings) -> None:
    settings.API_JOBS_PER_HOUR = 1
    client.post("/api/v1/walls", {"picture": photo()})

    assert client.post("/api/v1/walls", {"picture": photo()}).status_code == 429


def test_a_job_can_stop_at_its_preview_until_its_full_size_is_wanted(client: Client) -> None:
    job = client.post("/api/v1/stylizations", {"style": SLUGS[0], "picture": photo(), "full_size": "false"}).json()
    Job.objects.update(state="previewed", lane="full_size")
    address, secret = f"/api/v1/jobs/{job['id']}", {"HTTP_JOB_SECRET": job["secret"]}
    assert client.get(address).json()["state"] == "previewed"
    assert client.post(f"{address}/full-size").status_code == 403

    assert client.post(f"{address}/full-size", **secret).json()["state"] == "queued"
    row = Job.objects.get()
    assert (row.wants_full, row.awaited) == (True, None)
