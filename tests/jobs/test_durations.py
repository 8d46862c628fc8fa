"""How long custom jobs take, by those that this machine has finished."""

from datetime import timedelta

import pytest
from django.utils import timezone

from imagetransfer.jobs.durations import START_SECONDS, in_words, is_measured, job_seconds, job_seconds_left
from imagetransfer.jobs.models import Job
from tests.jobs.makers import draft, queued_job, waiting_custom_job
from tests.jobs.tiny import TINY

pytestmark = pytest.mark.django_db


def custom_job(algorithm: str = "gatys", size: int = 500, width: int = 1000, **options: object) -> Job:
    """Return a draft of a square photo; not saved."""
    parameters = {"size": size, "options": {"scales": 1, "steps": 100, **options}}
    return Job(kind="custom", algorithm=algorithm, parameters=parameters, width=width, height=width, lane="custom")


def finish(job: Job, seconds: float, **changes: object) -> Job:
    """Save a job as one that a worker finished."""
    now = timezone.now()
    job.state, job.attempts, job.started, job.finished = Job.State.DONE, 1, now - timedelta(seconds=seconds), now
    for name, value in changes.items():
        setattr(job, name, value)
    job.save()
    return job


def test_the_first_job_is_estimated_by_what_two_cores_need() -> None:
    assert not is_measured("gatys")
    # 100 steps over a quarter of a megapixel, at 1.2 seconds a step and megapixel
    assert job_seconds(custom_job()) == pytest.approx(START_SECONDS + 30)


def test_finished_jobs_of_the_same_algorithm_tell_how_long_the_next_one_takes() -> None:
    finish(custom_job(), START_SECONDS + 5)
    finish(custom_job(), START_SECONDS + 15)
    finish(custom_job("photo"), 600)

    assert is_measured("gatys")
    assert job_seconds(custom_job()) == pytest.approx(START_SECONDS + 10, rel=0.01)


@pytest.mark.parametrize(
    ("changes", "factor"),
    [
        ({"size": 1000}, 4),
        ({"steps": 300}, 3),
        ({"optimiser": "l-bfgs-20"}, 20),
        ({"scales": 2, "steps": 150}, 0.75),  # 100 steps over a quarter of the pixels, then 50 over all
        ({"size": 500, "width": 250}, 1),  # a small photo is enlarged
    ],
    ids=str,
)
def test_the_estimate_follows_the_pixels_and_the_steps(changes: dict[str, object], factor: float) -> None:
    finish(custom_job(), START_SECONDS + 10)

    assert job_seconds(custom_job(**changes)) == pytest.approx(START_SECONDS + 10 * factor, rel=0.01)  # type: ignore[arg-type]


def test_a_photo_is_relit_at_its_own_size_at_most() -> None:
    small, large = custom_job("photo", size=1000, width=250), custom_job("photo", size=250, width=250)

    assert job_seconds(small) == job_seconds(large)


def test_jobs_that_were_interrupted_or_cancelled_tell_nothing() -> None:
    finish(custom_job(), 5000, attempts=2)
    finish(custom_job(), 5000, state=Job.State.CANCELLED)

    assert not is_measured("gatys")


def test_a_short_job_does_not_make_a_long_one_seem_endless() -> None:
    finish(custom_job(steps=1, size=250), START_SECONDS)  # nearly nothing to do

    assert job_seconds(custom_job()) < 1000


def test_in_the_beginning_the_estimate_counts_and_in_the_end_the_pace() -> None:
    finish(custom_job(), START_SECONDS + 16)
    job = custom_job()
    job.state, job.started = Job.State.RUNNING, timezone.now() - timedelta(seconds=15)
    job.step, job.progress = 2, 0.02
    job.save()

    assert job_seconds_left(job) == pytest.approx(33, abs=2)  # not the 12 minutes of the pace so far

    job.started = timezone.now() - timedelta(seconds=90)
    job.step = 90
    assert job_seconds_left(job) == pytest.approx(9, abs=1)


def test_a_waiting_job_waits_for_all_that_come_before_it() -> None:
    first, second = waiting_custom_job(), waiting_custom_job(client="bob")

    (each,) = {job_seconds(first), job_seconds(second)}
    assert job_seconds_left(first) == pytest.approx(each)
    assert job_seconds_left(second) == pytest.approx(2 * each)
    assert each == pytest.approx(START_SECONDS + TINY.seconds * 5 * 256 * 256 * 40 / 60 / 1e6, rel=0.01)


def test_only_custom_jobs_that_are_not_finished_have_time_left() -> None:
    assert job_seconds_left(queued_job()) is None
    assert job_seconds_left(draft()) is None
    assert job_seconds_left(finish(custom_job(), 10)) is None


def test_options_that_no_algorithm_takes_do_not_break_the_estimate() -> None:
    assert job_seconds(custom_job(steps=-1)) > 0


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "10 seconds"), (18, "20 seconds"), (84, "80 seconds"), (86, "1\xa0minute"), (710, "12\xa0minutes"),
     (7300, "2\xa0hours")],
)  # fmt: skip
def test_durations_are_said_roughly(seconds: float, words: str) -> None:
    assert in_words(seconds) == words
