"""A worker's way through a custom job, with an algorithm that takes no time."""

from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from pytest_django import Settings

from imagetransfer.files.places import saved_state
from imagetransfer.files.store import write
from imagetransfer.jobs import custom_work
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.services import job_cancel, job_delete
from imagetransfer.jobs.tasks import job_run
from imagetransfer.outbox.models import Mail
from tests.jobs.makers import content_of, draft, has_saved_state, stored_files, waiting_custom_job
from tests.jobs.tiny import TINY

pytestmark = pytest.mark.django_db


def pixels_of(job: Job) -> np.ndarray:
    with Image.open(BytesIO(content_of(job.result_png))) as picture:
        return np.asarray(picture).astype(int)


def finished(job: Job) -> Job:
    job_run("custom")
    job.refresh_from_db()
    return job


def test_a_custom_job_is_done_with_picture_preview_losses_and_without_its_saved_state() -> None:
    job = finished(waiting_custom_job(steps=4))

    assert (job.state, job.progress, job.step) == ("done", 1.0, 4)
    assert [row["step"] for row in job.losses] == [1, 2, 3, 4]
    assert job.losses[-1]["total"] == 0.25
    # After four steps 0.9⁴ = 0.656 of the photo's contrast is left; its gradient spans nearly all 255 greys.
    assert np.ptp(pixels_of(job)) == pytest.approx(0.656 * 255, abs=5)
    assert content_of(job.preview)[:2] == b"\xff\xd8"
    assert not has_saved_state(job)


def test_a_draft_is_not_worked_on() -> None:
    job = draft()

    assert finished(job).state == "draft"


@pytest.mark.usefixtures("each_store")
@pytest.mark.parametrize("steps_before", [1, 3])
def test_an_interrupted_job_goes_on_from_its_saved_state_and_ends_with_the_same_picture(
    steps_before: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(custom_work, "SAVE_SECONDS", 0.0)
    straight = finished(waiting_custom_job(steps=5))
    job = waiting_custom_job(steps=5)
    steps_seen: list[int] = []

    def die(now: Any) -> dict[str, float]:
        row = row_of(now)
        steps_seen.append(int(row["step"]))
        if len(steps_seen) == steps_before + 1:
            raise KeyboardInterrupt  # the process ends, nobody writes anything any more
        return row

    row_of = custom_work.losses_row
    monkeypatch.setattr(custom_work, "losses_row", die)
    with pytest.raises(KeyboardInterrupt):
        job_run("custom")
    Job.objects.filter(pk=job.pk).update(state=Job.State.QUEUED)

    finished(job)

    assert steps_seen[steps_before + 1 :] == list(range(steps_before + 1, 6))  # not from the beginning
    assert [row["step"] for row in job.losses] == [1, 2, 3, 4, 5]
    assert (pixels_of(job) == pixels_of(straight)).all()


def test_a_job_whose_worker_died_after_the_last_step_is_finished_by_the_next_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(custom_work, "SAVE_SECONDS", 0.0)
    job = waiting_custom_job()

    def die(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(custom_work, "job_deliver", die)
        with pytest.raises(KeyboardInterrupt):
            job_run("custom")
    Job.objects.filter(pk=job.pk).update(state=Job.State.QUEUED)

    assert finished(job).state == "done"


@pytest.mark.parametrize("damage", [b"not a state", b""])
def test_a_damaged_state_lets_the_job_begin_anew(damage: bytes) -> None:
    job = waiting_custom_job()
    write(saved_state(job.pk), damage)

    assert finished(job).state == "done"


def test_a_job_that_is_cancelled_while_it_runs_ends_and_sends_no_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    job = waiting_custom_job(email="ada@example.org")
    begin = custom_work._begin

    def cancel_and_begin(*arguments: Any) -> object:
        job_cancel(job)
        return begin(*arguments)

    monkeypatch.setattr(custom_work, "_begin", cancel_and_begin)

    assert finished(job).state == "cancelled"
    assert not job.result
    assert not has_saved_state(job)
    assert [mail.kind for mail in Mail.objects.all()] == ["received"]


def test_a_worker_saves_nothing_for_a_job_that_is_deleted_while_it_runs(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(custom_work, "SAVE_SECONDS", 0.0)
    job = waiting_custom_job(steps=5)
    row_of = custom_work.losses_row

    def delete_at_the_third_step(now: Any) -> dict[str, float]:
        if now.step == 3:
            assert has_saved_state(job)
            job_delete(job)
        return row_of(now)

    monkeypatch.setattr(custom_work, "losses_row", delete_at_the_third_step)

    job_run("custom")

    assert stored_files(Path(settings.MEDIA_ROOT)) == set()


def test_the_saved_state_goes_when_the_job_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(custom_work, "SAVE_SECONDS", 0.0)
    job = waiting_custom_job(steps=5)
    row_of = custom_work.losses_row

    def fail_at_the_third_step(now: Any) -> dict[str, float]:
        if now.step == 3:
            assert has_saved_state(job)
            raise MemoryError
        return row_of(now)

    monkeypatch.setattr(custom_work, "losses_row", fail_at_the_third_step)

    assert finished(job).state == "failed"
    assert not has_saved_state(job)


def test_what_the_algorithm_says_about_the_options_becomes_the_jobs_sentence() -> None:
    job = finished(waiting_custom_job(steps=13))

    assert (job.state, job.message) == ("failed", "13 steps bring bad luck; choose another number.")


def test_a_fault_of_the_program_stays_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    job = finished(waiting_custom_job(steps=17))

    assert "prime" not in job.message
    assert "prime" in caplog.text


@pytest.mark.parametrize(
    ("trouble", "sentence"),
    [
        (OSError(28, "No space left on device"), "no room left for pictures"),
        (MemoryError(), "too large for the painter"),
    ],
)
def test_trouble_of_the_machine_ends_the_job_with_a_sentence_and_a_mail_and_the_next_one_is_done(
    trouble: Exception, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    job, other = waiting_custom_job(email="ada@example.org"), waiting_custom_job()

    def fail(*_arguments: object) -> None:
        raise trouble

    with monkeypatch.context() as patch:
        patch.setattr("algorithms.optimise.checkpoint.write_state", fail)
        finished(job)

    assert job.state == "failed"
    assert sentence in job.message
    assert sentence in Mail.objects.get(kind="failed").text
    assert finished(other).state == "done"


def test_the_registry_hands_the_options_on() -> None:
    assert TINY.read_options({"steps": 7, "forgotten": 1}).steps == 7
    assert TINY.defaults() == {"steps": 5, "pause": 0.0}
