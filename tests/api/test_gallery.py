"""The gallery over the API: browse, look, like, report; share, and delete again."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import Settings

from imagetransfer.gallery.limits import PER_HOUR
from imagetransfer.gallery.models import Block, Like, Picture, Report
from imagetransfer.gallery.tasks import picture_prepare
from imagetransfer.jobs.clients import client_of
from tests.api.makers import bearer, get, picture_file, picture_text, post, post_form, problem
from tests.gallery.makers import painted, rows, shared
from tests.jobs.makers import stored_files

pytestmark = pytest.mark.django_db


def delete(path: str, headers: dict[str, str] | None = None) -> Any:
    return Client().delete(f"/api/v1/{path}", headers=headers)


def put(path: str, headers: dict[str, str] | None = None) -> Any:
    return Client().put(f"/api/v1/{path}", headers=headers)


def titles(query: str) -> list[str]:
    return [picture["title"] for picture in get(f"gallery?{query}").json()["results"]]


def test_everybody_sees_what_was_shared_with_links_to_its_pictures() -> None:
    shared("Sunday", author="Ada", tags=("sea", "sunset"), with_photo=True)

    (picture,) = get("gallery").json()["results"]

    assert (picture["title"], picture["author"], picture["tags"]) == ("Sunday", "Ada", ["sea", "sunset"])
    for name in ("picture", "preview", "photo"):
        answer = Client().get(picture["links"][name])
        assert b"".join(answer).startswith(b"\xff\xd8")
    assert get(f"gallery/{picture['id']}").json() == picture


def test_browsing_finds_by_words_style_method_and_tag() -> None:
    shared("Sunday at the sea", tags=("sea",))
    shared("Monday", job=painted(parameters={"style": "great-wave"}))

    assert titles("q=SEA") == ["Sunday at the sea"]
    assert titles("style=great-wave") == ["Monday"]
    assert titles("tag=sea") == ["Sunday at the sea"]
    assert titles("method=photo") == []


@pytest.mark.parametrize("order", ["newest", "most-liked"])
def test_pages_go_on_where_they_ended_in_every_order(order: str) -> None:
    for number, picture in enumerate(rows(5)):
        Picture.objects.filter(pk=picture.pk).update(likes=number // 2)

    seen, address = [], f"/api/v1/gallery?limit=2&order={order}"
    while address:
        page = Client().get(address).json()
        seen += [picture["id"] for picture in page["results"]]
        address = page["next"]

    assert len(seen) == len(set(seen)) == 5
    if order == "most-liked":
        likes = Picture.objects.in_bulk(seen)
        assert [likes[key].likes for key in map(type(next(iter(likes))), seen)] == [2, 1, 1, 0, 0]


@pytest.mark.parametrize(
    "query",
    ["style=none", "order=oldest", "method=x", "cursor=cD1tYW55", "order=most-liked&cursor=cD05OTk5OTk5OTk5OTk5"],
)
def test_a_filter_that_makes_no_sense_is_told(query: str) -> None:
    assert problem(get(f"gallery?{query}")) == (400, "invalid")


def test_a_jobs_result_is_shared_and_appears_once_a_worker_prepared_it() -> None:
    answer = post("gallery", {"job": str(painted().pk), "title": "Sunday", "tags": ["Sea"], "with_photo": True})

    picture = answer.json()
    assert (answer.status_code, picture["state"], picture["tags"]) == (201, "preparing", ["sea"])
    assert get("gallery").json()["results"] == []
    assert problem(get(f"gallery/{picture['id']}")) == (404, "not_found")
    assert get(f"gallery/{picture['id']}?key={picture['key']}").json()["title"] == "Sunday"
    picture_prepare(picture["id"])
    assert titles("") == ["Sunday"]
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
    post("gallery", {"job": str(job.pk), "title": "Sunday"})

    assert problem(post("gallery", {"job": str(job.pk), "title": "Mine"})) == (409, "shared_already")
    running = painted(state="running")
    assert problem(post("gallery", {"job": str(running.pk), "title": "Soon"})) == (409, "job_not_done")
    assert problem(post("gallery", {"job": str(uuid4()), "title": "What"})) == (404, "not_found")


def test_who_shares_a_moment_later_does_not_get_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    job = painted()
    post("gallery", {"job": str(job.pk), "title": "Sunday"})
    monkeypatch.setattr("imagetransfer.api.gallery_sharing._job_to_share", lambda pk: job)

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


def test_each_program_likes_a_picture_once_and_takes_it_back() -> None:
    address = f"gallery/{shared().pk}/like"
    token = bearer()

    assert [put(address, token).json() for _ in range(2)] == [{"liked": True, "likes": 1}] * 2
    assert put(address).json() == {"liked": True, "likes": 2}
    assert delete(address, token).json() == {"liked": False, "likes": 1}
    assert delete(address, token).json() == {"liked": False, "likes": 1}


def test_a_report_reaches_the_moderators_once() -> None:
    address = f"gallery/{shared().pk}/report"

    answers = [post(address, {"reason": "spam"}), post(address, {"reason": "rights", "text": "It is mine."})]

    assert [answer.status_code for answer in answers] == [204, 204]
    report = Report.objects.get()
    assert (report.reason, report.text) == ("rights", "It is mine.")
    assert problem(post(address, {"reason": "dull"})) == (400, "invalid")


def test_what_is_not_public_cannot_be_liked_or_reported() -> None:
    (picture,) = rows(1, state="hidden")

    assert problem(put(f"gallery/{picture.pk}/like")) == (404, "not_found")
    assert problem(post(f"gallery/{picture.pk}/report", {"reason": "spam"})) == (404, "not_found")


def test_a_blocked_client_may_only_look(rf: Any) -> None:
    Block.objects.create(client=client_of(rf.get("/")))
    picture = shared()

    assert problem(put(f"gallery/{picture.pk}/like")) == (403, "gallery_closed")
    assert problem(post("gallery", {"picture": picture_text(), "title": "Ad"})) == (403, "gallery_closed")
    assert get("gallery").status_code == 200


def test_the_gallerys_own_limit_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PER_HOUR, Like, 0)

    assert problem(put(f"gallery/{shared().pk}/like")) == (429, "gallery_limit")


def test_a_token_needs_the_scope_for_what_changes_the_gallery() -> None:
    reader, picture = bearer("read", "write"), shared()

    assert get("gallery", reader).status_code == 200
    assert problem(put(f"gallery/{picture.pk}/like", reader)) == (403, "scope_missing")
    assert problem(post("gallery", {"picture": picture_text(), "title": "Ad"}, reader)) == (403, "scope_missing")
