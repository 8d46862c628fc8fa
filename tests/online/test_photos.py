"""A chosen photo over the site's addresses: whose it is, what it costs, and that nothing of it is shown to others."""

import pytest
from django.test import Client
from pytest_django import Settings

from algorithms.styles.catalogue import styles, styles_of
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.photo_work import photo_run
from imagetransfer.jobs.work import job_claim_next
from tests.jobs.makers import fetch_status
from tests.online.test_views import photo

pytestmark = pytest.mark.django_db

STYLE, OTHER = (style.slug for style in styles_of("painting")[:2])
AS_SCRIPT = {"accept": "application/json"}


def chosen(client: Client, **more: object) -> Job:
    answer = client.post("/online/photos/", {"picture": photo()} | more, headers=AS_SCRIPT)
    return Job.objects.get(pk=answer.json()["photo"])


def work(*slugs: str) -> None:
    row = Job.objects.get(wall=[])
    row.parameters["wall"] = list(slugs)  # all of them would take long
    row.save()
    job = job_claim_next(lane=Job.Lane.PREVIEW)
    assert job is not None
    photo_run(job)


def test_a_chosen_photo_is_to_be_shown_in_every_style(client: Client) -> None:
    job = chosen(client)

    assert (job.kind, job.state, job.lane) == ("photo", "queued", "preview")
    assert job.parameters["wall"] == [style.slug for style in styles()]
    assert client.get("/jobs/").content.decode().count("<figure") == 0


def test_an_example_needs_no_upload_and_an_unknown_one_is_refused(client: Client) -> None:
    assert client.post("/online/photos/", {"example": "cat"}, headers=AS_SCRIPT).json()["width"] == 451
    assert client.post("/online/photos/", {"example": "../../settings"}, headers=AS_SCRIPT).status_code == 400


def test_without_a_script_the_photo_leads_to_the_picker_with_what_was_picked(client: Client) -> None:
    answer = client.post("/online/photos/", {"picture": photo(), "style": [STYLE, OTHER]})

    job = Job.objects.get()
    assert answer.headers["Location"] == f"/online/?photo={job.pk}&styles={STYLE}:50,{OTHER}:50"
    page = client.get(answer.headers["Location"]).content.decode()
    assert page.count(" checked") == 2
    assert 'http-equiv="refresh"' in page


def test_the_script_is_told_what_is_there_and_gets_the_sheets(client: Client) -> None:
    job = chosen(client)
    address = f"/online/photos/{job.pk}/"
    assert client.get(address).json() | {"wanted": 0} == {
        "photo": str(job.pk), "address": address, "picture": f"/jobs/{job.pk}/photo", "width": 64, "height": 48,
        "wanted": 0, "slugs": [], "sheets": [], "is_open": True, "message": "",
    }  # fmt: skip
    assert client.get(f"{address}sheet-0.webp").status_code == 404
    work(STYLE)

    told = client.get(address).json()
    assert (told["slugs"], told["sheets"], told["is_open"]) == ([STYLE], [f"{address}sheet-0.webp"], False)
    sheet = client.get(told["sheets"][0])
    assert sheet.headers["Content-Type"] == "image/webp"
    assert b"".join(sheet)[8:12] == b"WEBP"
    page = client.get(f"/online/?photo={job.pk}").content.decode()
    assert f'class="sheet at-0" src="{address}sheet-0.webp"' in page


def test_choices_are_previewed_for_the_script(client: Client) -> None:
    job = chosen(client)
    answer = client.post(f"/online/photos/{job.pk}/tries/", {"style": STYLE, "strength": "80"})
    preview = answer.json()["preview"]
    assert client.get(preview).status_code == 204
    work(STYLE)

    assert fetch_status(client, preview) == 200
    assert client.get(preview.replace("try-", "try-0")).status_code == 422


def test_a_choice_that_cannot_be_is_refused_in_a_sentence(client: Client) -> None:
    job = chosen(client)
    answer = client.post(f"/online/photos/{job.pk}/tries/", {"style": STYLE, "stroke": "20"})

    assert answer.status_code == 400
    assert "The stroke size is a number from 50 to 200." in answer.content.decode()


def test_nothing_of_a_photo_is_anybody_elses(client: Client) -> None:
    job = chosen(client)
    work(STYLE)
    stranger = Client()

    for address in (f"/online/photos/{job.pk}/", f"/online/photos/{job.pk}/sheet-0.webp", f"/jobs/{job.pk}/photo"):
        assert fetch_status(client, address) == 200
        assert stranger.get(address).status_code == 403
    assert stranger.post(f"/online/photos/{job.pk}/tries/", {"style": STYLE}).status_code == 403
    assert stranger.get(f"/jobs/{job.pk}/shown/").status_code == 403
    assert stranger.get(f"/api/v1/jobs/{job.pk}").status_code == 404


def test_the_wall_of_all_styles_counts_as_one_upload(client: Client, settings: Settings) -> None:
    settings.API_JOBS_PER_HOUR = 2
    chosen(client)
    chosen(client)
    refused = client.post("/online/photos/", {"example": "cat"}, headers=AS_SCRIPT)

    assert refused.status_code == 429
    assert Job.objects.count() == 2


def test_a_full_queue_is_told_and_the_photo_comes_with_the_page(client: Client, settings: Settings) -> None:
    settings.QUEUE_LIMIT = 0
    answer = client.post("/online/photos/", {"picture": photo()}, headers=AS_SCRIPT)

    assert answer.status_code == 503
    assert "Many pictures are waiting just now." in answer.content.decode()
    assert f'name="photo" value="{Job.objects.get().pk}"' in answer.content.decode()


def test_a_picture_is_made_of_the_photo_and_deleting_it_deletes_both(client: Client) -> None:
    job = chosen(client)
    client.post("/online/", {"style": STYLE, "photo": job.pk})
    picture = Job.objects.get(kind="online")
    assert (picture.photo, picture.wants_full) == (job, False)
    client.post(f"/jobs/{picture.pk}/delete/")

    assert not Job.objects.exists()


def test_deleting_all_ones_pictures_deletes_the_chosen_photo(client: Client) -> None:
    chosen(client)
    client.post("/jobs/delete/")

    assert not Job.objects.exists()


def test_an_earlier_pictures_photo_is_shown_in_every_style_in_its_own_size(client: Client) -> None:
    client.post("/online/", {"style": STYLE, "picture": photo(384, 288)})
    earlier = Job.objects.get()
    answer = client.post("/online/photos/", {"photo": earlier.pk}, headers=AS_SCRIPT)

    job = Job.objects.get(pk=answer.json()["photo"])
    assert (job.kind, job.parameters["enlarged_from"]) == ("photo", [384, 288])
    assert client.post("/online/photos/", {"photo": job.pk}, headers=AS_SCRIPT).json()["photo"] == str(job.pk)
