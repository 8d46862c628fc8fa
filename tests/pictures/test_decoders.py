"""Decoding in processes of its own: they are few, limited, and may die."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from threading import Event, Semaphore

import pytest
from django.conf import settings as site_settings
from PIL import Image
from pytest_django import Settings

from imagetransfer.pictures.decoders import Decoders, DecodersBusy, decoders
from imagetransfer.pictures.decoding import PictureRefused, accept
from tests.pictures.attacks import jpeg_of_many_scans
from tests.pictures.makers import RED, file_of

BUSY_MACHINE = 60  # seconds, of which few pass while all is well
ORDER = {"format": "JPEG", "most_pixels": 50_000_000}
# As many scans as get through, of as many pixels as do: some seconds of work.
COSTLY = jpeg_of_many_scans((7000, 7000), 54)


def small_picture() -> BytesIO:
    return file_of(Image.new("RGB", (40, 30), RED))


def children_of(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def processor_seconds(pid: int) -> float:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11]) / os.sysconf("SC_CLK_TCK")


def maker() -> int:
    """Return the process that makes decoders."""
    decoders.start()
    assert decoders._maker
    return decoders._maker.pid


class SlowFile(BytesIO):
    """A file that is read when the test lets it, and tells that somebody wants to."""

    def __init__(self, wanted: Semaphore, let: Event) -> None:
        super().__init__(small_picture().getvalue())
        self.wanted, self.let = wanted, let

    def read(self, size: int | None = -1, /) -> bytes:
        self.wanted.release()
        assert self.let.wait(BUSY_MACHINE)
        return super().read(size)


@pytest.fixture
def two_decoders() -> Iterator[Decoders]:
    pool = Decoders(at_once=2, places=3, patience=0.2)
    yield pool
    pool.stop()


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the limits be those of the processor alone, on however busy a machine."""
    monkeypatch.setattr("imagetransfer.pictures.decoders.PATIENCE", 100)


@pytest.mark.usefixtures("patient")
def test_a_picture_that_takes_too_long_is_refused_and_the_next_one_is_read(settings: Settings) -> None:
    settings.DECODER_SECONDS = 1
    began = time.process_time()

    with pytest.raises(PictureRefused, match="too much work") as caught:
        accept(BytesIO(COSTLY))

    assert caught.value.status == 400
    assert time.process_time() - began < 0.5  # of this process, which serves the pages
    assert accept(small_picture()).width == 40


def test_a_picture_for_which_the_machine_has_no_time_now_is_told_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as impatient:
        impatient.setattr("imagetransfer.pictures.decoders.PATIENCE", 0.01)
        with pytest.raises(DecodersBusy):
            accept(BytesIO(COSTLY))

    assert accept(small_picture()).width == 40


def test_a_picture_that_takes_too_much_memory_is_refused_and_the_next_one_is_read(settings: Settings) -> None:
    settings.DECODER_MEGABYTES = 100
    large = file_of(Image.new("RGB", (5000, 5000), RED), "WEBP", method=0)

    with pytest.raises(PictureRefused) as caught:
        accept(large)

    assert caught.value.status == 400
    assert accept(small_picture()).width == 40


@pytest.mark.usefixtures("patient")
def test_a_decoder_that_is_killed_takes_nothing_with_it_but_its_picture() -> None:
    with ThreadPoolExecutor(1) as pool:
        refused = pool.submit(accept, BytesIO(COSTLY))
        while not (working := [one for one in children_of(maker()) if processor_seconds(one) > 0.1]):
            time.sleep(0.01)
        os.kill(working[0], signal.SIGSEGV)

        with pytest.raises(PictureRefused, match="too much work"):
            refused.result(BUSY_MACHINE)
    assert accept(small_picture()).width == 40


def test_what_makes_decoders_is_started_again_when_it_died() -> None:
    dead = maker()
    os.kill(dead, signal.SIGKILL)

    assert accept(small_picture()).width == 40
    assert maker() != dead


def test_some_pictures_are_decoded_at_once_one_waits_and_the_next_is_told_when_to_come_back(
    two_decoders: Decoders,
) -> None:
    wanted, let = Semaphore(0), Event()
    with ThreadPoolExecutor(3) as pool:
        working = [pool.submit(two_decoders.work, ORDER, SlowFile(wanted, let)) for _ in range(2)]
        assert all(wanted.acquire(timeout=BUSY_MACHINE) for _ in working)
        waiting = pool.submit(two_decoders.work, ORDER, small_picture())

        with pytest.raises(DecodersBusy) as late:
            waiting.result(BUSY_MACHINE)
        let.set()

        assert (late.value.status, late.value.retry_after) == (503, 10)
        assert [one.result(BUSY_MACHINE)[0]["width"] for one in working] == [40, 40]
    assert two_decoders.work(ORDER, small_picture())[0]["width"] == 40  # the turns are free again


def test_no_more_requests_wait_than_there_are_places() -> None:
    pool, wanted, let = Decoders(at_once=1, places=1, patience=BUSY_MACHINE), Semaphore(0), Event()
    with ThreadPoolExecutor(1) as threads:
        working = threads.submit(pool.work, ORDER, SlowFile(wanted, let))
        assert wanted.acquire(timeout=BUSY_MACHINE)

        with pytest.raises(DecodersBusy):
            pool.work(ORDER, small_picture())

        let.set()
        working.result(BUSY_MACHINE)
    pool.stop()


def test_decoding_leaves_threads_for_pages_and_so_do_waiting_requests() -> None:
    waits_for_pictures, waits_for_jobs = decoders.places, site_settings.WEB_THREADS // 4

    assert site_settings.WEB_THREADS - waits_for_pictures - waits_for_jobs >= site_settings.WEB_THREADS // 4


def test_a_decoder_knows_nothing_of_the_site() -> None:
    environment = Path(f"/proc/{maker()}/environ").read_bytes()
    loaded = subprocess.run(
        [sys.executable, "-c", "import imagetransfer.pictures.decoder.__main__, sys; print(*sys.modules)"],
        capture_output=True,
        check=True,
        text=True,
        cwd=site_settings.BASE_DIR,
    ).stdout.split()

    assert {entry.split(b"=")[0] for entry in environment.split(b"\0") if entry} <= {b"PATH", b"LANG"}
    assert not [name for name in loaded if name.split(".")[0] in ("django", "tensorflow", "openvino")]
