"""Tokens: made and revoked by a command, told once, limited to their scopes."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from imagetransfer.api.models import Token
from imagetransfer.jobs.models import Job
from tests.api.makers import STYLE, bearer, get, picture_text, post, problem

pytestmark = pytest.mark.django_db


def api_token(*arguments: Any) -> str:
    out = StringIO()
    call_command("api_token", *arguments, stdout=out)
    return out.getvalue().strip()


def test_a_new_token_works_and_only_its_hash_is_kept() -> None:
    secret = api_token("create", "holiday script")

    assert get("jobs", {"Authorization": f"Bearer {secret}"}).status_code == 200
    (token,) = Token.objects.all()
    assert secret not in str(vars(token))
    assert token.last_used is not None


def test_a_revoked_token_opens_nothing_any_more() -> None:
    secret = api_token("create", "holiday script")
    api_token("revoke", Token.objects.get().pk)

    answer = get("styles", {"Authorization": f"Bearer {secret}"})

    assert problem(answer) == (401, "token_invalid")
    assert "revoked" in api_token("list")


def test_revoking_a_token_that_there_is_not_says_so() -> None:
    with pytest.raises(CommandError, match="no token number 7"):
        api_token("revoke", 7)


@pytest.mark.parametrize("header", ["Bearer it_guessed", "Bearer", "Basic bWU6bWU=", "Bearer a b", "Bearer \xff"])
def test_what_is_no_token_is_refused_and_not_ignored(header: str) -> None:
    answer = get("styles", {"Authorization": header})

    assert problem(answer) == (401, "token_invalid")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_token_does_only_what_its_scopes_allow() -> None:
    reader = bearer("read")

    answer = post("stylizations", {"style": STYLE, "picture": picture_text()}, reader)

    assert problem(answer) == (403, "scope_missing")
    assert "'write'" in answer.json()["detail"]
    assert not Job.objects.exists()


def test_jobs_of_a_token_carry_neither_its_secret_nor_its_address() -> None:
    post("stylizations", {"style": STYLE, "picture": picture_text()}, bearer())

    assert Job.objects.get().client == Token.objects.get().client


def test_a_reading_token_deletes_nothing() -> None:
    job = post("stylizations", {"style": STYLE, "picture": picture_text()}).json()["id"]

    assert problem(Client().delete(f"/api/v1/jobs/{job}", headers=bearer("read"))) == (403, "scope_missing")
    assert Job.objects.exists()
