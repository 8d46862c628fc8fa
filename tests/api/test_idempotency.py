"""A request that is sent twice under one key does its work once."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from pytest_django import Settings

from imagetransfer.api.models import Answer
from imagetransfer.jobs.models import Job
from tests.api.makers import STYLE, bearer, picture_file, picture_text, post, post_form, problem

pytestmark = pytest.mark.django_db

KEY = {"Idempotency-Key": "monday-1"}


def test_the_second_answer_is_the_first_one() -> None:
    first, second = [post_form("stylizations", {"style": STYLE, "picture": picture_file()}, KEY) for _ in range(2)]

    assert Job.objects.count() == 1
    assert (second.status_code, second.json()) == (first.status_code, first.json())
    assert second.headers["Location"] == first.headers["Location"]
    assert second.headers["Idempotency-Replayed"] == "true"


def test_a_key_is_not_for_two_different_requests() -> None:
    post_form("stylizations", {"style": STYLE, "picture": picture_file()}, KEY)

    answer = post_form("stylizations", {"style": STYLE, "picture": picture_file(80, 40)}, KEY)

    assert problem(answer) == (422, "key_reused")
    assert Job.objects.count() == 1


def test_two_clients_may_choose_the_same_key() -> None:
    for headers in (bearer(), bearer()):
        assert post("uploads", {"picture": picture_text()}, headers | KEY).status_code == 201

    assert Answer.objects.count() == 2


def test_a_request_that_came_to_nothing_may_be_tried_again(settings: Settings) -> None:
    settings.QUEUE_LIMIT = 0
    full = post("stylizations", {"style": STYLE, "picture": picture_text()}, KEY)
    settings.QUEUE_LIMIT = 1

    again = post("stylizations", {"style": STYLE, "picture": picture_text()}, KEY)

    assert (full.status_code, again.status_code) == (503, 202)


def test_while_the_first_request_is_worked_on_the_second_is_asked_to_wait() -> None:
    post("uploads", {"picture": picture_text()}, KEY)
    Answer.objects.update(status=None)

    answer = post("uploads", {"picture": picture_text()}, KEY)

    assert problem(answer) == (409, "key_in_use")
    assert answer.headers["Retry-After"] == "2"


def test_a_request_whose_process_died_does_not_keep_its_key_for_ever() -> None:
    post("uploads", {"picture": picture_text()}, KEY)
    Answer.objects.update(status=None, created=timezone.now() - timedelta(minutes=4))

    assert post("uploads", {"picture": picture_text()}, KEY).status_code == 201


def test_answers_are_forgotten_after_a_day() -> None:
    post("uploads", {"picture": picture_text()}, KEY)
    Answer.objects.update(created=timezone.now() - timedelta(hours=25))

    assert "Idempotency-Replayed" not in post("uploads", {"picture": picture_text()}, KEY).headers


def test_answers_with_their_secrets_go_after_a_day_though_no_other_request_comes() -> None:
    post("uploads", {"picture": picture_text()}, KEY)
    call_command("sweep", "--once")
    assert Answer.objects.exists()
    Answer.objects.update(created=timezone.now() - timedelta(hours=25))

    call_command("sweep", "--once")

    assert not Answer.objects.exists()


@pytest.mark.parametrize("key", ["", "two words", "x" * 256, "ключ".encode().decode("latin-1")])
def test_a_key_that_is_none_is_refused(key: str) -> None:
    assert problem(post("uploads", {"picture": picture_text()}, {"Idempotency-Key": key})) == (400, "invalid")
