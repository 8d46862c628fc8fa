"""Uploads: sent once, used by several jobs, thrown away in time."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from imagetransfer.api.models import Upload
from imagetransfer.api.parsers import largest_json
from tests.api.makers import STYLE, get, picture_file, picture_text, post, post_form, problem
from tests.jobs.makers import stored_files

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("way", ["form", "json"])
def test_a_picture_is_kept_and_can_be_looked_at(way: str) -> None:
    if way == "form":
        answer = post_form("uploads", {"picture": picture_file(64, 48)})
    else:
        answer = post("uploads", {"picture": picture_text()})

    upload = answer.json()
    assert (answer.status_code, upload["width"], upload["height"]) == (201, 64, 48)
    assert answer.headers["Location"] == f"http://testserver/api/v1/uploads/{upload['id']}"
    assert get(f"uploads/{upload['id']}").json() == upload


def test_one_upload_serves_several_jobs() -> None:
    upload = post_form("uploads", {"picture": picture_file()}).json()["id"]

    answers = [post("stylizations", {"style": STYLE, "upload": upload}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [202, 202]
    assert answers[0].json()["id"] != answers[1].json()["id"]


def test_a_deleted_upload_is_gone_with_its_file(settings: Settings) -> None:
    upload = post_form("uploads", {"picture": picture_file()}).json()["id"]
    assert Client().delete(f"/api/v1/uploads/{upload}").status_code == 204
    assert problem(get(f"uploads/{upload}")) == (404, "upload_gone")
    assert problem(post("stylizations", {"style": STYLE, "upload": upload})) == (404, "upload_gone")
    assert stored_files(Path(settings.MEDIA_ROOT)) == set()


def test_an_upload_that_no_job_used_goes_after_its_time_though_no_other_one_comes(settings: Settings) -> None:
    new = post_form("uploads", {"picture": picture_file()}).json()["id"]
    old = post_form("uploads", {"picture": picture_file()}).json()["id"]
    past = timezone.now() - timedelta(hours=settings.API_UPLOAD_HOURS, minutes=1)
    Upload.objects.filter(pk=old).update(created=past)

    call_command("sweep", "--once")

    assert problem(get(f"uploads/{old}")) == (404, "upload_gone")
    assert stored_files(Path(settings.MEDIA_ROOT)) == {f"uploads/api-{new}.jpg"}


def test_an_upload_that_never_was_is_gone() -> None:
    assert problem(get(f"uploads/{uuid4()}")) == (404, "upload_gone")


def test_bytes_of_another_kind_are_answered_with_415() -> None:
    text = SimpleUploadedFile("photo.jpg", b"I am only called a photo", "image/jpeg")

    assert problem(post_form("uploads", {"picture": text})) == (415, "picture_unknown")


def test_a_damaged_picture_is_answered_with_400() -> None:
    whole = picture_file(400, 300).read()

    damaged = SimpleUploadedFile("photo.jpg", whole[: len(whole) // 2], "image/jpeg")

    assert problem(post_form("uploads", {"picture": damaged})) == (400, "picture_damaged")


@pytest.mark.parametrize("way", ["form", "json"])
def test_too_many_bytes_are_answered_with_413_and_the_limit(way: str, settings: Settings) -> None:
    settings.UPLOAD_MAX_BYTES = 500

    if way == "form":
        answer = post_form("uploads", {"picture": picture_file(80, 60)})
    else:
        answer = post("uploads", {"picture": picture_text()})

    assert problem(answer) == (413, "picture_too_large")
    assert not Upload.objects.exists()


def test_a_json_body_that_announces_too_much_is_not_read(settings: Settings) -> None:
    settings.UPLOAD_MAX_BYTES = 1

    assert problem(post("uploads", {"picture": "A" * largest_json()})) == (413, "too_large")


def test_a_form_that_announces_far_too_much_is_not_read(settings: Settings) -> None:
    settings.UPLOAD_MAX_BYTES = 100

    assert problem(post_form("uploads", {"picture": picture_file(1000, 800)})) == (413, "too_large")


@pytest.mark.parametrize("wrong", ["not base64!", 7, None, ["x"]])
def test_what_is_not_base64_is_said_to_be_wrong(wrong: object) -> None:
    answer = post("uploads", {"picture": wrong})

    assert problem(answer) == (400, "invalid")
    assert answer.json()["errors"][0]["field"] == "picture"
