"""A worker's way through the training of a style, with networks of random weights."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from algorithms.perceptual.vgg import compact
from algorithms.styles import catalogue
from algorithms.styles.catalogue import added_folder, fits, style_to_add
from algorithms.styles.compatibility import params_fit
from algorithms.training.options import AddOptions
from imagetransfer.files.local_copy import local_copy
from imagetransfer.files.places import own_style_params, saved_state
from imagetransfer.files.store import write
from imagetransfer.jobs import custom_work, training_work
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.services import job_cancel, job_create
from imagetransfer.jobs.tasks import job_run
from tests.algorithms.makers import painter_file, small_loss_network
from tests.jobs.makers import content_of, has_saved_state, photo, waiting_custom_job

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("eager")]

OPTIONS = AddOptions(steps=3, batch=1, side=48, style_side=32, save_every=1)


@pytest.fixture(autouse=True)
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put tiny networks in the place of those that ship."""
    painter_file(tmp_path / "painter.npz")
    monkeypatch.setattr(training_work, "PAINTER_FILE", tmp_path / "painter.npz")
    monkeypatch.setattr("algorithms.styles.catalogue.PAINTER_FILE", tmp_path / "painter.npz")
    monkeypatch.setattr("algorithms.johnson.added_style.compact", compact)  # the encoder's eye stays as it is
    monkeypatch.setattr("algorithms.perceptual.vgg.compact", small_loss_network)


def training(slug: str = "blue-dog") -> Job:
    return job_create(
        kind=Job.Kind.TRAINING,
        algorithm=Job.Algorithm.FAST,
        content=photo(),
        parameters={"slug": slug, "options": asdict(OPTIONS)},
        client="staff",
        lanes=[Job.Lane.CUSTOM],
    )


def worked_on(job: Job) -> Job:
    job_run("custom")
    job.refresh_from_db()
    return job


def test_a_training_ends_with_a_row_that_fits_pictures_and_losses() -> None:
    job = worked_on(training())

    assert (job.state, job.step, job.message) == ("done", 3, "")
    assert [row["step"] for row in job.losses] == [1, 2, 3]
    assert job.losses[0].keys() == {"step", "total", "content", "style", "neighbours", "tv"}
    assert content_of(job.preview)[:2] == b"\xff\xd8"
    style = style_to_add("blue-dog")
    assert fits(style)
    assert all((style.folder / name).stat().st_size for name in (style.swatch, style.sample))
    assert not has_saved_state(job)


def test_it_makes_room_for_a_picture_that_waits_and_goes_on_in_its_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training_work, "SLICE_SECONDS", 0.0)
    job, picture = training(), waiting_custom_job()

    assert (worked_on(job).state, job.step, job.attempts) == ("queued", 1, 0)
    assert worked_on(picture).state == "done"
    assert (worked_on(job).state, job.attempts) == ("done", 1)
    assert [row["step"] for row in job.losses] == [1, 2, 3]


def test_it_does_not_make_room_for_another_training(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training_work, "SLICE_SECONDS", 0.0)
    job = training()
    training("red-cat")

    assert worked_on(job).state == "done"


def test_after_a_workers_death_the_next_one_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    job = training()
    steps_seen: list[int] = []

    def die_at_the_second_step(now: Any) -> dict[str, float]:
        steps_seen.append(now.step)
        if steps_seen == [1, 2]:
            raise KeyboardInterrupt  # the process ends, nobody writes anything any more
        return losses_row(now)

    losses_row = custom_work.losses_row
    monkeypatch.setattr(training_work, "losses_row", die_at_the_second_step)
    with pytest.raises(KeyboardInterrupt):
        job_run("custom")
    Job.objects.filter(pk=job.pk).update(state=Job.State.QUEUED)

    assert worked_on(job).state == "done"
    assert steps_seen == [1, 2, 3]


def test_a_damaged_state_lets_it_begin_anew() -> None:
    job = training()
    write(saved_state(job.pk), b"not a state")

    assert worked_on(job).state == "done"


def test_a_cancelled_training_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    job = training()
    losses_row = custom_work.losses_row

    def cancel(now: Any) -> dict[str, float]:
        job_cancel(job)
        return losses_row(now)

    monkeypatch.setattr(training_work, "losses_row", cancel)

    assert worked_on(job).state == "cancelled"
    folder = added_folder()
    assert folder is not None
    assert not folder.exists()


def test_a_style_that_ships_by_now_is_told_in_a_sentence() -> None:
    job = worked_on(training("great-wave"))

    assert (job.state, job.message) == ("failed", "A style called great-wave ships already; choose another name.")


def test_a_visitors_style_is_refined_in_the_store_and_gets_no_pictures() -> None:
    slug = "own-0123456789abcdef"

    job = worked_on(training(slug))

    assert (job.state, job.message) == ("done", "")
    with local_copy(own_style_params(slug)) as copy:
        assert params_fit(copy.path, catalogue.PAINTER_FILE)
    folder = added_folder()
    assert folder is not None
    assert not folder.exists()
