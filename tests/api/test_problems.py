"""Errors as problem details, whatever went wrong."""

import pytest
from django.test import Client

from imagetransfer.api import styles
from imagetransfer.api.problems import KINDS
from tests.api.makers import get, post, problem


@pytest.mark.parametrize("path", ["", "nothing", "styles/", "jobs/not-a-uuid", "../v1/x"])
def test_an_address_that_nothing_lives_at_is_not_found(path: str) -> None:
    assert problem(get(path)) == (404, "not_found")
    assert problem(post(path, {})) == (404, "not_found")


def test_a_method_that_an_address_does_not_know_is_told_with_those_that_it_does() -> None:
    answer = Client().delete("/api/v1/styles")

    assert problem(answer) == (405, "method_not_allowed")
    assert answer.headers["Allow"] == "GET, HEAD"


def test_a_body_of_another_media_type_is_refused() -> None:
    assert problem(Client().post("/api/v1/uploads", "a=b", "text/plain")) == (415, "media_type_unknown")


def test_a_fault_of_ours_is_logged_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise RuntimeError("a secret of the machine room")

    monkeypatch.setattr(styles, "styles", fail)

    answer = get("styles")

    assert problem(answer) == (500, "internal")
    assert "machine room" not in answer.content.decode()
    assert "machine room" in caplog.text


def test_the_guide_explains_every_code() -> None:
    page = Client().get("/api/").content.decode()

    for code in KINDS:
        assert f'id="{code}"' in page


def test_a_query_parameter_that_nobody_reads_is_told() -> None:
    answer = get("styles?kind=photographic")

    assert problem(answer) == (400, "invalid")
    assert "'kind'" in answer.json()["detail"]
