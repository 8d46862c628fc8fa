"""A live server, and a painter that needs no network: it turns every photo into its negative."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from threading import Event, Thread

import pytest
from django.db import connection
from PIL import Image, ImageOps
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from imagetransfer.jobs import photo_work, work
from imagetransfer.jobs.models import Job
from imagetransfer.pictures.decoding import encode
from imagetransfer.pictures.pixels import read_pixels


class Painter(Thread):
    """Paint what waits; `dies_at` names jobs, by number, that it takes and never finishes, as a killed worker does."""

    def __init__(self, dies_at: set[int]) -> None:
        super().__init__()
        self.stopped = Event()
        self.dies_at = dies_at
        self.taken = 0

    def run(self) -> None:
        while not self.stopped.wait(0.02):
            work.jobs_sweep()
            for waiting in Job.objects.filter(state=Job.State.QUEUED):
                job = work.job_claim(pk=waiting.pk, lane=waiting.lane)
                if job and not self._dies_with(job):
                    self._paint(job)
        connection.close()

    def _dies_with(self, job: Job) -> bool:
        """Whether this is the one time that the job kills its worker."""
        self.taken += job.attempts == 1
        return job.attempts == 1 and self.taken in self.dies_at

    def _paint(self, job: Job) -> None:
        with job.content.open() as file:
            negative = ImageOps.invert(read_pixels(file))
        if job.kind == Job.Kind.PHOTO:
            while not photo_work._is_finished(job, {}):
                slugs = job.parameters["wall"][len(job.wall) :][:8]
                photo_work._show_sheet(job, [(slug, negative.resize((256, 171))) for slug in slugs])
            return
        jpeg = encode(negative, "JPEG")
        work.job_deliver(job, preview=jpeg, result=(jpeg, encode(negative, "PNG")))


@pytest.fixture
def dies_at() -> set[int]:
    return set()


@pytest.fixture
def site(
    live_server: LiveServer, settings: Settings, dies_at: set[int], monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """Return the address of a site whose jobs are painted; a dead worker is noticed within a moment."""
    settings.API_REQUESTS_PER_MINUTE = settings.API_JOBS_PER_HOUR = settings.API_TOKEN_JOBS_PER_HOUR = 100_000
    monkeypatch.setattr(work, "DEAD_AFTER_SECONDS", 0.2)
    monkeypatch.setattr("imagetransfer_client.client._PAUSE", 0.02)
    painter = Painter(dies_at)
    painter.start()
    yield live_server.url
    painter.stopped.set()
    painter.join()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return make_photo(tmp_path / "photo.jpg", 40)


def make_photo(path: Path, grey: int) -> Path:
    Image.new("RGB", (48, 32), (grey, grey, grey)).save(path)
    return path


def grey_of(picture: bytes | Path) -> int:
    with Image.open(BytesIO(picture) if isinstance(picture, bytes) else picture) as opened:
        grey = opened.convert("L").getpixel((24, 16))
    assert isinstance(grey, int)
    return grey
