"""What all tests share."""

from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings


@pytest.fixture(autouse=True)
def own_files(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test its own folders for pictures and added styles, and static files as they lie in the checkout."""
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setenv("STYLES_FOLDER", str(tmp_path / "media" / "styles"))
    settings.EMAIL_FILE_PATH = tmp_path / "media" / "mail"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep SQLite in a file, as in use: on Django's in-memory one two threads lock each other out without waiting."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
