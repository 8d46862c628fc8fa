"""Limits for each client, and the headers that tell of them."""

import pytest
from django.test import Client
from pytest_django import Settings

from tests.api.makers import STYLE, bearer, get, picture_text, post, problem

pytestmark = pytest.mark.django_db


def test_every_answer_says_what_is_left(settings: Settings) -> None:
    settings.API_REQUESTS_PER_MINUTE = 5

    answers = [get("styles") for _ in range(2)]

    assert answers[0].headers["RateLimit-Policy"] == '"requests";q=5;w=60'
    assert [answer.headers["RateLimit"].split(";")[1] for answer in answers] == ["r=4", "r=3"]


def test_who_asks_too_much_is_told_when_to_come_back(settings: Settings) -> None:
    settings.API_REQUESTS_PER_MINUTE = 1
    get("styles")

    answer = get("styles")

    assert problem(answer) == (429, "too_many_requests")
    assert 1 <= int(answer.headers["Retry-After"]) <= 61
    assert answer.headers["RateLimit"].startswith('"requests";r=0;')


def test_each_client_has_its_own_limit(settings: Settings) -> None:
    settings.API_REQUESTS_PER_MINUTE = 1
    get("styles")

    assert get("styles", bearer()).status_code == 200
    assert Client(REMOTE_ADDR="203.0.113.7").get("/api/v1/styles").status_code == 200


def test_an_address_that_the_client_claims_to_have_changes_nothing(settings: Settings) -> None:
    settings.API_REQUESTS_PER_MINUTE = 1
    get("styles")

    assert problem(get("styles", {"X-Forwarded-For": "203.0.113.7"})) == (429, "too_many_requests")


def test_jobs_have_a_limit_of_their_own_which_is_larger_with_a_token(settings: Settings) -> None:
    settings.API_JOBS_PER_HOUR, settings.API_TOKEN_JOBS_PER_HOUR = 1, 2
    body = {"style": STYLE, "picture": picture_text()}
    headers = bearer()

    anonymous = [post("stylizations", body).status_code for _ in range(2)]
    with_token = [post("stylizations", body, headers).status_code for _ in range(3)]

    assert anonymous == [202, 429]
    assert with_token == [202, 202, 429]
    assert get("styles").status_code == 200
    assert (get("limits").json()["jobs_per_hour"], get("limits", headers).json()["jobs_per_hour"]) == (1, 2)
