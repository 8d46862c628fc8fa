"""Painting a photo over the API."""

from threading import BoundedSemaphore
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import Settings

from algorithms.styles.catalogue import styles_of
from imagetransfer.api import waiting
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.work import job_claim, job_deliver
from tests.api.makers import STYLE, done_job, picture_file, picture_text, post, post_form, problem, secret_of
from tests.jobs.makers import content_of

pytestmark = pytest.mark.django_db

OTHER = styles_of("painting")[1].slug
LIGHT = styles_of("photographic")[0].slug
USUAL = {"strength": 100, "keep_colours": False, "stroke": 100, "where": "everything"}
SMALL = {"enlarged_from": [64, 48]}  # of the makers' picture


@pytest.mark.parametrize("way", ["form", "json"])
def test_a_style_and_a_picture_become_a_job(way: str) -> None:
    if way == "form":
        answer = post_form("stylizations", {"style": STYLE, "picture": picture_file()})
    else:
        answer = post("stylizations", {"style": STYLE, "picture": picture_text()})

    job = Job.objects.get()
    assert answer.status_code == 202
    assert answer.headers["Location"] == f"http://testserver/api/v1/jobs/{job.pk}"
    assert (job.kind, job.algorithm, job.parameters) == ("online", "fast", {"styles": {STYLE: 100}} | USUAL | SMALL)
    assert (job.width, job.height) == (1024, 768)
    assert answer.json()["state"] == "queued"
    assert answer.json()["links"]["result_jpg"] is None


@pytest.mark.parametrize("way", ["form", "json"])
def test_every_choice_can_be_made(way: str) -> None:
    how = {"strength": 80, "keep_colours": True, "stroke": 150, "where": "not-person"}

    if way == "form":
        answer = post_form("stylizations", {"styles": f"{STYLE}:20,{OTHER}:60", "picture": picture_file()} | how)
    else:
        answer = post("stylizations", {"styles": {STYLE: 20, OTHER: 60}, "picture": picture_text()} | how)

    assert answer.json()["parameters"] == {"styles": {OTHER: 60, STYLE: 20}} | how | SMALL


def test_a_mix_that_cannot_be_read_is_told_plainly() -> None:
    answer = post_form("stylizations", {"styles": f"{STYLE}:much", "picture": picture_file()})

    assert answer.json()["errors"] == [
        {"field": "styles", "detail": f"The weight of {STYLE} is 'much'; give 1 to 100."}
    ]


@pytest.mark.parametrize(
    ("photo", "wish", "size"),
    [
        ((300, 150), {}, (1024, 512)),
        ((300, 150), {"keep_size": True}, (300, 150)),
        ((300, 150), {"size": 100}, (100, 50)),
        ((80, 40), {"size": 100}, (100, 50)),
        ((80, 40), {"size": 100, "keep_size": True}, (80, 40)),
        ((300, 150), {"size": 2000}, (1024, 512)),
        ((1200, 600), {"size": 2000}, (1200, 600)),
        ((1200, 600), {"size": 1100}, (1100, 550)),
    ],
    ids=str,
)
def test_the_result_is_as_large_as_the_photo_or_legible_and_never_larger_than_asked(
    photo: tuple[int, int], wish: dict[str, Any], size: tuple[int, int]
) -> None:
    job = post_form("stylizations", {"style": STYLE, "picture": picture_file(*photo)} | wish).json()

    assert (job["width"], job["height"]) == size


def test_the_photo_of_an_earlier_job_needs_no_upload() -> None:
    earlier = done_job()

    job = post("stylizations", {"style": STYLE, "job": str(earlier.pk), "keep_size": True}, secret_of(earlier)).json()

    assert content_of(Job.objects.get(pk=job["id"]).content) == content_of(earlier.content)


def test_the_photo_of_a_job_that_is_gone_is_asked_for_again() -> None:
    assert problem(post("stylizations", {"style": STYLE, "job": str(uuid4())})) == (404, "photo_gone")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"style": STYLE}, ""),
        ({"style": "no-such-style", "upload": str(uuid4())}, "style"),
        ({"upload": str(uuid4())}, ""),
        ({"style": STYLE, "upload": "not-a-uuid"}, "upload"),
        ({"style": STYLE, "upload": str(uuid4()), "stile": "x"}, "stile"),
        ({"styles": {STYLE: 60, "no-such-style": 40}, "upload": str(uuid4())}, "styles"),
        ({"styles": {STYLE: 101}, "upload": str(uuid4())}, "styles"),
        ({"styles": {STYLE: "60"}, "upload": str(uuid4())}, "styles"),
        ({"styles": {STYLE: True}, "upload": str(uuid4())}, "styles"),
        ({"styles": {}, "upload": str(uuid4())}, "styles"),
        ({"styles": {STYLE: 50, LIGHT: 50}, "upload": str(uuid4())}, "styles"),
        ({"styles": f"{STYLE}:60", "upload": str(uuid4())}, "styles"),
        ({"style": STYLE, "styles": {STYLE: 60}, "upload": str(uuid4())}, "styles"),
        ({"style": STYLE, "strength": 101, "upload": str(uuid4())}, "strength"),
        ({"style": STYLE, "stroke": 20, "upload": str(uuid4())}, "stroke"),
        ({"style": STYLE, "keep_colours": 1, "upload": str(uuid4())}, "keep_colours"),
        ({"style": STYLE, "size": 10, "upload": str(uuid4())}, "size"),
        ({"style": 7, "upload": str(uuid4())}, "style"),
        ([], ""),
    ],
)
def test_each_wrong_field_is_named(body: Any, field: str) -> None:
    answer = post("stylizations", body)

    assert problem(answer) == (400, "invalid")
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_an_empty_field_of_a_form_is_named() -> None:
    answer = post_form("stylizations", {"style": STYLE, "picture": picture_file(), "job": ""})

    assert answer.json()["errors"] == [{"field": "job", "detail": "This is empty; leave the field out, or fill it in."}]


def test_a_body_that_is_no_json_is_said_to_be_unreadable() -> None:
    answer = Client().post("/api/v1/stylizations", "{", "application/json")

    assert problem(answer) == (400, "malformed")


def test_a_full_queue_is_answered_with_503_and_when_to_come_back(settings: Settings) -> None:
    settings.QUEUE_LIMIT = 0

    answer = post_form("stylizations", {"style": STYLE, "picture": picture_file()})

    assert problem(answer) == (503, "queue_full")
    assert answer.headers["Retry-After"] in answer.json()["detail"]


def test_nobody_waits_without_asking_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("imagetransfer.api.waiting.time.sleep", lambda _: pytest.fail("it waited"))

    assert post("stylizations", {"style": STYLE, "picture": picture_text()}).status_code == 202


@pytest.fixture
def painter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every pause of a waiting request paint what waits."""

    def paint(_: float) -> None:
        for job in Job.objects.filter(state=Job.State.QUEUED):
            claimed = job_claim(pk=job.pk, lane=job.lane)
            assert claimed
            job_deliver(claimed, preview=b"small", result=(b"jpeg", b"png"))

    monkeypatch.setattr("imagetransfer.api.waiting.time.sleep", paint)


@pytest.mark.usefixtures("painter")
@pytest.mark.parametrize("header", ["wait=5", "respond-async, wait=5", 'WAIT="5"'])
def test_who_prefers_to_wait_gets_the_finished_job(header: str) -> None:
    answer = post("stylizations", {"style": STYLE, "picture": picture_text()}, {"Prefer": header})

    assert (answer.status_code, answer.json()["state"]) == (201, "done")
    assert answer.json()["links"]["cancel"] is None


def test_nobody_waits_longer_than_the_setting(settings: Settings) -> None:
    settings.API_WAIT_SECONDS = 0

    answer = post("stylizations", {"style": STYLE, "picture": picture_text()}, {"Prefer": "wait=600"})

    assert answer.status_code == 202


@pytest.mark.usefixtures("painter")
def test_when_too_many_wait_already_the_answer_comes_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    places = BoundedSemaphore(1)
    places.acquire()
    monkeypatch.setattr(waiting, "_places", places)

    answer = post("stylizations", {"style": STYLE, "picture": picture_text()}, {"Prefer": "wait=5"})

    assert answer.status_code == 202
