"""One client's limits hold for the pages' forms as for the API, together."""

from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from imagetransfer.jobs.models import Job
from tests.api.makers import STYLE, get, picture_text, post, problem
from tests.jobs.makers import photo

pytestmark = pytest.mark.django_db


def upload(name: str = "a.jpg") -> BytesIO:
    file = BytesIO(photo().data)
    file.name = name
    return file


def send_draft(client: Client) -> Any:
    return client.post("/custom/", {"content": upload(), "style": upload(), "algorithm": "photographic"})


def test_pages_and_api_count_for_one_client_together_and_say_the_same(settings: Settings, client: Client) -> None:
    settings.API_JOBS_PER_HOUR = 2
    assert send_draft(client).status_code == 302
    assert post("stylizations", {"style": STYLE, "picture": picture_text()}).status_code == 202

    page = send_draft(client)
    answer = post("stylizations", {"style": STYLE, "picture": picture_text()})

    sentence = "This was too much at once; please try again in 60 minutes."
    assert page.status_code == 429
    assert sentence in page.content.decode()
    assert problem(answer) == (429, "too_many_requests")
    assert answer.json()["detail"] == sentence
    for told in (page, answer):
        assert 3598 <= int(told.headers["Retry-After"]) <= 3601
    assert Job.objects.count() == 2


def test_pictures_as_styles_are_a_quarter_of_all(settings: Settings, client: Client) -> None:
    settings.API_JOBS_PER_HOUR = 8
    answers = [client.post("/online/", {"own_picture": upload(), "picture": upload()}) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert client.post("/online/", {"style": STYLE, "picture": upload()}).status_code == 302


def test_copies_of_a_job_count_as_its_pictures_did(settings: Settings, client: Client) -> None:
    settings.API_JOBS_PER_HOUR = 3
    page = send_draft(client).headers["Location"]

    answers = [client.post(f"{page}again/").status_code for _ in range(4)]

    assert answers == [302, 302, 429, 429]
    assert Job.objects.count() == 3


def test_the_forms_of_another_client_go_on(settings: Settings) -> None:
    settings.API_JOBS_PER_HOUR = 1

    for address in ("198.51.100.1", "198.51.100.2"):
        assert send_draft(Client(REMOTE_ADDR=address)).status_code == 302
    assert send_draft(Client(REMOTE_ADDR="198.51.100.1")).status_code == 429


@pytest.mark.parametrize("address", ["/jobs/delete/", "/gallery/selection.zip", "/mail/stop/x/"])
def test_every_form_has_a_limit(address: str, settings: Settings, client: Client) -> None:
    settings.API_REQUESTS_PER_MINUTE = 1

    assert client.post(address).status_code != 429
    assert client.post(address).status_code == 429
    assert client.get("/jobs/").status_code == 200


def test_playing_with_a_picture_has_more_room_than_uploading(settings: Settings, client: Client) -> None:
    settings.API_JOBS_PER_HOUR = 2
    settings.QUEUE_LIMIT = 100
    first = client.post("/online/", {"style": STYLE, "picture": upload()})
    photo_of = first.headers["Location"].strip("/").split("/")[-1]

    answers = [client.post("/online/", {"style": STYLE, "photo": photo_of}).status_code for _ in range(11)]

    assert answers == [302] * 10 + [429]


@pytest.mark.parametrize("address", ["/admin/login/", "/gallery/account/login/"])
def test_passwords_are_not_guessed_by_the_thousand(address: str, settings: Settings, client: Client) -> None:
    settings.ACCOUNTS = True
    User.objects.create_superuser("root", password="correct horse")
    guesses = [client.post(address, {"username": "root", "password": "wrong"}).status_code for _ in range(10)]

    answer = client.post(address, {"username": "root", "password": "correct horse"})

    assert guesses == [200] * 10
    assert answer.status_code == 429
    assert "please try again in" in answer.content.decode()
    assert "sessionid" not in client.cookies


def test_a_page_of_another_site_uses_up_nobodys_limit(settings: Settings) -> None:
    settings.API_REQUESTS_PER_MINUTE = 1
    browser = Client(enforce_csrf_checks=True)

    assert [browser.post("/jobs/delete/").status_code for _ in range(3)] == [403] * 3
    assert Client().post("/jobs/delete/").status_code == 302


def test_health_is_told_whatever_was_asked_before(settings: Settings) -> None:
    settings.API_REQUESTS_PER_MINUTE = 1

    answers = [get("health") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert "RateLimit" not in answers[0].headers
