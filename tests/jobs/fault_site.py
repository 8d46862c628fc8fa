"""A site of real processes for the fault tests: what they run, what the database and the mail server then hold."""

import json
import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any

import psycopg
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from psycopg.rows import dict_row

ROOT = Path(__file__).parent.parent.parent


PATIENCE = 600  # seconds, for a busy machine; nothing is waited for once it is there


def wait_until(question: Callable[[], Any], patience: float = PATIENCE) -> None:
    """Ask until the answer is yes."""
    end = time.monotonic() + patience
    while not question():
        assert time.monotonic() < end, f"waited {patience} s in vain"
        time.sleep(0.05)


class Inbox:
    """A mail server's handler that keeps what it takes; `on_mail` happens before the sender hears that it was taken."""

    def __init__(self) -> None:
        self.mails: list[Message] = []
        self.on_mail: Callable[[], Any] = lambda: None

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.mails.append(message_from_bytes(envelope.content or b""))  # type: ignore[arg-type]
        self.on_mail()
        return "250 OK"

    def of_kind(self, kind: str) -> list[str]:
        """Return the Message-IDs of the mails of a kind."""
        return [mail["Message-ID"] for mail in self.mails if f".{kind}@" in mail["Message-ID"]]

    @contextmanager
    def open(self, port: int) -> Iterator[None]:
        """Take mails on that port."""
        controller = Controller(self, hostname="127.0.0.1", port=port, ready_timeout=PATIENCE)
        controller.start()
        try:
            yield
        finally:
            controller.stop()


class FaultSite:
    """Runs commands of the site on data of its own: SQLite and a folder, or the servers of two addresses."""

    def __init__(self, folder: Path, mail_port: int, database: str = "", store: str = "", **variables: str) -> None:
        self.media, self.mail_port = folder / "media", mail_port
        self.database = database or f"sqlite:///{folder / 'db.sqlite3'}"
        self.log = (folder / "log").open("ab")
        self.environment = {
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "tests.jobs.fault_settings",
            "DATABASE_URL": self.database,
            "MEDIA_ROOT": str(self.media),
            "STORE_URL": store,
            "SECRET_KEY": "s" * 60,
            "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
            "QUEUE_LIMIT": "100",
            "CLIENT_QUEUE_LIMIT": "100",
            "MAILS_PER_CLIENT": "100",
            **variables,
        }

    def run(self, *arguments: str) -> str:
        command = [sys.executable, *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, stdout=subprocess.PIPE, text=True
        ).stdout

    def start(self, *arguments: str, **variables: str) -> "subprocess.Popen[bytes]":
        """Start a command in a process group of its own."""
        return subprocess.Popen(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment | variables,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )

    def start_worker(self, lane: str) -> "subprocess.Popen[bytes]":
        """Start the workers of a lane; with the variable set, Python need not start twice."""
        return self.start("work", lane, Q_CLUSTER_NAME=lane)

    def queue(self, count: int, *, seconds: float) -> list[str]:
        """Queue that many custom jobs without TensorFlow, each with so much work, and return their ids."""
        return self.queue_with(count, "tiny", steps=8, pause=seconds / 8)

    def queue_online(self, count: int, *, seconds: float) -> list[str]:
        """Queue that many online jobs without a network, which work so long in each of their two lanes."""
        return self.queue_with(count, "online", pause=seconds)

    def queue_with(self, count: int, algorithm: str, **options: Any) -> list[str]:
        """Queue that many jobs and return their ids."""
        return self.run("-m", "tests.jobs.queue_jobs", algorithm, str(count), json.dumps(options)).split()

    def ask(self, query: str) -> list[dict[str, Any]]:
        if self.database.startswith("postgres"):
            with psycopg.connect(self.database, autocommit=True, row_factory=dict_row) as server:
                cursor = server.execute(query.encode())
                return cursor.fetchall() if cursor.description else []
        connection = sqlite3.connect(self.database.removeprefix("sqlite:///"), timeout=PATIENCE)
        try:
            connection.row_factory = sqlite3.Row
            with connection:
                return [dict(row) for row in connection.execute(query)]
        finally:
            connection.close()

    def count(self, condition: str) -> int:
        """Count the jobs for which an SQL condition holds."""
        found: int = self.ask(f"SELECT count(*) AS number FROM jobs_job WHERE {condition}")[0]["number"]
        return found

    def let_the_dead_be_noticed(self, lane: str = "custom") -> None:
        """Make long ago of a lane's signs of life: called when all its workers are dead, so that no other looks so."""
        self.ask(f"UPDATE jobs_job SET heartbeat = '2000-01-01 00:00:00' WHERE state = 'running' AND lane = '{lane}'")

    def files(self, folder: str = "") -> list[str]:
        """Return the names of the stored files, and how many saved states of jobs there are."""
        return self.run("-m", "tests.jobs.stored_names", folder).split()

    @contextmanager
    def running(self, *arguments: str) -> Iterator["subprocess.Popen[bytes]"]:
        """Run a command until the block ends."""
        process = self.start(*arguments)
        try:
            yield process
        finally:
            kill_group(process)


def kill_group(process: "subprocess.Popen[bytes]") -> None:
    """Kill a process and all it started, at once."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, 9)
    process.wait()


def kill_one(process: "subprocess.Popen[bytes]", chance: random.Random) -> bool:
    """Kill one of the processes that a worker's cluster consists of, its first excepted; False when it has none."""
    found = subprocess.run(["pgrep", "-g", str(process.pid)], stdout=subprocess.PIPE, text=True, check=False)
    others = [int(pid) for pid in found.stdout.split() if int(pid) != process.pid]
    if not others:
        return False
    try:
        os.kill(chance.choice(others), 9)
    except ProcessLookupError:
        return False
    return True
