"""A real Chromium on a real server, with a worker that paints in a thread."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from django.db import connection
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from imagetransfer.jobs.models import OPEN_STATES, Job
from imagetransfer.jobs.tasks import job_run

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]  # Chromium's own, and a yes to it

PATIENCE = 60_000  # milliseconds, for a busy machine; nothing is waited for once it is there

OpenPage = Callable[..., Page]


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread; the database is only ever used beside it, never in it.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        expect.set_options(timeout=PATIENCE)
        executable = CHROMIUM if Path(CHROMIUM).exists() else None
        browser = playwright.chromium.launch(executable_path=executable, args=[*ARGUMENTS, *CAMERA])
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser, live_server: LiveServer) -> Iterator[OpenPage]:
    """Open an address of the site in a fresh browser; at the end no page may have complained in its console."""
    complaints: list[str] = []
    contexts = []

    def open_address(address: str, **options: Any) -> Page:
        context = chromium.new_context(base_url=live_server.url, **{"service_workers": "block", **options})
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.goto(address)
        return page

    yield open_address
    for context in contexts:
        context.close()
    # What the browser and htmx print about an answer that was lost, or has an error status, is no complaint of ours.
    of_answers = ("Failed to load resource", "Response Status Error Code", "htmx:afterRequest", "htmx:send")
    assert [text for text in complaints if not text.startswith(of_answers)] == []


@pytest.fixture
def worker(live_server: LiveServer) -> Iterator[None]:
    """Paint what is queued, as the clusters do, one job after the other."""
    stop = Event()

    def work() -> None:
        while not stop.wait(0.05):
            for lane in Job.Lane:
                if not stop.is_set():
                    job_run(lane)
        connection.close()

    thread = Thread(target=work)
    thread.start()
    yield
    stop.set()
    # Nobody looks at what is still painted; the worker finds out at its next step.
    Job.objects.filter(state__in=OPEN_STATES).update(state=Job.State.CANCELLED)
    thread.join()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """Make a photo that is larger than the preview, so that both lanes have work."""
    path = tmp_path / "harbour.jpg"
    Image.radial_gradient("L").resize((1200, 800)).convert("RGB").save(path)
    return path
