"""What `/healthz` and `/readyz` answer, and to whom."""

import shutil
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from imagetransfer.jobs.models import Job
from imagetransfer.operations import checks
from tests.jobs.makers import queued_job, stored_files

pytestmark = pytest.mark.django_db


def wrong(client: Client, query: str = "") -> dict[str, Any]:
    """Return what is wrong, after a look at the status."""
    answer = client.get(f"/readyz{query}")
    found: dict[str, Any] = answer.json()["wrong"]
    assert answer.status_code == (503 if found else 200)
    return found


def test_a_process_that_lives_says_so_even_without_its_database(client: Client, settings: Settings) -> None:
    with connection.execute_wrapper(database_is_away):
        answer = client.get("/healthz")

    assert answer.json() == {"status": "ok", "version": settings.VERSION}


def database_is_away(*_question: Any) -> Any:
    raise DatabaseError("the server closed the connection")


def test_a_site_that_can_work_is_ready_and_leaves_no_file_behind(client: Client, settings: Settings) -> None:
    queued_job()
    before = stored_files(Path(settings.MEDIA_ROOT))

    answer = client.get("/readyz")

    assert answer.json() == {"status": "ready", "wrong": {}}
    assert stored_files(Path(settings.MEDIA_ROOT)) == before


def test_without_the_database_it_is_not_ready(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "close", lambda: None)  # of the transaction that holds this test
    with connection.execute_wrapper(database_is_away):
        found = wrong(client)

    assert found["database"] == "The database does not answer."
    assert "closed the connection" not in str(found)


def test_a_job_that_waits_too_long_is_told_with_its_lane(client: Client, settings: Settings) -> None:
    queued_job()
    waiting = settings.QUEUE_MAX_SECONDS + 60
    Job.objects.update(heartbeat=timezone.now() - timedelta(seconds=waiting))

    assert wrong(client) == {"queue": f"Jobs wait too long: preview for {waiting} s."}


def test_a_store_that_cannot_be_written_is_told(client: Client, settings: Settings) -> None:
    Path(settings.MEDIA_ROOT).parent.mkdir(exist_ok=True)
    Path(settings.MEDIA_ROOT).write_text("not a folder")

    assert wrong(client, "?check=store") == {"store": "Files cannot be stored."}


def test_a_disk_that_is_nearly_full_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=120_000_000))

    assert wrong(client) == {"disk": "The disk is nearly full: 120 MB are left of the 500 MB to keep."}


def test_a_damaged_network_is_told_by_name(client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "parser.npz").write_text("version https://git-lfs.github.com/spec/v1")
    monkeypatch.setattr(checks, "_NETWORKS", (str(tmp_path / "parser.npz"), str(tmp_path / "gone.npz")))

    assert wrong(client) == {"weights": "Networks are missing or damaged: parser.npz, gone.npz."}


def test_a_probe_may_leave_the_queue_out(client: Client) -> None:
    queued_job()
    Job.objects.update(heartbeat=timezone.now() - timedelta(days=1))

    assert wrong(client, "?check=database&check=store&check=weights") == {}


def test_asking_again_and_again_writes_one_file(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def store() -> checks.Finding:
        asked.append("store")
        return checks.Finding("Files can be stored.")

    monkeypatch.setitem(checks.READINESS, "store", store)
    for _ in range(5):
        client.get("/readyz?check=store")

    assert asked == ["store"]


def test_probes_come_by_address_and_over_plain_http(client: Client, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT, settings.ALLOWED_HOSTS = True, ["example.org"]

    assert client.get("/healthz", headers={"Host": "10.1.2.3:8000"}).status_code == 200
    assert client.get("/", headers={"Host": "10.1.2.3:8000"}).status_code == 400
