"""What was backed up is there again after a restore into an empty place, by the commands that the guide shows."""

import os
import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from imagetransfer.jobs.owners import owners_path
from tests.gallery.makers import painted, shared
from tests.jobs.makers import content_of, stored_files
from tests.servers import PostgreSql

ROOT = Path(__file__).parent.parent.parent

# What somebody sees who comes to the restored site.
VISIT = """
from hashlib import sha256
from django.test import Client
from imagetransfer.gallery.models import Picture
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.owners import owners_path
visitor, picture, job = Client(), Picture.objects.get(), Job.objects.get()
gallery = visitor.get("/gallery/", HTTP_HOST="localhost").content.decode()
result = b"".join(visitor.get(f"/jobs/{job.pk}/result.jpg", HTTP_HOST="localhost"))
thumbnail = b"".join(visitor.get(f"/gallery/{picture.pk}/files/320.jpg", HTTP_HOST="localhost"))
print(picture.title in gallery, sha256(result).hexdigest(), bool(thumbnail), owners_path(job))
"""


def restore_commands() -> str:
    """Return the commands that the guide shows for SQLite."""
    guide = (ROOT / "deploy" / "README.md").read_text()
    found = re.search(r"Restore SQLite.*?```sh\n(.*?)```", guide, re.DOTALL)
    assert found
    return found[1]


@pytest.mark.django_db(transaction=True)
def test_jobs_gallery_and_private_links_come_back_in_an_empty_place(tmp_path: Path) -> None:
    job = painted()
    shared("Sunday by the sea", job=job)
    expected = f"True {sha256(content_of(job.result)).hexdigest()} True {owners_path(job)}"
    place = tmp_path / "place"
    place.mkdir()

    call_command("backup", tmp_path / "backup")
    subprocess.run(
        ["sh", "-e"],
        input=restore_commands(),
        cwd=place,
        env=os.environ | {"BACKUP": "../backup"},
        text=True,
        check=True,
    )

    environment = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": f"sqlite:///{place / 'db.sqlite3'}",
        "MEDIA_ROOT": str(place / "media"),
        "SECRET_KEY": (place / ".secret-key").read_text(),
        "DEBUG": "true",  # so that pages need no collected static files
    }
    command = [sys.executable, "manage.py", "shell", "--no-imports", "--command", VISIT]
    outcome = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert outcome.stdout.strip() == expected, outcome.stderr


def test_a_dump_of_postgresql_comes_back_in_an_empty_database(postgresql_server: PostgreSql, tmp_path: Path) -> None:
    source, target = postgresql_server.new_database(), postgresql_server.new_database()
    environment = {
        "PATH": os.environ["PATH"],
        "SECRET_KEY": "s" * 60,
        "DATABASE_URL": source,
        "MEDIA_ROOT": str(tmp_path),
    }
    make = "from tests.gallery.makers import rows; rows(3)"
    for arguments in (["migrate", "--verbosity", "0"], ["shell", "--no-imports", "--command", make]):
        subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, check=True)
    guide = (ROOT / "deploy" / "README.md").read_text()
    (dump,) = re.findall(r"^ +(pg_dump .*)$", guide, re.MULTILINE)
    (restore,) = re.findall(r"^ +(pg_restore .*)$", guide, re.MULTILINE)

    for command, database in ((dump, source), (restore, target)):
        there = os.environ | {"DATABASE_URL": database}
        subprocess.run(["sh", "-ec", command], cwd=tmp_path, env=there, check=True)

    with psycopg.connect(target) as restored:
        assert restored.execute("SELECT count(*) FROM gallery_picture").fetchone() == (3,)


@pytest.mark.django_db(transaction=True)
def test_a_backup_is_its_owners_alone_and_replaces_none(tmp_path: Path) -> None:
    painted()
    call_command("backup", tmp_path / "backup")
    before = stored_files(tmp_path / "backup")

    with pytest.raises(CommandError, match="please name a new folder"):
        call_command("backup", tmp_path / "backup")

    assert (tmp_path / "backup").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "backup" / "secret-key").stat().st_mode & 0o777 == 0o600
    assert stored_files(tmp_path / "backup") == before


def test_for_another_database_it_says_what_to_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "vendor", "postgresql")

    with pytest.raises(CommandError, match="shows other commands"):
        call_command("backup", tmp_path / "backup")
