"""The processes of `deploy/compose.yaml`, without containers: they work on PostgreSQL and S3, and stop when told to."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.servers import PostgreSql, S3Server, free_port
from tests.test_deploy import DEPLOY, our_services

ROOT = Path(__file__).parent.parent
PATIENCE = 300  # seconds, on a busy machine
HOST = "pictures.example.org"


def filled_in(text: str) -> str:
    """Return a value of the compose file as its example, with something secret, fills it in."""
    return re.sub(r"\$\{(\w+)[^}]*\}", lambda name: HOST if name[1] == "SITE_HOST" else f"{name[1]}-" + 50 * "x", text)


class DeployedSite:
    """The site's processes as the compose file starts them, on servers of the tests."""

    def __init__(self, folder: Path, database: str, store: str) -> None:
        self.address = f"http://127.0.0.1:{(port := free_port())}"
        dockerfile = (DEPLOY / "Dockerfile").read_text().rpartition("\nENV ")[2]
        of_image = dict(re.findall(r"^\s*(ENVIRONMENT|LOG_FORMAT)=(\w+)", dockerfile, re.MULTILINE))
        of_compose = {name: filled_in(value) for name, value in our_services()["web"]["environment"].items()}
        own = {"DATABASE_URL": database, "STORE_URL": store, "EMAIL_URL": "dummymail://", "HOST": "127.0.0.1"}
        own |= {"STORE_PUBLIC_URL": "none", "PORT": str(port), "MEDIA_ROOT": str(folder / "media")}
        self.environment = {"PATH": os.environ["PATH"]} | of_image | of_compose | own
        self.environment["TRUSTED_PROXIES"] = "127.0.0.1"
        self.log = folder / "log"

    def start(self, service: str) -> "subprocess.Popen[bytes]":
        """Start what the container of that name runs."""
        _python, *words = our_services()[service]["command"]
        with self.log.open("ab") as log:
            return subprocess.Popen([sys.executable, *words], cwd=ROOT, env=self.environment, stdout=log, stderr=log)

    def get(self, path: str, **headers: str) -> requests.Response:
        """Ask as the proxy would."""
        passed_on = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}
        return requests.get(self.address + path, headers=passed_on | headers, allow_redirects=False, timeout=60)

    def lives(self) -> bool:
        try:
            return requests.get(f"{self.address}/healthz", timeout=5).ok
        except requests.ConnectionError:
            return False


@pytest.fixture
def site(postgresql_server: PostgreSql, s3_server: S3Server, tmp_path: Path) -> DeployedSite:
    return DeployedSite(tmp_path, postgresql_server.new_database(), s3_server.new_bucket())


@pytest.fixture
def running(site: DeployedSite) -> Iterator[dict[str, "subprocess.Popen[bytes]"]]:
    """Migrate, then start everything that loads no network, and wait until the web process lives."""
    collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
    subprocess.run(collect, cwd=ROOT, env=site.environment, check=True)
    assert site.start("migrate").wait(PATIENCE) == 0, site.log.read_text()
    processes = {service: site.start(service) for service in ("web", "deliverer", "sweeper")}
    end = time.monotonic() + PATIENCE
    while not site.lives():
        assert time.monotonic() < end, site.log.read_text()
        time.sleep(0.2)
    yield processes
    for process in processes.values():
        process.kill()
        process.wait()


def test_the_composed_processes_work_on_servers_that_machines_share_and_stop_when_told(
    site: DeployedSite, running: dict[str, "subprocess.Popen[bytes]"]
) -> None:
    assert requests.get(f"{site.address}/readyz", timeout=60).json() == {"status": "ready", "wrong": {}}
    page = site.get("/online/")
    assert (page.status_code, page.headers["Strict-Transport-Security"][:8]) == (200, "max-age=")
    assert site.get("/online/", **{"X-Forwarded-Proto": "http"}).headers["Location"] == f"https://{HOST}/online/"
    assert site.get("/metrics").status_code == 404
    token = {"Authorization": f"Bearer {site.environment['METRICS_TOKEN']}"}
    assert "imagetransfer_database_up 1.0" in site.get("/metrics", **token).text

    for process in running.values():
        process.send_signal(signal.SIGTERM)

    assert {name: process.wait(PATIENCE) for name, process in running.items()} == {
        "web": 0, "deliverer": 0, "sweeper": -signal.SIGTERM
    }  # fmt: skip
    assert '"level": "ERROR"' not in site.log.read_text()
