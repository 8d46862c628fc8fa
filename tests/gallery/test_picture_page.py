"""A picture's page, its likes and reports, and its files."""

import re
from dataclasses import asdict

import pytest
from django.test import Client, RequestFactory
from pytest_django import Settings

from algorithms.gatys.options import PaintOptions
from imagetransfer.gallery import limits
from imagetransfer.gallery.addresses import file_address, like_this
from imagetransfer.gallery.models import Picture, Report
from imagetransfer.jobs.models import Job
from tests.gallery.makers import OTHER, STYLE, new_picture, painted, shared

pytestmark = pytest.mark.django_db


def test_the_page_tells_other_sites_what_to_show(client: Client) -> None:
    picture = shared("Sunday", author="Ada")

    page = client.get(picture.get_absolute_url()).content.decode()

    assert f'<meta property="og:image" content="http://testserver/gallery/{picture.pk}/320.jpg">' in page
    assert f'<meta property="og:url" content="http://testserver{picture.get_absolute_url()}">' in page
    assert re.search(r'<meta property="og:image:width" content="\d+">\s*<meta property="og:image:height"', page)
    assert '<meta property="og:locale" content="en_US">' in page
    assert '<meta property="og:title" content="Sunday by Ada">' in page


def test_a_sensitive_picture_is_veiled_and_not_shown_by_other_sites(client: Client) -> None:
    page = client.get(shared(sensitive=True).get_absolute_url()).content.decode()

    assert "Show it" in page
    assert "og:image" not in page


def test_before_and_after_only_where_the_photo_is_shared(client: Client) -> None:
    assert "<before-after>" in client.get(shared(with_photo=True).get_absolute_url()).content.decode()
    assert "<before-after>" not in client.get(shared().get_absolute_url()).content.decode()


def test_one_can_paint_in_the_same_way() -> None:
    options = PaintOptions(steps=77, clip=False)
    slow = shared(job=painted(algorithm="gatys", parameters={"size": 384, "options": asdict(options)}))
    mix = {"styles": {STYLE.slug: 60, OTHER.slug: 20}, "strength": 80, "keep_colours": True, "stroke": 150}

    assert like_this(shared()) == f"/online/?styles={STYLE.slug}:100&strength=100&keep_colours=no&stroke=100"
    assert like_this(shared(job=painted(parameters=mix))) == (
        f"/online/?styles={STYLE.slug}:60,{OTHER.slug}:20&strength=80&keep_colours=yes&stroke=150"
    )
    assert like_this(slow) == "/custom/?algorithm=gatys&size=384&steps=77&clip="
    assert like_this(shared(job=painted(parameters={"style": "gone"}))) == ""


def test_a_mix_is_told_and_found_by_the_names_of_all_its_styles_and_the_heaviest(client: Client) -> None:
    mix = {"styles": {OTHER.slug: 25, STYLE.slug: 75}, "strength": 80, "keep_colours": True, "stroke": 50}
    picture = shared("A mixed one", job=painted(parameters=mix))

    page = client.get(picture.get_absolute_url()).content.decode()

    assert f'75 % <a href="/gallery/?style={STYLE.slug}">' in page
    assert f'25 % <a href="/gallery/?style={OTHER.slug}">' in page
    assert "strength 80 %, the photo&#x27;s colours, fine strokes (50 %)" in page
    assert picture.style == STYLE.slug
    for words in (STYLE.title, OTHER.title):
        assert "A mixed one" in client.get("/gallery/", {"q": words}).content.decode()


def test_the_page_does_not_give_away_the_job_nor_its_owner(client: Client) -> None:
    picture = shared(browser="b" * 32, client="c" * 64)

    page = client.get(picture.get_absolute_url()).content.decode()

    assert picture.job
    for secret in (str(picture.job.pk), "b" * 32, "c" * 64, "key="):
        assert secret not in page


def test_liking_and_taking_it_back_without_javascript(client: Client) -> None:
    picture = shared()

    for like, count in (("yes", 1), ("yes", 1), ("no", 0)):
        answer = client.post(f"{picture.get_absolute_url()}like/", {"like": like})
        assert answer.headers["Location"] == picture.get_absolute_url()
        assert Picture.objects.get().likes == count


def test_htmx_gets_the_button_only(client: Client) -> None:
    answer = client.post(f"{shared().get_absolute_url()}like/", headers={"HX-Request": "true"}).content.decode()

    assert 'aria-pressed="true"' in answer
    assert "<html" not in answer


def test_likes_without_a_cookie_count_once_for_an_address() -> None:
    picture = shared()

    for _ in range(3):
        Client().post(f"{picture.get_absolute_url()}like/")
    Client(REMOTE_ADDR="198.51.100.7").post(f"{picture.get_absolute_url()}like/")

    assert Picture.objects.get().likes == 2


def test_cookies_that_are_fetched_for_the_purpose_are_worth_five_likes(client: Client) -> None:
    picture = shared()
    for _ in range(7):
        browser = Client()
        browser.get(picture.get_absolute_url())
        answer = browser.post(f"{picture.get_absolute_url()}like/")

    assert Picture.objects.get().likes == 5
    assert answer.status_code == 429
    assert "please like another one" in answer.content.decode()


def test_two_browsers_of_one_address_like_for_themselves() -> None:
    picture = shared()
    browsers = [Client(), Client()]
    for browser in browsers:
        browser.get(picture.get_absolute_url())
        browser.post(f"{picture.get_absolute_url()}like/")

    browsers[0].post(f"{picture.get_absolute_url()}like/", {"like": "no"})

    assert Picture.objects.get().likes == 1
    assert 'aria-pressed="true"' in browsers[1].get(picture.get_absolute_url()).content.decode()
    assert 'aria-pressed="false"' in browsers[0].get(picture.get_absolute_url()).content.decode()


def test_a_report_reaches_the_moderators(client: Client) -> None:
    picture = shared()

    answer = client.post(f"{picture.get_absolute_url()}report/", {"reason": "spam", "text": "Buy now"})

    assert "Thank you." in client.get(answer.headers["Location"]).content.decode()
    report = Report.objects.get()
    assert (report.picture, report.reason, report.text, report.is_open) == (picture, "spam", "Buy now", True)


def test_a_report_needs_a_reason_and_one_client_counts_once(client: Client) -> None:
    address = f"{shared().get_absolute_url()}report/"

    assert client.post(address, {"reason": ""}).status_code == 400
    for reason in ("spam", "rights"):
        client.post(address, {"reason": reason})
    assert Report.objects.get().reason == "rights"


def test_reports_are_limited(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limits.PER_HOUR, Report, 1)
    client.post(f"{shared().get_absolute_url()}report/", {"reason": "spam"})

    answer = client.post(f"{shared().get_absolute_url()}report/", {"reason": "spam"})

    assert answer.status_code == 429
    assert "come back a little later" in answer.content.decode()


@pytest.mark.parametrize(("name", "kind"), [("320.webp", "image/webp"), ("320.jpg", "image/jpeg")])
def test_files_are_sent_as_pictures_and_nothing_else(name: str, kind: str, client: Client) -> None:
    answer = client.get(f"/gallery/{shared().pk}/{name}")

    assert answer.getvalue()
    assert answer.headers["Content-Type"] == kind
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert "immutable" not in answer.headers["Cache-Control"]


@pytest.mark.parametrize("name", ["photo.jpg", "320.html", "320.svg", "999.jpg", "320.jpg.html"])
def test_nothing_else_is_sent(name: str, client: Client) -> None:
    assert client.get(f"/gallery/{shared(with_photo=True).pk}/{name}").status_code == 404


def test_a_picture_of_the_gallery_becomes_the_photo_in_the_picker(client: Client) -> None:
    answer = client.post(f"/gallery/{shared().pk}/paint/")

    photo = Job.objects.get(kind="photo")
    assert answer.headers["Location"] == f"/online/?photo={photo.pk}"
    assert photo.state == "queued"
    assert client.get(f"/jobs/{photo.pk}/photo").status_code == 200


def test_a_download_has_the_full_size_and_its_title_as_name(client: Client) -> None:
    answer = client.get(f"/gallery/{shared('Sunday by the sea').pk}/download/")

    assert answer.headers["Content-Disposition"] == 'attachment; filename="sunday-by-the-sea.jpg"'
    assert answer.getvalue().startswith(b"\xff\xd8")


@pytest.mark.parametrize("state", ["preparing", "held", "hidden"])
def test_what_is_not_public_is_for_its_owner_only(state: str, client: Client, admin_client: Client) -> None:
    picture = shared(browser="b" * 32)
    Picture.objects.update(state=state)

    for address in ("", "320.jpg", "download/", "report/", "like/"):
        assert client.get(f"{picture.get_absolute_url()}{address}").status_code in (404, 405)
    moderators = admin_client.get(f"{picture.get_absolute_url()}320.jpg")
    assert moderators.getvalue()
    assert moderators.headers["Cache-Control"] == "private, no-store"


def test_pictures_can_come_from_a_host_of_their_own(settings: Settings, client: Client) -> None:
    settings.GALLERY_MEDIA_ORIGIN = "https://pictures.example.org"
    picture = shared()

    assert file_address(picture, "320.jpg").startswith("https://pictures.example.org/gallery/")
    assert file_address(new_picture(), "picture.jpg").startswith("/gallery/")  # there the owner's cookie is not sent
    assert re.search("og:image.*https://pictures.example.org/", client.get(picture.get_absolute_url()).content.decode())


def test_that_host_has_nothing_but_pictures(settings: Settings, client: Client) -> None:
    settings.GALLERY_MEDIA_ORIGIN, settings.ALLOWED_HOSTS = "https://pictures.example.org", ["*"]
    picture = shared()
    there = {"host": "pictures.example.org"}

    assert client.get(f"/gallery/{picture.pk}/320.jpg", headers=there).getvalue()
    for address in ("/", "/gallery/", picture.get_absolute_url(), "/admin/login/"):
        assert client.get(address, headers=there).status_code == 404
        assert client.get(address).status_code == 200


def test_the_addresses_of_pictures_cannot_be_guessed(rf: RequestFactory) -> None:
    assert re.fullmatch(r"/gallery/[0-9a-f-]{36}/320\.jpg", file_address(shared(), "320.jpg"))
