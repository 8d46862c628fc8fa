"""Styles over the API."""

from algorithms.styles.catalogue import styles
from tests.api.makers import STYLE, get, problem


def test_the_list_has_every_style_with_pictures_of_it() -> None:
    answer = get("styles").json()

    assert [one["slug"] for one in answer] == [style.slug for style in styles()]
    assert answer[0]["swatch"].startswith("http://testserver/static/styles/")
    assert answer[0]["sample"].endswith(f"{STYLE}-sample.webp")


def test_one_style_is_shown_and_its_swatch_found() -> None:
    assert get(f"styles/{STYLE}").json()["title"] == styles()[0].title
    assert get(f"styles/{STYLE}/swatch.webp").headers["Location"].endswith(f"{STYLE}-swatch.webp")


def test_an_unknown_style_says_where_the_known_ones_are() -> None:
    answer = get("styles/no-such-style")

    assert problem(answer) == (404, "not_found")
    assert "/api/v1/styles" in answer.json()["detail"]


def test_what_did_not_change_is_not_sent_again() -> None:
    etag = get("styles").headers["ETag"]

    again = get("styles", {"If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")
