"""Two kinds of access: the link to look at and download, and the owner's rights."""

import re
from io import BytesIO
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission, User
from django.core import signing
from django.core.files.base import ContentFile
from django.test import Client
from pytest_django import Settings

from algorithms.styles.catalogue import styles
from imagetransfer.gallery.models import Picture
from imagetransfer.jobs import my_jobs
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.owners import job_secret, owners_path
from imagetransfer.jobs.work import job_claim_next, job_report_progress
from tests.gallery.makers import painted
from tests.jobs.makers import content_of, draft, fetch_status, own, photo, queued_job, waiting_custom_job

pytestmark = pytest.mark.django_db

SENTENCE = "Only whoever made this picture can do that."
STYLE = styles()[0].slug
WORDS = {"title": "Mine now", "licence": "cc0", "with_photo": "on"}


def with_everything(state: str = Job.State.DONE, kind: str = Job.Kind.CUSTOM) -> Job:
    """Return a job that has every file there can be."""
    job = painted(state, kind=kind, algorithm="gatys" if kind == Job.Kind.CUSTOM else "fast")
    for name in ("style", "content_mask", "style_mask", "content_regions", "style_regions"):
        getattr(job, name).save(f"uploads/{job.pk}-{name}.jpg", ContentFile(photo().data), save=False)
    job.save()
    return job


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("get", "/jobs/{}/status/"),
        ("get", "/jobs/{}/photo"),
        ("get", "/jobs/{}/style"),
        ("get", "/jobs/{}/content-regions.png"),
        ("get", "/jobs/{}/style-regions.png"),
        ("post", "/jobs/{}/cancel/"),
        ("get", "/jobs/{}/delete/"),
        ("post", "/jobs/{}/delete/"),
        ("get", "/gallery/share/{}/"),
        ("post", "/gallery/share/{}/"),
        ("post", "/custom/{}/again/"),
        ("get", "/custom/{}/"),
        ("post", "/custom/{}/"),
        ("get", "/custom/{}/regions/"),
    ],
)
@pytest.mark.parametrize("state", [Job.State.DRAFT, Job.State.QUEUED, Job.State.DONE])
def test_who_has_only_the_link_is_refused_in_a_sentence(method: str, address: str, state: str, client: Client) -> None:
    job = with_everything(state)
    own(client, painted())  # owning one job gives no rights over another

    answer = getattr(client, method)(address.format(job.pk), WORDS)

    assert answer.status_code == 403
    assert SENTENCE in answer.content.decode()
    assert (Job.objects.get(pk=job.pk).state, Job.objects.count()) == (state, 2)
    assert not Picture.objects.exists()


def test_other_sites_are_told_where_the_picture_is_how_large_and_in_which_language(client: Client) -> None:
    job = with_everything(kind=Job.Kind.ONLINE)
    Job.objects.update(width=3000, height=2000)

    page = client.get(job.get_absolute_url(), headers={"accept-language": "zh-CN"}).content.decode()

    told = dict(re.findall(r'<meta property="og:([\w:]+)" content="([^"]*)">', page))
    assert told["image"] == f"http://testserver/jobs/{job.pk}/preview"
    assert told["url"] == f"http://testserver/jobs/{job.pk}/"
    assert (told["image:width"], told["image:height"], told["locale"]) == ("768", "512", "zh_CN")


def test_the_link_shows_the_picture_and_nothing_that_changes_or_betrays_anything(client: Client) -> None:
    job = with_everything()
    Job.objects.update(email="ada@example.org")

    page = client.get(job.get_absolute_url()).content.decode()

    for address in ("result.jpg", "result.png", "preview"):
        assert fetch_status(client, f"/jobs/{job.pk}/{address}") == (404 if address == "result.png" else 200)
    assert f'property="og:image" content="http://testserver/jobs/{job.pk}/preview"' in page
    assert 'property="og:title" content="A photo' in page
    for hidden in (
        "<form",
        "/photo",
        "/style",
        "/delete",
        "/share/",
        "/again",
        "photo=",
        job_secret(job),
        "ada@",
        "a…@",
    ):
        assert hidden not in page.partition("<main")[2].partition("</main")[0], hidden


def test_the_link_of_an_online_job_leads_to_the_picker_with_its_choices_and_without_its_photo(client: Client) -> None:
    job = with_everything(kind=Job.Kind.ONLINE)

    page = client.get(job.get_absolute_url()).content.decode()

    assert f'href="/online/?styles={STYLE}:100&amp;strength=100' in page
    assert f"A photo after {styles()[0].title}" in page
    assert "photo=" not in page


def test_a_developing_picture_is_its_owners_because_it_still_looks_like_the_photo(tiny: None) -> None:
    waiting_custom_job()
    claimed = job_claim_next(lane="custom")
    assert claimed is not None
    job_report_progress(claimed, picture=b"almost the photo", progress=0.1, losses=[{"step": 1, "total": 1.0}])
    owner, stranger = Client(), Client()
    own(owner, claimed)
    address = f"/jobs/{claimed.pk}/preview"

    assert stranger.get(address).status_code == 403
    assert "preview" not in stranger.get(claimed.get_absolute_url()).content.decode()
    assert fetch_status(owner, address) == 200
    Job.objects.update(state=Job.State.DONE)
    assert fetch_status(stranger, address) == 200


def test_who_looks_is_told_when_there_is_something_to_see_and_no_earlier(client: Client) -> None:
    job = queued_job()
    seen = client.get(job.get_absolute_url()).context["seen"]
    address = f"/jobs/{job.pk}/shown/"

    assert client.get(f"{address}?seen={seen}").status_code == 204
    Job.objects.update(state=Job.State.DONE)
    news = client.get(f"{address}?seen={seen}").content.decode()
    assert "Download JPEG" in news
    assert "hx-get" not in news


def test_nobody_but_its_owner_looks_at_a_draft(client: Client) -> None:
    job = draft()

    assert client.get(f"/jobs/{job.pk}/shown/").status_code == 403
    assert client.get(job.get_absolute_url(), follow=True).status_code == 403


def test_the_private_link_gives_the_owners_rights_and_leaves_the_address_without_the_secret(client: Client) -> None:
    job = queued_job()
    asked = client.get(owners_path(job))

    assert asked.headers["Location"] == job.get_absolute_url()
    assert job_secret(job) in client.get(job.get_absolute_url()).content.decode()  # to take it to the next device
    assert client.post(f"/jobs/{job.pk}/cancel/").status_code == 302
    assert Job.objects.get().state == Job.State.CANCELLED


@pytest.mark.parametrize("secret", ["", "guessed", "é", "0" * 32])
def test_a_wrong_secret_opens_nothing(secret: str, client: Client) -> None:
    job = queued_job()

    answer = client.get(job.get_absolute_url(), {"secret": secret})

    assert answer.status_code == 403
    assert "This private link is not whole." in answer.content.decode()
    assert client.post(f"/jobs/{job.pk}/cancel/").status_code == 403


def test_the_secret_of_one_job_does_not_open_another(client: Client) -> None:
    job, other = queued_job(), queued_job()

    assert client.get(job.get_absolute_url(), {"secret": job_secret(other)}).status_code == 403


def test_links_that_others_make_a_browser_open_push_out_one_of_its_jobs_at_most(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(my_jobs, "MOST", 3)
    jobs = [own(client, queued_job()) for _ in range(3)]
    for _ in range(3):
        own(client, queued_job())

    listed = client.get("/jobs/").content.decode()

    assert [f"/jobs/{job.pk}/preview" in listed or f"/jobs/{job.pk}/photo" in listed for job in jobs] == [
        True, True, False
    ]  # fmt: skip


def test_a_full_list_fits_into_a_cookie(client: Client) -> None:
    jobs = Job.objects.bulk_create([Job(kind="online", width=1, height=1, state="done") for _ in range(my_jobs.MOST)])
    client.cookies["jobs"] = signing.dumps([job.pk.hex for job in jobs], salt=my_jobs._SALT, compress=True)

    own(client, queued_job())

    assert len(f"{client.cookies['jobs'].output(header='')}") < 4096


def test_what_a_browser_makes_is_its_own_at_once(client: Client) -> None:
    picture, painting = BytesIO(photo().data), BytesIO(photo().data)
    picture.name = painting.name = "photo.jpg"
    settle = client.post("/custom/", {"content": picture, "style": painting, "algorithm": "gatys"}).headers["Location"]
    assert client.get(settle).status_code == 200
    assert Client().get(settle).status_code == 403
    done = own(client, with_everything())

    again = client.post(f"/custom/{done.pk}/again/").headers["Location"]

    assert client.get(again).status_code == 200
    assert Client().get(again).status_code == 403


def test_a_strangers_photo_is_not_painted_again_because_at_strength_0_it_would_come_out_as_it_is(
    client: Client,
) -> None:
    job = queued_job()
    body = {"style": STYLE, "strength": "0", "keep_size": "yes", "photo": str(job.pk)}

    answer = client.post("/online/", body)

    assert answer.status_code == 403
    assert "That photo can be painted again only in the browser that sent it." in answer.content.decode()
    assert str(job.pk) not in client.get(f"/online/?photo={job.pk}").content.decode().partition("<main")[2]
    assert Job.objects.count() == 1
    assert own(client, job)
    assert client.post("/online/", body).status_code == 302
    assert [content_of(one.content) for one in Job.objects.all()] == [content_of(job.content)] * 2


def test_moderators_see_uploads_and_other_staff_does_not() -> None:
    job = with_everything()
    moderator, staff = Client(), Client()
    for browser, name in ((moderator, "moderator"), (staff, "clerk")):
        user = User.objects.create_user(name, is_staff=True)
        if name == "moderator":
            user.user_permissions.add(Permission.objects.get(codename="view_job"))
        browser.force_login(user)

    for address in ("photo", "style", "content-regions.png"):
        assert fetch_status(moderator, f"/jobs/{job.pk}/{address}") == 200
        assert staff.get(f"/jobs/{job.pk}/{address}").status_code == 403
    assert moderator.post(f"/jobs/{job.pk}/delete/").status_code == 403  # that is for the admin, which keeps a record


def test_a_job_that_is_not_there_is_not_found_rather_than_forbidden(client: Client) -> None:
    for address in ("jobs/{}/shown/", "jobs/{}/delete/", "custom/{}/", "gallery/share/{}/"):
        assert client.get(f"/{address.format(uuid4())}").status_code == 404


@pytest.mark.parametrize("is_secure", [True, False])
def test_the_list_of_jobs_travels_as_safely_as_a_session(is_secure: bool, settings: Settings, client: Client) -> None:
    settings.SESSION_COOKIE_SECURE = is_secure

    own(client, queued_job())

    cookie = client.cookies["jobs"]
    assert (bool(cookie["secure"]), cookie["httponly"], cookie["samesite"]) == (is_secure, True, "Lax")
