"""The same races on both databases, with real servers and real concurrency."""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture
def postgresql() -> Iterator[str]:
    """Run a PostgreSQL server of our own and yield its DATABASE_URL."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")) or [Path(shutil.which("pg_ctl") or "")]
    pg_ctl = found[-1]
    if not pg_ctl.is_file():
        pytest.fail("This test needs a PostgreSQL server; please install the package postgresql.")
    folder = Path(tempfile.mkdtemp(prefix="imagetransfer-postgresql-"))
    # PostgreSQL refuses to run as root.
    user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    if os.geteuid() == 0:
        shutil.chown(folder, user)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def control(*arguments: str) -> None:
        subprocess.run(
            [pg_ctl, "--pgdata", folder / "data", "--silent", *arguments],
            user=user if os.geteuid() == 0 else None,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            check=True,
        )

    try:
        control("initdb", "--options", "--auth=trust --username=owner --no-sync")
        control("start", "--wait", "--options", f"-p {port} -h 127.0.0.1 -k {folder} -F")
        yield f"postgres://owner@127.0.0.1:{port}/postgres"
        control("stop", "--mode", "immediate")
    finally:
        shutil.rmtree(folder)


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
