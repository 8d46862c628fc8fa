"""The site as a program of its own: manifest, service worker, a photo shared from a phone."""

import pytest
from django.contrib.staticfiles.finders import find
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from imagetransfer.jobs.models import Job
from tests.jobs.makers import photo

pytestmark = pytest.mark.django_db


def test_the_manifest_names_icons_that_are_there_and_takes_shared_photos(client: Client) -> None:
    manifest = client.get("/manifest.webmanifest", headers={"accept-language": "zh"}).json()

    assert manifest["lang"] == "zh-hans"
    assert all(find(icon["src"].removeprefix("/static/")) for icon in manifest["icons"])
    assert manifest["share_target"]["action"] == "/online/photos/"
    assert manifest["share_target"]["params"]["files"][0]["name"] == "picture"


def test_the_worker_keeps_files_that_are_there_and_the_page_without_network(client: Client) -> None:
    worker = client.get("/service-worker.js")

    assert worker.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert '"/offline/"' in worker.content.decode()
    assert client.get("/offline/").status_code == 200


def test_a_photo_from_the_first_page_or_a_phone_stands_ready_in_the_picker() -> None:
    client = Client(enforce_csrf_checks=True)  # a phone that shares has no token of ours

    answer = client.post("/online/photos/", {"picture": SimpleUploadedFile("a.png", photo(300, 200).data)})

    (kept,) = Job.objects.all()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/online/?photo={kept.pk}")
    assert f'name="photo" value="{kept.pk}"' in client.get(answer.headers["Location"]).content.decode()


@pytest.mark.parametrize(
    ("files", "status", "sentence"),
    [
        ({}, 400, "Please choose a photo to paint."),
        ({"picture": SimpleUploadedFile("a.txt", b"no picture")}, 415, "This is not a picture we can read"),
    ],
)
def test_what_is_no_photo_is_refused_in_a_sentence(
    client: Client, files: dict[str, SimpleUploadedFile], status: int, sentence: str
) -> None:
    answer = client.post("/online/photos/", files)

    assert answer.status_code == status
    assert sentence in answer.content.decode()
    assert not Job.objects.exists()
