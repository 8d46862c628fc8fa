"""What all tests share."""

import os
import random
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from pytest_django import Settings

from imagetransfer import environment
from imagetransfer.jobs import heartbeat
from tests.servers import PostgreSql, S3Server

# The longest files, with which `make test` begins: one that came last would be waited for by the other process.
LONGEST = (
    "test_faults", "test_running", "test_train_painter", "test_accessibility", "test_polling", "test_job_page",
    "test_live", "test_picker", "test_training_work", "test_nothing_lost", "test_gallery", "test_playing",
    "test_custom", "test_owners", "test_deployed_site", "test_openapi",
)  # fmt: skip

SCHEMA_SEED = "SCHEMA_SEED"
# Drawn once, before the processes that share the tests begin.
os.environ.setdefault(SCHEMA_SEED, str(secrets.randbelow(2**32)))


def pytest_report_header() -> str:
    """Tell how to repeat the one test that asks something else in each run."""
    return f"{SCHEMA_SEED}={os.environ[SCHEMA_SEED]} (tests/api/test_openapi.py)"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first."""
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(LONGEST)))


@pytest.fixture(autouse=True)
def same_lots() -> None:
    """Let networks begin with the same random weights in every run: Keras takes its seeds from Python's generator."""
    random.seed(0)


@pytest.fixture(autouse=True)
def no_counts(settings: Settings) -> None:
    """Count in memory, which is fast, and forget what earlier tests of this process asked for."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


@pytest.fixture(autouse=True)
def own_files(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test its own folders for pictures and added styles, and static files as they lie in the checkout."""
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setenv("STYLES_FOLDER", str(tmp_path / "media" / "styles"))
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture(autouse=True)
def no_beats(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep workers' second thread quiet: within a test's transaction it could only wait 20 seconds for the database."""
    monkeypatch.setattr(heartbeat, "BEAT_SECONDS", 3600.0)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep SQLite in a file, as in use: on Django's in-memory one two threads lock each other out without waiting."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture
def eager() -> Iterator[None]:
    """Let TensorFlow compute at once what it would first compile: that takes longer than a test's few steps.

    Of each training at least one test goes without, as the training itself does.
    """
    import tensorflow as tf

    tf.config.run_functions_eagerly(True)
    yield
    tf.config.run_functions_eagerly(False)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgreSql]:
    """Run a PostgreSQL server for all tests of this process."""
    with PostgreSql() as server:
        yield server


@pytest.fixture(scope="session")
def s3_server() -> Iterator[S3Server]:
    """Run an S3-compatible server for all tests of this process."""
    with S3Server() as server:
        yield server


@pytest.fixture
def s3_store(s3_server: S3Server, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let all files of the test lie in a bucket of its own."""
    monkeypatch.setenv("STORE_URL", s3_server.new_bucket())
    settings.STORAGES = settings.STORAGES | {"default": environment.store()}


@pytest.fixture
def folder_store() -> None:
    """Let all files of the test lie in a folder, as they do by default."""


@pytest.fixture(params=["folder_store", "s3_store"])
def each_store(request: pytest.FixtureRequest) -> None:
    """Run the test with either store."""
    request.getfixturevalue(request.param)
