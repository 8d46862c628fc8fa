"""Servers that tests share, started here: PostgreSQL, and an S3-compatible store (moto's)."""

import logging
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from typing import Self

import psycopg


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


class PostgreSql:
    """A PostgreSQL server of our own; each database on it is for one test."""

    def __init__(self) -> None:
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")) or [Path(shutil.which("pg_ctl") or "")]
        self._pg_ctl, self._port, self._databases = found[-1], free_port(), 0
        assert self._pg_ctl.is_file(), "The tests need a PostgreSQL server; please install the package postgresql."
        self._folder = Path(tempfile.mkdtemp(prefix="imagetransfer-postgresql-"))
        # PostgreSQL refuses to run as root.
        self._user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        if os.geteuid() == 0:
            shutil.chown(self._folder, self._user)
        self._control("initdb", "--options", "--auth=trust --username=owner --no-sync")

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self._folder)

    def start(self) -> None:
        self._control("start", "--wait", "--options", f"-p {self._port} -h 127.0.0.1 -k {self._folder} -F")

    def stop(self) -> None:
        """Stop at once, as when the machine loses power."""
        self._control("stop", "--mode", "immediate")

    def new_database(self) -> str:
        """Make an empty database and return its DATABASE_URL."""
        self._databases += 1
        name = f"database{self._databases}"
        with psycopg.connect(f"{self._server}/postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return f"{self._server}/{name}"

    @property
    def _server(self) -> str:
        return f"postgres://owner@127.0.0.1:{self._port}"

    def _control(self, *arguments: str) -> None:
        subprocess.run(
            [self._pg_ctl, "--pgdata", self._folder / "data", "--silent", *arguments],
            user=self._user if os.geteuid() == 0 else None,
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
            check=True,
        )


class S3Server:
    """An S3-compatible server in this process; what it holds outlives a stop."""

    def __init__(self) -> None:
        self._port, self._buckets = free_port(), 0

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        from moto.server import ThreadedMotoServer  # takes a second, which not every test needs

        logging.getLogger("werkzeug").setLevel(logging.ERROR)  # it would tell of each request
        self._server = ThreadedMotoServer("127.0.0.1", self._port, verbose=False)
        self._server.start()

    def stop(self) -> None:
        self._server.stop()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def new_bucket(self) -> str:
        """Make an empty bucket and return its STORE_URL."""
        import boto3

        self._buckets += 1
        bucket = f"bucket{self._buckets}"
        client = boto3.client(
            "s3", endpoint_url=self.origin, region_name="us-east-1", aws_access_key_id="k", aws_secret_access_key="s"
        )
        client.create_bucket(Bucket=bucket)
        return f"s3+http://key:secret@127.0.0.1:{self._port}/{bucket}"
