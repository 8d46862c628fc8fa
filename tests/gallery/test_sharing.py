"""The pages on which owners share, edit and delete."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from pytest_django import Settings

from imagetransfer.gallery.addresses import owners_path
from imagetransfer.gallery.models import Block, Picture
from imagetransfer.gallery.services import Sharer, Wording, picture_share
from imagetransfer.jobs.clients import client_of
from imagetransfer.jobs.models import Job
from imagetransfer.outbox.models import Mail
from tests.gallery.makers import jpeg, painted, shared
from tests.jobs.makers import own
from tests.styles.makers import own_style

pytestmark = pytest.mark.django_db

WORDS = {"title": "Sunday <by the sea>", "author": "Ada", "tags": "Sea, sunset", "licence": "cc-by"}


def share(client: Client, **words: str) -> Picture:
    answer = client.post(f"/gallery/share/{own(client, painted()).pk}/", WORDS | words)
    assert answer.status_code == 302
    return Picture.objects.latest("created")


def test_sharing_leads_to_the_pictures_page_with_everything_on_it(client: Client) -> None:
    picture = share(client)
    page = client.get(picture.get_absolute_url()).content.decode()

    for text in ("Sunday &lt;by the sea&gt;", "Ada", "CC BY 4.0", ">sunset<", "within a minute"):
        assert text in page
    assert not picture.with_photo


def test_a_job_that_is_shared_already_leads_to_its_picture(client: Client) -> None:
    job = own(client, painted())
    picture = shared(job=job)

    assert client.get(f"/gallery/share/{job.pk}/").headers["Location"] == picture.get_absolute_url()


def test_a_style_that_its_owner_brought_is_not_told(client: Client) -> None:
    style = own_style()
    job = own(client, painted())
    Job.objects.filter(pk=job.pk).update(parameters={"styles": {style.slug: 60, "udnie": 40}})

    client.post(f"/gallery/share/{job.pk}/", WORDS)

    picture = Picture.objects.get()
    assert (picture.style, picture.parameters) == ("", {})
    page = client.get(picture.get_absolute_url()).content.decode()
    assert style.slug not in page
    assert style.title not in page


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", ""), ("title", " \x00 "), ("title", "x" * 81), ("tags", ",".join("abcdefghi")), ("licence", "mine")],
)
def test_what_cannot_be_is_asked_for_again(field: str, value: str, client: Client) -> None:
    answer = client.post(f"/gallery/share/{own(client, painted()).pk}/", WORDS | {field: value})

    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()
    assert not Picture.objects.exists()


def test_only_a_finished_picture_can_be_shared(client: Client) -> None:
    assert client.post(f"/gallery/share/{own(client, painted(Job.State.RUNNING)).pk}/", WORDS).status_code == 404
    assert client.post(f"/gallery/share/{uuid4()}/", WORDS).status_code == 404


def test_a_picture_of_ones_own_is_uploaded(client: Client) -> None:
    picture = SimpleUploadedFile("evil.html", jpeg(), "text/html")

    answer = client.post("/gallery/share/", WORDS | {"picture": picture})

    assert answer.headers["Location"] == Picture.objects.get(method="upload").get_absolute_url()


@pytest.mark.parametrize(("content", "status"), [(b"<svg onload='alert(1)'/>", 415), (b"", 400)])
def test_what_is_no_picture_is_refused(content: bytes, status: int, client: Client) -> None:
    upload = BytesIO(content)
    upload.name = "picture.jpg"

    answer = client.post("/gallery/share/", WORDS | {"picture": upload})

    assert answer.status_code == status
    assert not Picture.objects.exists()


def test_a_good_picture_stays_when_a_word_is_refused(client: Client) -> None:
    picture = SimpleUploadedFile("picture.jpg", jpeg(), "image/jpeg")
    refused = client.post("/gallery/share/", WORDS | {"picture": picture, "title": ""})
    kept = Job.objects.get(state="draft")
    assert refused.status_code == 400
    assert f'name="kept_picture" value="{kept.pk}"' in refused.content.decode()

    answer = client.post("/gallery/share/", WORDS | {"kept_picture": str(kept.pk)})

    assert answer.headers["Location"] == Picture.objects.get(method="upload").get_absolute_url()


def test_the_browser_that_shared_may_edit_and_delete_and_others_may_not(client: Client) -> None:
    picture = share(client)
    Picture.objects.update(state=Picture.State.PUBLISHED)
    stranger = Client()

    for address in ("edit/", "delete/"):
        assert stranger.get(f"{picture.get_absolute_url()}{address}").status_code == 404
        assert stranger.post(f"{picture.get_absolute_url()}{address}", WORDS).status_code == 404
    assert "edit/" not in stranger.get(picture.get_absolute_url()).content.decode()

    client.post(f"{picture.get_absolute_url()}edit/", WORDS | {"title": "Monday"})
    assert Picture.objects.get().title == "Monday"
    assert "Monday" in client.get("/gallery/mine/").content.decode()
    assert "Monday" not in stranger.get("/gallery/mine/").content.decode()
    client.post(f"{picture.get_absolute_url()}delete/")
    assert not Picture.objects.exists()


def test_a_forged_cookie_opens_nothing(client: Client) -> None:
    picture = share(client)
    forger = Client()
    forger.cookies["browser"] = f"{picture.browser}:forged"

    assert forger.get(f"{picture.get_absolute_url()}edit/").status_code == 404


def test_the_owners_link_works_on_another_device(client: Client) -> None:
    picture = share(client)
    address = owners_path(picture)
    other = Client()

    assert other.get(address).status_code == 200
    assert other.get(address[:-1] + ("0" if address[-1] != "0" else "1")).status_code == 404
    key = address.partition("key=")[2]
    answer = other.post(f"{picture.get_absolute_url()}edit/", WORDS | {"title": "Monday", "key": key})
    assert other.get(answer.headers["Location"]).status_code == 200
    assert Picture.objects.get().title == "Monday"


@pytest.mark.parametrize(("language", "subject"), [("en", "Your picture is in the gallery"), ("zh-hans", "画廊")])
def test_who_left_an_address_with_the_job_gets_the_owners_link_by_mail(
    language: str, subject: str, settings: Settings
) -> None:
    picture = shared(job=painted(email="ada@example.org", language=language))
    shared("No address", job=painted())

    mail = Mail.objects.get()
    assert (mail.kind, mail.recipient) == ("shared", "ada@example.org")
    assert subject in mail.subject
    assert settings.SITE_URL + owners_path(picture) in mail.text


def test_a_mail_repeats_nothing_that_a_stranger_typed() -> None:
    typed = Wording(title="Buy at spam.example", author="Spam Inc", tags=("cheap",))
    picture_share(job=painted(email="victim@example.org"), wording=typed, sharer=Sharer())

    mail = Mail.objects.get()
    for words in ("spam.example", "Spam Inc", "cheap"):
        assert words not in f"{mail.subject} {mail.text} {mail.html}"


def test_a_blocked_client_is_told_so(client: Client, rf: RequestFactory) -> None:
    Block.objects.create(client=client_of(rf.get("/")))

    answer = client.post(f"/gallery/share/{own(client, painted()).pk}/", WORDS)

    assert answer.status_code == 403
    assert "please write to them" in answer.content.decode()


def test_an_accounts_pictures_are_its_own_in_every_browser(client: Client, settings: Settings) -> None:
    user = User.objects.create_user("ada")
    client.force_login(user)
    picture = share(client)
    elsewhere = Client()
    elsewhere.force_login(user)

    assert picture.owner == user
    assert elsewhere.get(f"{picture.get_absolute_url()}edit/").status_code == 200
    assert picture.title.split()[0] in elsewhere.get("/gallery/mine/").content.decode()
