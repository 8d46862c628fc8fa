"""A slow algorithm for tests, quick and without TensorFlow: the photo fades into the style's mean colour."""

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from django.apps import AppConfig

from algorithms.errors import UserError
from algorithms.optimise.checkpoint import DescentState, fingerprint
from imagetransfer.jobs.custom_algorithm import CustomAlgorithm, Pictures
from imagetransfer.jobs.custom_algorithms import ALGORITHMS
from imagetransfer.pictures.decoding import encode
from imagetransfer.pictures.pixels import read_pixels

SHARE = 0.1  # of the way, in each step


def _option(default: Any, least: float = 0) -> Any:
    return field(default=default, metadata={"help": "for tests", "label": "For tests", "least": least, "choices": ()})


@dataclass(frozen=True, kw_only=True)
class TinyOptions:
    steps: int = _option(5, 1)
    pause: float = _option(0.0)

    def __post_init__(self) -> None:
        if self.steps == 13:
            raise UserError("13 steps bring bad luck; choose another number.")
        if self.steps == 17:
            raise ValueError("17 is a prime")

    def steps_per_scale(self) -> list[int]:
        return [self.steps]


@dataclass(frozen=True)
class TinyProgress:
    losses: dict[str, float]
    picture: np.ndarray
    state: DescentState

    @property
    def step(self) -> int:
        return self.state.step


def fade(pictures: Pictures, options: TinyOptions, resume: DescentState | None) -> Iterator[TinyProgress]:
    print_of_it = fingerprint(options, [pictures.content, pictures.style])
    if resume and resume.fingerprint != print_of_it:
        raise ValueError("The state is of another painting.")
    return _fade(pictures, options, resume or DescentState(print_of_it, 0, pictures.content, {}))


def _fade(pictures: Pictures, options: TinyOptions, state: DescentState) -> Iterator[TinyProgress]:
    goal = pictures.style.mean(axis=(0, 1))
    while state.step < options.steps:
        time.sleep(options.pause)
        picture = (state.variable + SHARE * (goal - state.variable)).astype("float32")
        state = DescentState(state.fingerprint, state.step + 1, picture, {})
        yield TinyProgress({"total": 1 / state.step, "style": 0.5 / state.step}, picture, state)


TINY = CustomAlgorithm(
    title="Fading",
    summary="For tests.",
    options=TinyOptions,
    shown=("steps",),
    most={},
    words={},
    seconds=800.0,
    masks="",
    full_size=False,
    run=fade,  # type: ignore[arg-type] # DescentProgress itself would bring TensorFlow along
)


def online_run(job: Any) -> None:
    """Turn the photo upside down, in the place of a painting, a quarter of `pause` after the other."""
    from imagetransfer.jobs.models import Job
    from imagetransfer.jobs.work import job_beat, job_deliver

    with job.content.open() as file:
        painting = read_pixels(file).rotate(180)
    for quarter in range(4):
        job_beat(job, progress=quarter / 4)
        time.sleep(job.parameters["pause"] / 4)
    if job.lane == Job.Lane.PREVIEW:
        job_deliver(job, preview=encode(painting, "JPEG"))
    else:
        job_deliver(job, result=(encode(painting, "JPEG"), encode(painting, "PNG")))


def _dying(losses_row: Any, step: int) -> Any:
    """Let a worker be killed at a step, and its whole cluster with it, as by a machine that loses power."""

    def row_or_death(now: Any) -> Any:
        if now.step == step:
            os.killpg(os.getpgrp(), signal.SIGKILL)
        return losses_row(now)

    return row_or_death


class TinyConfig(AppConfig):
    """Offers the algorithm in a process of the site; see `fault_settings.py`."""

    name = "tests.jobs"
    label = "tiny"

    def ready(self) -> None:
        """Register it, save states sooner, and take nobody for dead whom a busy machine keeps from beating."""
        from django_q.signals import post_spawn

        from imagetransfer.jobs import custom_work, heartbeat, tasks, work

        post_spawn.disconnect(dispatch_uid="worker_warm")  # TensorFlow, in each of many workers

        ALGORITHMS["tiny"] = TINY
        tasks.RUNS["online"] = online_run
        custom_work.SAVE_SECONDS = 0.1
        heartbeat.BEAT_SECONDS = 0.5  # type: ignore[attr-defined] # as it was imported there
        work.DEAD_AFTER_SECONDS = float(os.environ.get("FAULT_DEAD_AFTER", "3600"))
        if dies_at := os.environ.get("DIES_AT_STEP"):
            custom_work.losses_row = _dying(custom_work.losses_row, int(dies_at))
