"""Sharing in the gallery over the API, and deleting again."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from pytest_django import Settings

from imagetransfer.gallery.models import Picture
from imagetransfer.gallery.tasks import picture_prepare
from tests.api.makers import bearer, delete, get, picture_file, picture_text, post, post_form, problem, secret_of
from tests.gallery.makers import painted
from tests.jobs.makers import stored_files

pytestmark = pytest.mark.django_db


def test_a_jobs_result_is_shared_and_appears_once_a_worker_prepared_it() -> None:
    job = painted()
    body = {"job": str(job.pk), "title": "Sunday", "tags": ["Sea"], "with_photo": True}

    answer = post("gallery", body, secret_of(job))

    picture = answer.json()
    assert (answer.status_code, picture["state"], picture["tags"]) == (201, "preparing", ["sea"])
    assert get("gallery").json()["results"] == []
    assert problem(get(f"gallery/{picture['id']}")) == (404, "not_found")
    assert get(f"gallery/{picture['id']}?key={picture['key']}").json()["title"] == "Sunday"
    picture_prepare(picture["id"])
    assert [shown["title"] for shown in get("gallery").json()["results"]] == ["Sunday"]
    assert "key" not in get(f"gallery/{picture['id']}").json()


@pytest.mark.parametrize("way", ["form", "json", "upload"])
def test_a_picture_made_elsewhere_is_shared(way: str) -> None:
    if way == "form":
        answer = post_form("gallery", {"picture": picture_file(80, 40), "title": "Elsewhere", "tags": ["a", "b"]})
    elif way == "json":
        answer = post("gallery", {"picture": picture_text(), "title": "Elsewhere", "tags": ["a", "b"]})
    else:
        upload = post_form("uploads", {"picture": picture_file()}).json()["id"]
        answer = post("gallery", {"upload": upload, "title": "Elsewhere", "tags": ["a", "b"]})

    assert (answer.status_code, answer.json()["method"], answer.json()["tags"]) == (201, "upload", ["a", "b"])


def test_a_job_is_shared_once_and_only_when_it_is_done() -> None:
    job = painted()
    post("gallery", {"job": str(job.pk), "title": "Sunday"}, secret_of(job))

    again = post("gallery", {"job": str(job.pk), "title": "Mine"}, secret_of(job))
    assert problem(again) == (409, "shared_already")
    running = painted(state="running")
    soon = post("gallery", {"job": str(running.pk), "title": "Soon"}, secret_of(running))
    assert problem(soon) == (409, "job_not_done")
    assert problem(post("gallery", {"job": str(uuid4()), "title": "What"})) == (404, "not_found")


def test_who_shares_a_moment_later_does_not_get_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    job = painted()
    post("gallery", {"job": str(job.pk), "title": "Sunday"}, secret_of(job))
    monkeypatch.setattr("imagetransfer.api.gallery_sharing._job_to_share", lambda request, pk: job)

    assert problem(post("gallery", {"job": str(job.pk), "title": "Mine"})) == (409, "shared_already")


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({}, "title"),
        ({"title": "\t "}, "title"),
        ({"title": "x" * 81}, "title"),
        ({"title": "Sunday", "licence": "mine"}, "licence"),
        ({"title": "Sunday", "tags": ["a,b"]}, "tags.0"),
        ({"title": "Sunday", "tags": [str(number) for number in range(9)]}, "tags"),
    ],
)
def test_words_are_judged_as_on_the_site(words: dict[str, Any], field: str, settings: Settings) -> None:
    answer = post("gallery", {"picture": picture_text(), **words})

    assert problem(answer) == (400, "invalid")
    assert answer.json()["errors"][0]["field"] == field
    assert stored_files(Path(settings.MEDIA_ROOT)) == set()


@pytest.mark.parametrize("way", ["key", "token"])
def test_its_owner_deletes_a_picture_and_nobody_else_does(
    way: str, settings: Settings, django_capture_on_commit_callbacks: Any
) -> None:
    owner = bearer() if way == "token" else {}
    picture = post("gallery", {"picture": picture_text(), "title": "Sunday"}, owner).json()
    address = f"gallery/{picture['id']}"

    for stranger, query in ((bearer(), ""), ({}, ""), ({}, "?key=guessed")):
        assert problem(delete(f"{address}{query}", stranger)) == (404, "not_found")
    with django_capture_on_commit_callbacks(execute=True):
        answer = delete(address if way == "token" else f"{address}?key={picture['key']}", owner)
    assert answer.status_code == 204

    assert not Picture.objects.exists()
    assert stored_files(Path(settings.MEDIA_ROOT)) == set()
