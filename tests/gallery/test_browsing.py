"""The gallery's pages of many pictures."""

import zipfile
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils.feedgenerator import Atom1Feed
from pytest_django import DjangoAssertNumQueries, Settings

from imagetransfer.gallery.management.seeding import pictures_seed
from imagetransfer.gallery.models import Picture
from imagetransfer.gallery.selectors import PER_PAGE, pictures_browse
from imagetransfer.gallery.words import one_line
from tests.gallery.makers import STYLE, rows, shared

pytestmark = pytest.mark.django_db


def titles(**chosen: Any) -> list[str]:
    return [picture.title for picture in pictures_browse(**chosen)]


def test_an_empty_gallery_says_how_to_fill_it(client: Client) -> None:
    assert "Nothing is shared yet." in client.get("/gallery/").content.decode()


def test_a_search_finds_all_words_in_title_author_tags_and_style() -> None:
    shared("Café at noon", author="Ada", tags=("city",))
    shared("Harbour", author="Grace", tags=("sea",))

    assert titles(q="CAFE ada") == ["Café at noon"]
    assert titles(q="city noon") == ["Café at noon"]
    assert titles(q="cafe grace") == []
    assert titles(q=f"sea {STYLE.artist}") == ["Harbour"]
    assert titles(q="100%") == []


def test_filters_and_orders() -> None:
    rows(1, title="old", likes=5, style="")
    rows(1, title="new", method="gatys", style="")
    shared("tagged", tags=("sea",))

    assert titles(order="newest")[0] == "tagged"
    assert titles(order="most-liked")[0] == "old"
    assert titles(method="gatys") == ["new"]
    assert titles(style=STYLE.slug) == ["tagged"]
    assert titles(tag="sea") == ["tagged"]


@pytest.mark.parametrize("state", [state for state in Picture.State if state != Picture.State.PUBLISHED])
def test_what_is_not_public_is_in_no_list(client: Client, state: str) -> None:
    picture = shared("Secret")
    Picture.objects.update(state=state)

    for address in ("/gallery/", "/gallery/?q=secret", "/gallery/feed/"):
        assert "Secret" not in client.get(address).content.decode()
    assert client.post("/gallery/selection.zip", {"picture": picture.pk}).status_code == 400


def test_a_filter_that_makes_no_sense_is_passed_over(client: Client) -> None:
    shared("Sunday")

    answer = client.get("/gallery/?style=gone&order=upside-down&page=many&method=")

    assert "Sunday" in answer.content.decode()


def test_pages_follow_each_other_without_javascript(client: Client) -> None:
    rows(PER_PAGE + 3)

    first = client.get("/gallery/?q=&order=newest").content.decode()
    second = client.get("/gallery/?page=2").content.decode()

    assert first.count('class="tile') == PER_PAGE
    assert "page=2" in first
    assert second.count('class="tile') == 3
    assert "More pictures" not in second
    assert "Newer pictures" in second


def test_htmx_gets_only_the_next_tiles(client: Client) -> None:
    rows(PER_PAGE + 3)

    part = client.get("/gallery/?page=2", headers={"HX-Request": "true"}).content.decode()

    assert part.count('class="tile') == 3
    assert "<html" not in part


@pytest.mark.parametrize("address", ["/gallery/", "/gallery/?q=picture", "/gallery/?order=most-liked&page=2"])
def test_the_number_of_queries_does_not_grow_with_the_pictures(
    address: str, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    counts = []
    for more in (3, PER_PAGE * 3):
        rows(more, words="picture")
        with django_assert_num_queries(3) as seen:  # how many, which, and the popular tags
            client.get(address)
        counts.append(len(seen))

    assert counts == [3, 3]


def test_the_feed_is_atom_with_absolute_addresses(client: Client) -> None:
    picture = shared("Sunday & Monday", author="Ada")
    blurred = shared("Hidden", sensitive=True)

    answer = client.get("/gallery/feed/")

    assert answer.headers["Content-Type"] == Atom1Feed.content_type
    text = answer.content.decode()
    assert "Sunday &amp; Monday" in text
    assert f"http://testserver/gallery/{picture.pk}/320.jpg" in text
    assert f"{blurred.pk}/320.jpg" not in text


def test_a_selection_comes_as_a_zip_with_readable_names(client: Client) -> None:
    keys = [str(shared("Sunday by the sea").pk) for _ in range(2)]

    answer = client.post("/gallery/selection.zip", {"picture": [*keys, "nonsense"]})

    with zipfile.ZipFile(BytesIO(answer.getvalue())) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["01-sunday-by-the-sea.jpg", "02-sunday-by-the-sea.jpg"]
        assert archive.read("01-sunday-by-the-sea.jpg").startswith(b"\xff\xd8")


def test_an_empty_selection_is_told(client: Client) -> None:
    answer = client.post("/gallery/selection.zip")

    assert answer.status_code == 400
    assert "No picture is chosen." in answer.content.decode()


def test_seeding_makes_varied_pictures_that_the_gallery_can_show(client: Client, settings: Settings) -> None:
    assert list(pictures_seed(4)) == [4]

    picture = Picture.objects.first()
    assert picture
    assert client.get(f"/gallery/{picture.pk}/320.webp").getvalue()[8:12] == b"WEBP"
    assert len({path.read_bytes() for path in settings.MEDIA_ROOT.rglob("320.webp")}) == 4


# Of each kind that XML forbids, and one that it allows.
TITLES = ["a\ufffeb", "a\uffffb", "a\x0bb", "a\x00b", "a\x85b"]


@pytest.mark.parametrize("title", TITLES)
def test_words_that_xml_forbids_neither_come_in_nor_break_the_feed(title: str, client: Client) -> None:
    assert one_line(title) == "a b"
    shared("Sunday")
    if "\x00" not in title:  # which PostgreSQL would not store
        Picture.objects.update(title=title, author=title)  # from before they were refused

    feed = ElementTree.fromstring(client.get("/gallery/feed/").content)

    assert one_line("a 😀 \U0001fffe b") == "a 😀 \U0001fffe b"
    assert [entry.findtext("{*}title") for entry in feed.findall("{*}entry")] in (["a b"], ["Sunday"])


def test_lists_of_ones_own_are_kept_by_no_cache(client: Client) -> None:
    for address in ("/jobs/", "/jobs/delete/", "/gallery/mine/"):
        answer = client.get(address)
        assert "no-store" in answer.headers["Cache-Control"]
        assert "Cookie" in answer.headers["Vary"]
