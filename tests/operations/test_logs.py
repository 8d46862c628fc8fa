"""What a line of the log says about its request and its job."""

import io
import json
import logging
import logging.config
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from imagetransfer.jobs.tasks import job_run
from imagetransfer.log_context import ContextFilter, about_job, request_begins
from tests.jobs.makers import queued_job

ROOT = Path(__file__).parent.parent.parent
FORMATTERS: dict[str, Any] = settings.LOGGING["formatters"]  # type: ignore[assignment]


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """Log everything in JSON, as LOG_FORMAT=json does, into a text."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(ContextFilter())
    handler.setFormatter(logging.config.DictConfigurator({"version": 1}).configure_formatter(dict(FORMATTERS["json"])))
    levels = {}
    for logger in (logging.getLogger(name) for name in ("imagetransfer", "django.request")):
        levels[logger] = logger.level
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
    yield written
    for logger, level in levels.items():
        logger.removeHandler(handler)
        logger.setLevel(level)


def all_told(lines: io.StringIO, logger: str) -> list[dict[str, object]]:
    found = [json.loads(line) for line in lines.getvalue().splitlines()]
    return [entry for entry in found if entry["logger"] == logger]


def told(lines: io.StringIO, logger: str) -> dict[str, object]:
    (line,) = all_told(lines, logger)
    return line


@pytest.mark.django_db
def test_a_request_keeps_the_name_that_a_proxy_gave_it_in_answer_and_log(client: Client, lines: io.StringIO) -> None:
    answer = client.get("/gallery/?q=secret", headers={"X-Request-ID": "edge-7.42_a"})

    assert answer.headers["X-Request-ID"] == "edge-7.42_a"
    line = told(lines, "imagetransfer.requests")
    assert (line["request_id"], line["method"], line["route"], line["status"]) == (
        "edge-7.42_a",
        "GET",
        "gallery/",
        200,
    )
    assert "secret" not in lines.getvalue()


@pytest.mark.django_db
def test_a_private_link_that_leads_nowhere_is_logged_without_its_secret(client: Client, lines: io.StringIO) -> None:
    client.get(f"/jobs/{uuid4()}/?secret=hunter2", headers={"X-Request-ID": "edge-8"})

    line = told(lines, "django.request")
    assert (line["request_id"], line["status_code"]) == ("edge-8", 404)
    assert "hunter2" not in lines.getvalue()


@pytest.mark.parametrize("name", ["", "a b", "x" * 65, "<script>", 'a"}', "ä"])
@pytest.mark.django_db
def test_a_name_that_is_none_is_replaced(name: str, client: Client) -> None:
    given = client.get("/healthz", headers={"X-Request-ID": name}).headers["X-Request-ID"]

    assert given != name
    assert len(given) == 32


@pytest.mark.django_db
def test_what_is_logged_about_a_job_names_it(lines: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_job: object) -> None:
        raise ValueError("no such colour")

    job = queued_job()
    monkeypatch.setitem(job_run.__globals__["RUNS"], job.kind, fail)

    job_run("preview")

    begun, failed, left = all_told(lines, "imagetransfer.jobs.tasks")
    assert {line["job_id"] for line in (begun, failed, left)} == {str(job.pk)}
    assert "no such colour" in str(failed["exc_info"])


def test_a_plain_line_ends_with_request_and_job() -> None:
    record = logging.LogRecord("imagetransfer", logging.INFO, "", 0, "Hello", None, None)
    request_begins("r1")
    with about_job("j1"):
        ContextFilter().filter(record)
    formatter = logging.Formatter(FORMATTERS["line"]["format"])

    assert formatter.format(record).endswith("INFO imagetransfer: Hello (request r1, job j1)")


def test_a_process_logs_json_when_the_environment_says_so() -> None:
    code = "import logging; logging.getLogger('imagetransfer').warning('Hello')"
    outcome = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "--command", code],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "SECRET_KEY": "s" * 60, "LOG_FORMAT": "json"},
        capture_output=True,
        text=True,
        check=True,
    )

    line = json.loads(outcome.stderr)
    assert (line["level"], line["logger"], line["message"]) == ("WARNING", "imagetransfer", "Hello")
    assert set(line) == {"time", "level", "logger", "message", "request_id", "job_id"}
