"""The same races on both databases, with real servers and real concurrency."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers import PostgreSql

ROOT = Path(__file__).parent.parent


@pytest.fixture
def postgresql(postgresql_server: PostgreSql) -> str:
    return postgresql_server.new_database()


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'db.sqlite3'}"


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_of_many_claims_at_once_one_wins_and_of_many_likes_and_counts_none_is_lost(
    vendor: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "imagetransfer.settings",
        "SECRET_KEY": "s" * 60,
        "DATABASE_URL": request.getfixturevalue(vendor),
        "MEDIA_ROOT": str(tmp_path / "media"),
    }

    def run(*arguments: str) -> str:
        command = [sys.executable, *arguments]
        return subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout

    run("manage.py", "migrate", "--verbosity", "0")

    assert run("-m", "tests.limits.count_race") == "200 counted, 1 of another client\n"
    assert run("-m", "tests.jobs.claim_race") == f"{vendor} 1\n"
    assert run("-m", "tests.gallery.like_race") == f"{vendor} 200 likes, 200 rows\n"
