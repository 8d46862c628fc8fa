"""What Prometheus gets, and who else does not."""

from datetime import timedelta
from ipaddress import ip_network
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings

from imagetransfer.jobs.models import Job
from tests.jobs.makers import queued_job, running_job
from tests.outbox.makers import queued_mail

pytestmark = pytest.mark.django_db


def scraped(client: Client) -> dict[tuple[str, ...], float]:
    """Return every sample by its name and the values of its labels."""
    answer = client.get("/metrics")
    assert answer.status_code == 200
    families = text_string_to_metric_families(answer.content.decode())
    return {(sample.name, *sample.labels.values()): sample.value for family in families for sample in family.samples}


def test_jobs_are_counted_by_lane_and_state_and_the_longest_wait_is_told(client: Client) -> None:
    queued_job()
    Job.objects.update(heartbeat=timezone.now() - timedelta(seconds=90))
    queued_job()
    running_job()

    found = scraped(client)

    assert found["imagetransfer_jobs", "preview", "queued"] == 2
    assert found["imagetransfer_jobs", "preview", "running"] == 1
    assert found["imagetransfer_jobs", "custom", "failed"] == 0
    assert 90 <= found["imagetransfer_queue_age_seconds", "preview"] < 120
    assert found["imagetransfer_queue_age_seconds", "custom"] == 0
    assert found["imagetransfer_database_up",] == 1


def test_seconds_are_told_by_algorithm(client: Client) -> None:
    for seconds, hours in ((2, 0), (4, 0), (9, 0), (500, 2)):
        ended = timezone.now() - timedelta(hours=hours)
        job = running_job()
        Job.objects.filter(pk=job.pk).update(state="done", finished=ended, started=ended - timedelta(seconds=seconds))

    found = scraped(client)

    assert found["imagetransfer_done_last_hour", "fast"] == 3
    assert found["imagetransfer_job_seconds", "fast", "median"] == pytest.approx(4)
    assert found["imagetransfer_job_seconds", "fast", "longest"] == pytest.approx(9)
    assert found["imagetransfer_done_last_hour", "gatys"] == 0


def test_memory_disk_and_deliveries_are_told(client: Client) -> None:
    queued_job()
    queued_mail()

    found = scraped(client)

    assert found["process_resident_memory_bytes",] > 10_000_000
    assert found["imagetransfer_disk_free_bytes",] > 0
    assert found["imagetransfer_deliveries", "mail", "pending"] == 1


def test_without_the_database_the_metrics_say_just_that(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_question: Any) -> Any:
        raise DatabaseError

    monkeypatch.setattr(connection, "close", lambda: None)  # of the transaction that holds this test
    with connection.execute_wrapper(away):
        found = scraped(client)

    assert found["imagetransfer_database_up",] == 0
    assert not [name for name, *_ in found if name == "imagetransfer_jobs"]


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("10.0.0.7", {}, 200),
        ("10.0.0.7", {"X-Forwarded-For": "203.0.113.9"}, 404),  # a proxy inside passes a stranger's request on
        ("10.0.0.7", {"Forwarded": "for=203.0.113.9"}, 404),
        ("203.0.113.9", {}, 404),
        ("", {}, 404),
        ("203.0.113.9", {"Authorization": "Bearer s3cret"}, 200),
        ("203.0.113.9", {"Authorization": "Bearer guess"}, 404),
        ("203.0.113.9", {"Authorization": "Bearer "}, 404),
    ],
)
def test_metrics_are_for_allowed_networks_and_for_the_token(
    address: str, headers: dict[str, str], status: int, client: Client, settings: Settings
) -> None:
    settings.METRICS_NETWORKS, settings.METRICS_TOKEN = [ip_network("10.0.0.0/8")], "s3cret"

    assert client.get("/metrics", REMOTE_ADDR=address, headers=headers).status_code == status


def test_an_empty_token_opens_nothing(client: Client, settings: Settings) -> None:
    settings.METRICS_NETWORKS, settings.METRICS_TOKEN = [], ""

    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
