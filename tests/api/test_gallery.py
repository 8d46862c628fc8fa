"""The gallery over the API: browse, look, like, report; share, and delete again."""

from typing import Any

import pytest
from django.test import Client

from imagetransfer.gallery.limits import PER_HOUR
from imagetransfer.gallery.models import Block, Like, Picture, Report
from imagetransfer.jobs.clients import client_of
from tests.api.makers import bearer, delete, get, picture_text, post, problem
from tests.gallery.makers import painted, rows, shared

pytestmark = pytest.mark.django_db


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
    assert titles("method=photographic") == []


@pytest.mark.parametrize("query", ["tag=%00sea", "q=sea%00", "q=%00sunday%EF%BF%BE%20", "q=%20", "tag=%00"])
def test_characters_that_no_picture_holds_count_as_spaces(query: str) -> None:
    shared("Sunday at the sea", tags=("sea",))

    assert titles(query) == ["Sunday at the sea"]


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
