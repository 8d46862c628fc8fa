"""Jobs over the API."""

from uuid import uuid4

import pytest
from django.test import Client

from imagetransfer.api.models import Token
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.work import job_fail
from tests.api.makers import STYLE, bearer, done_job, get, picture_text, post, problem, secret_of
from tests.jobs.makers import queued_job, running_job

pytestmark = pytest.mark.django_db


def test_a_waiting_job_tells_how_many_come_before_it() -> None:
    queued_job()
    job = queued_job()

    answer = get(f"jobs/{job.pk}").json()

    assert (answer["state"], answer["ahead"], answer["progress"]) == ("queued", 1, 0.0)
    assert answer["parameters"] == {"style": STYLE}
    assert answer["links"]["page"] == f"http://testserver/jobs/{job.pk}/"


def test_a_failed_job_tells_why() -> None:
    job = running_job()
    job_fail(job, message="Please try a smaller photo.")

    assert get(f"jobs/{job.pk}").json()["message"] == "Please try a smaller photo."


@pytest.mark.parametrize(
    ("link", "media_type", "content"),
    [("preview", "image/jpeg", b"small"), ("result_jpg", "image/jpeg", b"jpeg"), ("result_png", "image/png", b"png")],
)
def test_the_links_of_a_finished_job_lead_to_its_pictures(link: str, media_type: str, content: bytes) -> None:
    links = get(f"jobs/{done_job().pk}").json()["links"]

    answer = Client().get(links[link])
    again = Client().get(links[link], headers={"If-None-Match": answer.headers["ETag"]})

    assert b"".join(answer) == content
    assert answer.headers["Content-Type"] == media_type
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert again.status_code == 304


@pytest.mark.parametrize("name", ["preview.jpg", "result.jpg", "result.png"])
def test_a_picture_that_is_not_finished_is_not_found(name: str) -> None:
    assert problem(get(f"jobs/{queued_job().pk}/{name}")) == (404, "picture_not_ready")


@pytest.mark.parametrize("path", ["", "/preview.jpg"])
def test_no_proxy_may_keep_what_a_job_answers(path: str) -> None:
    assert get(f"jobs/{queued_job().pk}{path}").headers["Cache-Control"] == "private, no-cache"


def test_cancelling_ends_a_job_and_a_finished_one_is_left_alone() -> None:
    job = queued_job()

    first, second = [post(f"jobs/{job.pk}/cancel", {}, secret_of(job)) for _ in range(2)]

    assert (first.status_code, first.json()["state"]) == (200, "cancelled")
    assert problem(second) == (409, "job_finished")


@pytest.mark.parametrize("path", ["", "/preview.jpg", "/result.jpg", "/result.png"])
def test_an_unknown_job_is_not_found(path: str) -> None:
    assert problem(get(f"jobs/{uuid4()}{path}")) == (404, "not_found")


def test_a_program_lists_its_own_jobs_only_newest_first() -> None:
    mine, other = bearer(), bearer()
    made = [post("stylizations", {"style": STYLE, "picture": picture_text()}, mine).json()["id"] for _ in range(2)]
    post("stylizations", {"style": STYLE, "picture": picture_text()}, other)
    post("stylizations", {"style": STYLE, "picture": picture_text()})

    assert [job["id"] for job in get("jobs", mine).json()["results"]] == made[::-1]


def test_nobody_lists_jobs_without_a_token() -> None:
    answer = get("jobs")

    assert problem(answer) == (401, "token_missing")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_list_goes_on_where_it_ended_though_new_jobs_came() -> None:
    headers = bearer()
    client = Token.objects.get().client
    jobs = [done_job(client) for _ in range(5)]

    first = get("jobs?limit=2", headers).json()
    done_job(client)
    second = Client().get(first["next"], headers=headers).json()
    back = Client().get(second["previous"], headers=headers).json()

    pages = [[job["id"] for job in page["results"]] for page in (first, second, back)]
    expected = [str(job.pk) for job in reversed(jobs)]
    assert pages == [expected[:2], expected[2:4], expected[:2]]
    assert Job.objects.count() == 6


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=ten", "cursor=x", "cursor=cD15ZXN0ZXJkYXk="])
def test_a_page_that_there_cannot_be_is_refused(query: str) -> None:
    assert problem(get(f"jobs?{query}", bearer())) == (400, "invalid")


def test_answers_are_for_whoever_asked_only() -> None:
    job = queued_job()

    for path in (f"jobs/{job.pk}", "limits", "nothing-here"):
        directives = get(path).headers["Cache-Control"].split(", ")
        assert "private" in directives
        assert "public" not in directives
