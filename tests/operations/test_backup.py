"""What was backed up is there again after a restore into an empty place, by the commands that the guide shows."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.gallery.makers import painted, shared
from tests.jobs.makers import content_of, stored_files

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
    from hashlib import sha256

    from imagetransfer.jobs.owners import owners_path

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
