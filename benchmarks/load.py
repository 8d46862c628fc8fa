"""A hundred visitors, programs that wait, and connections that drip, all at once; a file for locust.

locust --headless -f benchmarks/load.py --users 150 --spawn-rate 10 --run-time 3m --host http://127.0.0.1:8000
"""

import re
import socket
import time
from io import BytesIO
from random import Random
from typing import Any
from urllib.parse import urlsplit

from locust import HttpUser, User, between, constant, events, task
from PIL import Image

from benchmarks.web_memory import PROCESSES, megabytes

WAITERS, DRIPPERS = 20, 30
chance = Random(1)


def _photo() -> bytes:
    buffer = BytesIO()
    Image.effect_noise((160, 120), 60).resize((1600, 1200)).convert("RGB").save(buffer, "JPEG")
    return buffer.getvalue()


PHOTO = _photo()


class _Client(HttpUser):
    """Counts an honest 503, which says when to come back, under a name of its own."""

    abstract = True

    def ask(self, method: str, path: str, name: str, **options: Any) -> Any:
        """Send a request; a 429 and a 503 with `Retry-After` are answers, too."""
        with self.client.request(method, path, name=name, catch_response=True, **options) as answer:
            if answer.status_code in (429, 503) and "Retry-After" in answer.headers:
                answer.request_meta["name"] = f"{answer.status_code} {name}"
                answer.success()
        return answer


class Visitor(_Client):
    """Looks around, paints a photo now and then, and watches it develop."""

    weight = 1
    wait_time = between(1, 5)

    @task(6)
    def browse(self) -> None:
        """Open a page."""
        path = chance.choice(("/", "/online/", "/gallery/", "/custom/", "/api/"))
        self.ask("GET", path, f"page {path}")

    @task(1)
    def paint(self) -> None:
        """Upload a photo, and ask four times how far it is."""
        page = self.ask("GET", "/online/", "page /online/").text
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page or "")
        style = re.search(r'name="style"[^>]* value="([\w-]+)"', page or "")
        if not token or not style:
            return
        answer = self.ask(
            "POST",
            "/online/",
            "upload",
            data={"csrfmiddlewaretoken": token[1], "style": style[1]},
            files={"picture": ("photo.jpg", PHOTO)},
            allow_redirects=False,
        )
        job = answer.headers.get("Location")
        for _ in range(4 if job else 0):
            time.sleep(1)
            self.ask("GET", f"{job}status/", "poll")


class Waiter(_Client):
    """Makes a job and waits for it with the request open; when too many wait already, it asks again and again."""

    fixed_count = WAITERS
    wait_time = constant(1)

    @task
    def wait_for_a_job(self) -> None:
        """Ask for a painting with `Prefer: wait=30`, and look after it for half a minute."""
        end = time.monotonic() + 30
        answer = self.ask(
            "POST",
            "/api/v1/stylizations",
            "wait=30",
            data={"style": "starry-night"},
            files={"picture": ("photo.jpg", PHOTO)},
            headers={"Prefer": "wait=30"},
        )
        while time.monotonic() < end:
            time.sleep(2)
            if answer.status_code == 202:
                self.ask("GET", urlsplit(answer.headers["Location"]).path, "API poll")


class Dripper(User):
    """Sends an upload a byte a second."""

    fixed_count = DRIPPERS

    @task
    def drip(self) -> None:
        """Begin a request, and never come to its end."""
        address = urlsplit(self.host or "")
        with socket.create_connection((address.hostname, address.port or 80)) as connection:
            connection.sendall(b"POST /online/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n")
            while True:
                connection.sendall(b"x")
                time.sleep(1)


@events.test_start.add_listener
@events.test_stop.add_listener
def _say_memory(**_: Any) -> None:
    print("memory:", *(f"{name} {megabytes(name)} MB" for name in PROCESSES))
