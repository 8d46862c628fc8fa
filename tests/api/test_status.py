"""Limits, health, and who may call from other pages."""

import shutil
from types import SimpleNamespace

import pytest
from django.db import DatabaseError
from django.test import Client
from pytest_django import Settings

from imagetransfer.api import status
from tests.api.makers import get, problem
from tests.jobs.makers import queued_job


@pytest.mark.django_db
def test_health_tells_how_many_jobs_wait() -> None:
    queued_job()

    waiting = {"preview": 1, "full_size": 0, "custom": 0, "regions": 0}
    assert get("health").json() == {"status": "ok", "waiting": waiting}


@pytest.mark.django_db
def test_without_its_database_the_service_is_not_well(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(lane: str) -> int:
        raise DatabaseError

    monkeypatch.setattr(status, "jobs_waiting", fail)
    monkeypatch.setattr("imagetransfer.api.status.connection.close", lambda: None)

    assert problem(get("health")) == (503, "unhealthy")


@pytest.mark.django_db
def test_a_disk_that_is_nearly_full_is_told_before_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=120_000_000))

    answer = get("health")

    assert problem(answer) == (503, "unhealthy")
    assert answer.json()["detail"] == "The disk is nearly full: 120 MB are left of the 500 MB to keep."
    assert int(answer.headers["Retry-After"]) > 0


def test_pages_of_other_origins_may_call_once_they_are_named(settings: Settings) -> None:
    origin = {"Origin": "https://example.org"}
    assert "Access-Control-Allow-Origin" not in get("styles", origin).headers

    settings.CORS_ALLOWED_ORIGINS = ["https://example.org"]
    answer = get("styles", origin)
    asked = {**origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "prefer"}
    preflight = Client().options("/api/v1/stylizations", headers=asked)

    assert answer.headers["Access-Control-Allow-Origin"] == "https://example.org"
    assert "RateLimit" in answer.headers["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "prefer" in preflight.headers["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Origin" not in Client().get("/", headers=origin).headers
