"""The guided form over HTTP, as a browser without JavaScript uses it."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from PIL import Image
from pytest_django import Settings

from algorithms.gatys.options import PaintOptions
from imagetransfer.jobs.custom_algorithms import ALGORITHMS
from imagetransfer.jobs.models import Job
from imagetransfer.outbox.addresses import mailbox_block, mailbox_of
from imagetransfer.outbox.models import Mail
from tests.jobs.makers import content_of, photo

pytestmark = pytest.mark.django_db


def upload(name: str, width: int, height: int) -> BytesIO:
    file = BytesIO(photo(width, height).data)
    file.name = name
    return file


def send_pictures(client: Client, **changes: object) -> Any:
    pictures = {"content": upload("a.jpg", 60, 40), "style": upload("b.jpg", 30, 30), "algorithm": "gatys"}
    return client.post("/custom/", pictures | changes)


@pytest.fixture
def draft_page(client: Client) -> str:
    page: str = send_pictures(client).headers["Location"]
    return page


def start(client: Client, page: str, **changes: object) -> Any:
    """Send the settings as the page shows them, with some changes."""
    form = client.get(page).context["form"]
    values = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in (values | changes).items() if value is not None and value is not False}
    return client.post(page, sent)


def test_two_pictures_become_a_draft_with_a_page_for_its_settings(client: Client) -> None:
    response = send_pictures(client)

    job = Job.objects.get()
    assert response.headers["Location"] == f"/custom/{job.pk}/"
    assert (job.state, job.width, job.height) == ("draft", 60, 40)
    assert content_of(job.style)


@pytest.mark.parametrize(
    ("changes", "status", "sentence"),
    [
        ({"content": ""}, 400, "Please choose the photo to change."),
        ({"style": ""}, 400, "Please choose the picture to take the style from."),
        ({"style": BytesIO(b"no picture at all")}, 415, "This is not a picture we can read"),
        ({"algorithm": "magic"}, 400, "This way is not offered."),
    ],
)
def test_what_is_missing_or_wrong_is_said_beside_its_field(
    changes: dict[str, object], status: int, sentence: str, client: Client
) -> None:
    response = send_pictures(client, **changes)

    assert response.status_code == status
    assert sentence in response.content.decode()
    assert not Job.objects.filter(kind="custom").exists()


def test_brushwork_is_proposed(client: Client) -> None:
    page = client.get("/custom/").content.decode()

    assert '<input type="radio" name="algorithm" value="neighbours" required checked>' in page
    assert page.count("required checked") == 1


def test_the_settings_begin_with_the_defaults_of_the_algorithm(client: Client, draft_page: str) -> None:
    form = client.get(draft_page).context["form"]

    defaults = PaintOptions()
    assert form["steps"].value() == defaults.steps
    assert form["colours"].value() == defaults.colours
    shown_or_folded = {field.name for field in (*form.shown(), *form.folded())}
    assert {"size", "steps", "style_weight", "seed", "optimiser", "clip"} <= shown_or_folded


def test_unchanged_settings_start_the_job_with_the_defaults_and_lead_to_its_page(
    client: Client, draft_page: str
) -> None:
    response = start(client, draft_page, email="ada@example.org")

    job = Job.objects.get()
    assert response.headers["Location"] == f"/jobs/{job.pk}/"
    assert (job.state, job.email, job.language) == ("queued", "ada@example.org", "en")
    assert ALGORITHMS["gatys"].read_options(job.parameters["options"]) == PaintOptions()
    assert Mail.objects.get().kind == "received"


def test_changed_settings_are_kept_and_offered_again(client: Client, draft_page: str) -> None:
    start(client, draft_page, steps="7", size="256", language="zh-hans", clip=False)
    job = Job.objects.get()
    assert (job.parameters["size"], job.parameters["options"]["steps"], job.language) == (256, 7, "zh-hans")
    assert job.parameters["options"]["clip"] is False

    copy_page = client.post(f"/custom/{job.pk}/again/").headers["Location"]

    form = client.get(copy_page).context["form"]
    assert (form["steps"].value(), form["size"].value(), form["clip"].value()) == (7, 256, False)
    assert Job.objects.filter(state="draft").count() == 1


def test_a_link_with_settings_fills_them_in(client: Client) -> None:
    link = "/custom/?algorithm=gatys&size=384&steps=77&clip=&email=eve@example.org"
    assert "/custom/?algorithm=gatys&amp;size=384" in client.get(link).content.decode()
    pictures = {"content": upload("a.jpg", 60, 40), "style": upload("b.jpg", 30, 30), "algorithm": "gatys"}

    page = client.post(link, pictures).headers["Location"]

    form = client.get(page).context["form"]
    assert (form["size"].value(), form["steps"].value(), form["email"].value()) == ("384", "77", "")
    start(client, page)
    job = Job.objects.get()
    assert (job.parameters["size"], job.parameters["options"]["steps"]) == (384, 77)
    assert job.parameters["options"]["clip"] is False


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"steps": "0"}, "greater than or equal to 1"),
        ({"steps": "100000"}, "less than or equal to 1000"),
        ({"steps": "3", "scales": "4"}, "3 steps are too few for 4 scales"),
        ({"email": "ada at example"}, "This is not an email address."),
        ({"email": "ada@example.org\nBcc: eve@example.org"}, "This is not an email address."),
        ({"size": "4096"}, "4096"),
    ],
)
def test_settings_that_cannot_be_used_are_said_and_nothing_starts(
    changes: dict[str, str], sentence: str, client: Client, draft_page: str
) -> None:
    response = start(client, draft_page, **changes)

    assert response.status_code == 400
    assert sentence in response.content.decode()
    assert Job.objects.get().state == "draft"


def test_a_blocked_address_is_said_beside_it(client: Client, draft_page: str) -> None:
    mailbox_block(mailbox_of("ada@example.org"))

    response = start(client, draft_page, email="ada@example.org")

    assert response.status_code == 400
    assert "does not want mail from us" in response.content.decode()


@pytest.mark.parametrize(
    ("limit", "status", "sentence"),
    [("CLIENT_QUEUE_LIMIT", 429, "pictures waiting already"), ("QUEUE_LIMIT", 503, "Please try again in")],
)
def test_too_many_jobs_are_turned_away_and_the_draft_stays(
    limit: str, status: int, sentence: str, client: Client, settings: Settings, draft_page: str
) -> None:
    setattr(settings, limit, 1)
    start(client, draft_page)
    second = send_pictures(client).headers["Location"]

    response = start(client, second)

    assert response.status_code == status
    assert sentence in response.content.decode()
    assert Job.objects.filter(state="draft").count() == 1


def test_a_started_job_has_no_settings_page_any_more(client: Client, draft_page: str) -> None:
    start(client, draft_page)

    assert client.get(draft_page).headers["Location"] == Job.objects.get().get_absolute_url()


def test_a_drafts_link_leads_to_its_settings(client: Client, draft_page: str) -> None:
    assert client.get(Job.objects.get().get_absolute_url()).headers["Location"] == draft_page


def test_the_browser_finds_its_jobs_again_and_another_one_does_not(client: Client, draft_page: str) -> None:
    start(client, draft_page)
    link = Job.objects.get().get_absolute_url()

    assert link in client.get("/jobs/").content.decode()
    assert link not in Client().get("/jobs/").content.decode()


def test_a_forged_list_is_empty(client: Client, draft_page: str) -> None:
    start(client, draft_page)
    client.cookies["jobs"] = "x" + client.cookies["jobs"].value

    assert Job.objects.get().get_absolute_url() not in client.get("/jobs/").content.decode()


def test_chinese_browsers_are_offered_chinese_mails(client: Client, draft_page: str) -> None:
    page = client.get(draft_page, headers={"Accept-Language": "zh-CN,zh;q=0.9"})

    assert page.context["form"]["language"].value() == "zh-hans"


@pytest.fixture
def photo_page(client: Client) -> str:
    page: str = send_pictures(client, algorithm="photographic").headers["Location"]
    return page


def mask(width: int = 60, height: int = 40) -> BytesIO:
    file = BytesIO()
    Image.new("RGB", (width, height), "red").save(file, "PNG")
    file.seek(0)
    file.name = "mask.png"
    return file


def test_a_pair_of_masks_is_kept_as_it_is(client: Client, photo_page: str) -> None:
    start(client, photo_page, masks="own", content_mask=mask(), style_mask=mask(30, 30))

    job = Job.objects.get()
    assert (job.state, job.parameters["masks"]) == ("queued", "own")
    with Image.open(BytesIO(content_of(job.content_mask))) as stored:
        assert (stored.format, stored.getpixel((0, 0))) == ("PNG", (255, 0, 0))


@pytest.mark.parametrize(
    ("masks", "sentence"),
    [
        ({}, "Please give two masks"),
        ({"content_mask": (60, 40)}, "Please give two masks"),
        ({"content_mask": (60, 60), "style_mask": (30, 30)}, "another shape than your photo"),
        ({"content_mask": (60, 40), "style_mask": (60, 30)}, "another shape than your style picture"),
    ],
)
def test_masks_that_do_not_fit_are_said(
    masks: dict[str, tuple[int, int]], sentence: str, client: Client, photo_page: str
) -> None:
    files = {name: mask(*size) for name, size in masks.items()}

    response = start(client, photo_page, masks="own", **files)

    assert response.status_code == 400
    assert sentence in response.content.decode()
    assert Job.objects.get().state == "draft"


def test_good_masks_stay_when_something_else_is_refused(client: Client, photo_page: str) -> None:
    masks = {"content_mask": mask(), "style_mask": mask(30, 30)}
    refused = start(client, photo_page, masks="own", email="ada at example", **masks)
    started = start(client, photo_page, masks="own")

    assert (refused.status_code, started.status_code) == (400, 302)
    job = Job.objects.get()
    assert job.state == "queued"
    assert content_of(job.content_mask)
    assert content_of(job.style_mask)


def test_one_good_mask_of_two_stays(client: Client, photo_page: str) -> None:
    start(client, photo_page, masks="own", content_mask=mask(60, 60), style_mask=mask(30, 30))

    assert start(client, photo_page, masks="own", content_mask=mask()).status_code == 302


def test_the_page_asks_until_the_regions_are_there(client: Client, photo_page: str) -> None:
    waiting = client.get(f"{photo_page}regions/")
    Job.objects.update(regions=[{"name": "sky", "colour": "#5aaaff"}])
    there = client.get(f"{photo_page}regions/")

    assert (waiting.status_code, there.status_code) == (200, 286)
    assert "sky" in there.content.decode()
