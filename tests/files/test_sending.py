"""Pictures come from the store itself where it can serve them, and from the site where it cannot."""

import pytest
import requests
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import FileResponse
from django.test import Client
from pytest_django import Settings

from algorithms.styles.catalogue import styles
from imagetransfer import environment
from imagetransfer.api.models import Upload
from imagetransfer.gallery.models import Picture
from imagetransfer.gallery.services import Sharer, Wording, picture_share
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.work import job_deliver
from tests.jobs.makers import own, photo, running_job
from tests.servers import S3Server

pytestmark = pytest.mark.django_db


def done_job() -> Job:
    job = running_job()
    job_deliver(job, preview=photo().data, result=(photo().data, b"png"))
    return job


def addresses(job: Job) -> dict[str, bytes]:
    page = f"/jobs/{job.pk}"
    jpeg = photo().data
    return {
        f"{page}/result.png": b"png",
        f"{page}/result.jpg": jpeg,
        f"{page}/preview": jpeg,
        f"/api/v1/jobs/{job.pk}/result.png": b"png",
        f"/api/v1/jobs/{job.pk}/preview.jpg": jpeg,
    }


@pytest.mark.usefixtures("s3_store")
def test_a_results_bytes_come_from_the_store_under_its_name_and_type(client: Client, s3_server: S3Server) -> None:
    for address, content in addresses(done_job()).items():
        answer = client.get(address)

        assert answer.status_code == 302
        assert answer.headers["Location"].startswith(f"{s3_server.origin}/")
        assert answer.headers["Cache-Control"] == "private, max-age=1800"
        sent = requests.get(answer.headers["Location"], timeout=10)
        assert sent.content == content
        assert sent.headers["Content-Type"] == ("image/png" if "png" in address else "image/jpeg")
        assert sent.headers["Cache-Control"] == "private, max-age=31536000, immutable"
        if "api" not in address and "result" in address:
            assert sent.headers["Content-Disposition"].startswith('attachment; filename="imagetransfer-')


@pytest.mark.usefixtures("s3_store")
def test_a_shared_picture_comes_from_the_store_and_a_hidden_one_from_nowhere(client: Client) -> None:
    picture = picture_share(job=done_job(), wording=Wording(title="Sea"), sharer=Sharer())
    Picture.objects.update(state=Picture.State.PUBLISHED)
    address = f"/gallery/{picture.pk}/picture.jpg"

    answer = client.get(address)

    assert requests.get(answer.headers["Location"], timeout=10).content == photo().data
    assert answer.headers["Cache-Control"] == "public, max-age=1800"
    Picture.objects.update(state=Picture.State.HIDDEN)
    assert client.get(address).status_code == 404


@pytest.mark.usefixtures("s3_store")
def test_the_way_to_a_developing_picture_is_not_kept_and_only_its_owner_is_shown_it(client: Client) -> None:
    job = running_job()
    job_deliver(job, preview=photo().data)
    Job.objects.update(kind=Job.Kind.CUSTOM, state=Job.State.RUNNING)
    address = f"/jobs/{job.pk}/preview"

    assert client.get(address).status_code == 403
    own(client, job)
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (302, "no-store")


@pytest.mark.usefixtures("s3_store")
def test_where_browsers_do_not_reach_the_store_the_site_sends_its_files(
    client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STORE_PUBLIC_URL", "none")
    settings.STORAGES = settings.STORAGES | {"default": environment.store()}

    for address, content in addresses(done_job()).items():
        answer = client.get(address)

        assert isinstance(answer, FileResponse)
        assert b"".join(answer) == content


@pytest.mark.usefixtures("s3_store")
def test_addresses_are_signed_for_the_name_by_which_browsers_know_the_store(
    client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STORE_PUBLIC_URL", "https://pictures.example.org")
    settings.STORAGES = settings.STORAGES | {"default": environment.store()}

    location = client.get(f"/jobs/{done_job().pk}/result.png").headers["Location"]

    assert location.startswith("https://pictures.example.org/bucket")
    assert "X-Amz-Signature=" in location


@pytest.mark.usefixtures("s3_store")
def test_page_and_api_say_when_the_store_is_away_and_keep_nothing(client: Client, s3_server: S3Server) -> None:
    def upload() -> SimpleUploadedFile:
        return SimpleUploadedFile("photo.png", photo().data, "image/jpeg")

    s3_server.stop()
    try:
        page = client.post("/online/", {"style": styles()[0].slug, "picture": upload()})
        answer = client.post("/api/v1/uploads", {"picture": upload()})
    finally:
        s3_server.start()

    for told in (page, answer):
        assert (told.status_code, told.headers["Retry-After"]) == (503, "30")
        assert "cannot be reached just now" in told.content.decode()
    assert answer.json()["code"] == "store_away"
    assert not Job.objects.exists()
    assert not Upload.objects.exists()
