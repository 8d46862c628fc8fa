"""A worker's way through a job; the painter is replaced at the outer edge, all else is real."""

import sys
from collections.abc import Callable
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import Image
from pytest_django import Settings

import algorithms
from algorithms.errors import FileError
from algorithms.styles.catalogue import WORKING_SIDE, styles_of
from algorithms.styles.options import FastOptions
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.services import job_cancel
from imagetransfer.jobs.tasks import job_run, worker_warm
from tests.jobs.makers import content_of, queued_job

pytestmark = pytest.mark.django_db

WENT_WRONG = "Something went wrong while painting; please try again or choose another photo."
LIGHT, OTHER_LIGHT = (style.slug for style in styles_of("photographic")[:2])


def negative(
    pixels: Any, _options: object, on_progress: Callable[[float], None] = lambda _share: None, parse: object = None
) -> Any:
    on_progress(0.5)
    return 255 - pixels


@pytest.fixture(autouse=True)
def painter(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Stand in for algorithms.stylize, so that TensorFlow stays out of these tests."""

    def preview_side(options: FastOptions) -> int | None:
        return WORKING_SIDE if options.kind == "painting" else None

    fake = SimpleNamespace(stylize=negative, preview_side=preview_side, warm=lambda _parse: None)
    monkeypatch.setitem(sys.modules, "algorithms.stylize", fake)
    monkeypatch.setattr(algorithms, "stylize", fake, raising=False)
    return fake


def test_a_small_photo_is_done_after_the_preview() -> None:
    job = queued_job(60, 40)

    job_run("preview")

    job.refresh_from_db()
    assert (job.state, job.lane) == ("done", "preview")
    with Image.open(job.preview.path) as preview, Image.open(job.result.path) as result:
        assert preview.tobytes() == result.tobytes()
    with Image.open(BytesIO(content_of(job.result_png))) as png:
        assert (png.format, png.size) == ("PNG", (60, 40))
        assert png.getpixel((30, 0)) == pytest.approx((255, 255, 255), abs=8)  # the gradient began with black


def test_a_large_photo_is_shown_small_first_and_finished_in_the_slow_lane() -> None:
    job = queued_job(2048, 512)

    job_run("preview")
    job.refresh_from_db()
    between = job.state, job.lane, job.preview.name != "", job.result.name
    job_run("full_size")
    job.refresh_from_db()

    assert between == ("queued", "full_size", True, "")
    assert job.state == "done"
    with Image.open(job.preview.path) as preview, Image.open(job.result.path) as result:
        assert (preview.size, result.size) == ((WORKING_SIDE, WORKING_SIDE // 4), (2048, 512))


def test_the_results_say_how_they_were_made_and_nothing_else(settings: Settings) -> None:
    job = queued_job()
    job.parameters |= {"strength": 60}
    job.save()

    job_run("preview")

    job.refresh_from_db()
    line = f"styles={job.parameters['style']}:100 strength=60 keep_colours=no stroke=100"
    with Image.open(job.result.path) as jpeg, Image.open(job.result_png.path) as png:
        assert set(jpeg.getexif().values()) == {line, f"ImageTransfer {settings.VERSION}"}
        assert png.info == {"Description": line, "Software": f"ImageTransfer {settings.VERSION}"}


def test_a_message_that_comes_twice_is_worked_on_once(painter: SimpleNamespace) -> None:
    job = queued_job()
    job_run("preview")
    painter.stylize = lambda *_, **__: pytest.fail("it was painted again")

    job_run("preview")

    job.refresh_from_db()
    assert (job.state, job.attempts) == ("done", 1)


def test_a_job_that_is_cancelled_while_it_runs_ends_quietly(painter: SimpleNamespace) -> None:
    job = queued_job()

    def cancel_and_paint(pixels: Any, _options: object, **_: object) -> Any:
        job_cancel(job)
        return pixels

    painter.stylize = cancel_and_paint

    job_run("preview")

    job.refresh_from_db()
    assert (job.state, job.preview.name) == ("cancelled", "")


@pytest.mark.parametrize(
    ("trouble", "sentence"),
    [
        (FileError("The weights file /srv/painter.npz is damaged; fetch or train it again."), WENT_WRONG),
        (MemoryError(), "This photo is too large for the painter; please try again with a smaller one."),
        (ValueError("shapes"), WENT_WRONG),
    ],
)
def test_trouble_ends_the_job_with_one_plain_sentence_and_goes_to_the_log(
    trouble: Exception, sentence: str, painter: SimpleNamespace, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise trouble

    painter.stylize = fail
    job = queued_job()

    job_run("preview")

    job.refresh_from_db()
    assert (job.state, job.message) == ("failed", sentence)
    assert type(trouble).__name__ in caplog.text


def test_a_style_that_is_no_longer_offered_ends_the_job() -> None:
    job = queued_job(style="gone")

    job_run("preview")

    job.refresh_from_db()
    assert (job.state, job.message) == ("failed", "This style is not offered any more; please choose another one.")


def test_a_damaged_file_ends_the_job() -> None:
    job = queued_job()
    job.content.save(job.content.name, BytesIO(b"no picture"))  # type: ignore[arg-type]

    job_run("preview")

    assert Job.objects.get(pk=job.pk).state == Job.State.FAILED


@pytest.mark.parametrize(
    ("lane", "warmed"), [("preview", "stylize and parser"), ("full_size", "stylize"), ("custom", "algorithms")]
)
def test_a_worker_warms_what_its_lane_needs(
    lane: str, warmed: str, painter: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    painter.warm = lambda parse: calls.append("stylize and parser" if parse else "stylize")
    monkeypatch.setattr("imagetransfer.jobs.custom_algorithms.warm", lambda: calls.append("algorithms"))
    monkeypatch.setenv("Q_CLUSTER_NAME", lane)

    worker_warm()

    assert calls == [warmed]


def test_a_network_that_cannot_be_warmed_does_not_stop_the_worker(
    painter: SimpleNamespace, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_parse: object) -> None:
        raise OSError("no weights")

    painter.warm = fail

    worker_warm()

    assert "no weights" in caplog.text


@pytest.fixture
def grader(painter: SimpleNamespace) -> list[FastOptions]:
    """Note the options that the worker hands to `stylize`."""
    asked: list[FastOptions] = []

    def stylize(photo: Any, options: FastOptions, parse: object) -> Any:
        asked.append(options)
        return 255 - photo

    painter.stylize = stylize
    return asked


def test_a_photographic_style_is_done_in_one_go_at_any_size(grader: list[FastOptions]) -> None:
    job = queued_job(2048, 512, style=LIGHT)

    job_run("preview")

    job.refresh_from_db()
    assert (job.state, job.lane, grader) == ("done", "preview", [FastOptions(styles={LIGHT: 100})])
    with Image.open(job.preview.path) as preview, Image.open(job.result_png.path) as result:
        assert (preview.size, result.size) == ((WORKING_SIDE, WORKING_SIDE // 4), (2048, 512))
        assert result.getpixel((1000, 0)) == pytest.approx((255, 255, 255), abs=8)


def test_everything_that_was_asked_for_is_given(grader: list[FastOptions]) -> None:
    asked = FastOptions(styles={LIGHT: 30, OTHER_LIGHT: 70}, strength=35)
    job = queued_job()
    job.parameters = asked.parameters()
    job.save()

    job_run("preview")

    assert grader == [asked]
