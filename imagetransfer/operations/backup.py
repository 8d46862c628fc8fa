"""A copy of everything that an installation on one machine keeps, made while it runs."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.db import connection

from algorithms.errors import UserError
from imagetransfer.files.store import store


def backup_write(folder: Path) -> None:
    """Write database, files and secret key into a new folder; raises `UserError`.

    The database comes first. What people add meanwhile is then a file without a row, which the sweeper deletes an hour
    after a restore; the other way round, a row might lack its file.
    """
    if connection.vendor != "sqlite" or store().is_shared:
        raise UserError("This copies SQLite and a folder; for PostgreSQL and S3 deploy/README.md shows other commands.")
    if folder.exists():
        raise UserError(f"{folder} is there already; please name a new folder.")
    draft = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True, mode=0o700)
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as source:
        source.execute("VACUUM INTO ?", [str(draft / "db.sqlite3")])
    shutil.copytree(settings.MEDIA_ROOT, draft / "media", copy_function=_copy, ignore=shutil.ignore_patterns("*.part"))
    key = draft / "secret-key"
    key.touch(mode=0o600)
    key.write_text(settings.SECRET_KEY)
    draft.rename(folder)


def _copy(source: str, target: str) -> str:
    """Copy a file, unless it was deleted a moment ago."""
    try:
        return shutil.copy2(source, target)
    except FileNotFoundError:
        return target
