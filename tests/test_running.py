"""The site as `make run` starts it: real server, real workers, real network. The slowest tests of all."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import requests
from PIL import Image

from algorithms.styles.catalogue import WORKING_SIDE, styles

ROOT = Path(__file__).parent.parent
TWELVE_MEGAPIXELS = (4000, 3000)
TWO_MEGAPIXELS = (1600, 1200)


PATIENCE = 600  # seconds, for converting networks on a busy machine; nothing is waited for once it is there


def wait_until(question: Callable[[], Any], patience: float = PATIENCE) -> None:
    """Ask until the answer is yes."""
    end = time.monotonic() + patience
    while not question():
        assert time.monotonic() < end, f"waited {patience} s in vain"
        time.sleep(0.1)


class Site:
    """What a test may know of the running site: its address, its database file, its processes."""

    def __init__(self, folder: Path, port: int) -> None:
        self.media = folder / "media"
        self.address = f"http://127.0.0.1:{port}"
        self._database = folder / "db.sqlite3"
        self._client = requests.Session()
        self._looked = 0.0
        self.environment = {
            "DATABASE_URL": f"sqlite:///{self._database}",
            "MEDIA_ROOT": str(self.media),
            "SECRET_KEY": "s" * 60,
            "PORT": str(port),
        }

    def answers(self) -> bool:
        try:
            return self._client.get(self.address).ok
        except requests.ConnectionError:
            return False

    def paint(self, size: tuple[int, int]) -> str:
        """Upload a photo of that size and return its job's path on the site."""
        photo = BytesIO()
        Image.effect_noise(size, 40).convert("RGB").resize(size).save(photo, "JPEG")
        answer = self._client.post(
            f"{self.address}/online/",
            data={"csrfmiddlewaretoken": self._token(), "style": styles()[0].slug, "full_size": "on"},
            files={"picture": ("photo.jpg", photo.getvalue())},
            allow_redirects=False,
        )
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]

    def cancel(self, path: str) -> None:
        assert self._client.post(f"{self.address}{path}cancel/", data={"csrfmiddlewaretoken": self._token()}).ok

    def _token(self) -> str:
        page = self._client.get(f"{self.address}/online/").text
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token
        return token[1]

    def download(self, path: str) -> Image.Image:
        answer = self._client.get(self.address + path)
        assert answer.ok, answer.status_code
        return Image.open(BytesIO(answer.content))

    def job(self, path: str) -> dict[str, Any]:
        """Return the job's row in the database; look at its page, too, as whoever waits for a full size does."""
        if time.monotonic() - self._looked > 5:
            self._client.get(self.address + path)
            self._looked = time.monotonic()
        pk = path.strip("/").rpartition("/")[2].replace("-", "")
        with sqlite3.connect(self._database, timeout=PATIENCE) as connection:
            connection.row_factory = sqlite3.Row
            return dict(connection.execute("SELECT * FROM jobs_job WHERE id = ?", [pk]).fetchone())

    def processes(self, command: str, lane: str = "") -> list[int]:
        """Return the processes of this site whose command line holds a word, the largest in memory first."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                variables = (folder / "environ").read_text(errors="replace")
                words = (folder / "cmdline").read_text(errors="replace").replace("\0", " ")
            except OSError:
                continue
            of_lane = not lane or f"Q_CLUSTER_NAME={lane}\0" in f"{variables}\0"
            if str(self.media) in variables and command in words and of_lane:
                found.append(int(folder.name))
        return sorted(found, key=resident_megabytes, reverse=True)

    def worker(self, lane: str) -> int:
        """Return the one process of a lane's cluster that runs networks, once it has loaded them."""
        wait_until(lambda: has_networks(self.processes("manage.py", lane)[:1]))
        return self.processes("manage.py", lane)[0]


def resident_megabytes(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    size = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(size[1]) / 1024 if size else 0.0


def has_networks(pids: list[int]) -> bool:
    return any("libopenvino" in Path(f"/proc/{pid}/maps").read_text() for pid in pids)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Start everything as a user does, on a free port and with data of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = Site(tmp_path_factory.mktemp("site"), port)
    log = (running.media.parent / "log").open("wb")
    process = subprocess.Popen(
        ["make", "run", f"PORT={port}"],
        cwd=ROOT,
        env=os.environ | running.environment,
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    try:
        wait_until(lambda: running.answers() or process.poll() is not None)
        assert process.poll() is None, (running.media.parent / "log").read_text()
        yield running
    finally:
        os.killpg(process.pid, signal.SIGINT)  # as Ctrl-C does
        process.wait(timeout=PATIENCE)
        log.close()
        left = running.processes("")
        assert not left, f"Ctrl-C left processes behind: {left}"


def test_a_photo_is_painted_in_full_size_and_the_web_process_stays_small(site: Site) -> None:
    for _ in range(4):
        site.cancel(site.paint(TWELVE_MEGAPIXELS))
    job = site.paint(TWO_MEGAPIXELS)
    wait_until(lambda: site.job(job)["state"] == "done")

    assert max(site.download(f"{job}preview").size) == WORKING_SIDE
    assert site.download(f"{job}result.jpg").size == TWO_MEGAPIXELS
    web = site.processes("imagetransfer.server")
    assert not has_networks(web)
    assert max(map(resident_megabytes, web)) < 150


def test_slow_connections_do_not_stop_the_pages(site: Site) -> None:
    host, port = site.address.removeprefix("http://").split(":")
    begun = b"POST /online/ HTTP/1.1\r\nHost: localhost\r\n"
    with ExitStack() as slow:
        for sent in (begun, begun + b"Content-Length: 1000000\r\n\r\n0123"):
            for _ in range(30):
                connection = slow.enter_context(socket.create_connection((host, int(port))))
                connection.sendall(sent)

        assert requests.get(f"{site.address}/online/", timeout=20).ok


def test_a_worker_killed_in_the_middle_of_a_job_loses_nothing(site: Site) -> None:
    job = site.paint(TWO_MEGAPIXELS)
    wait_until(lambda: site.job(job)["lane"] == "full_size" and site.job(job)["state"] == "running")

    os.kill(site.worker("full_size"), signal.SIGKILL)
    wait_until(lambda: site.job(job)["state"] == "done")

    row = site.job(job)
    assert row["attempts"] == 2
    assert site.download(f"{job}result.png").size == TWO_MEGAPIXELS
    pk = job.strip("/").rpartition("/")[2]
    names = {path.name for path in site.media.rglob("*") if pk in path.name or path.suffix == ".part"}
    assert names == {f"{pk}.jpg", f"{pk}.png", f"{pk}-preview.jpg"}


def test_a_worker_killed_while_it_waits_does_not_stop_its_lane(site: Site) -> None:
    def paint() -> None:
        job = site.paint((200, 150))
        wait_until(lambda: site.job(job)["state"] == "done")

    paint()
    os.kill(site.worker("preview"), signal.SIGKILL)
    paint()
