"""How long custom jobs take: by what this machine needed for those that it has finished."""

import math
from datetime import timedelta

from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import ngettext

from imagetransfer.jobs.custom_algorithm import DEFAULT_SIZE
from imagetransfer.jobs.custom_algorithms import ALGORITHMS
from imagetransfer.jobs.fairness import jobs_in_turn
from imagetransfer.jobs.models import Job

START_SECONDS = 4.0  # reading the pictures, preparing the network, storing the result
_LAST = 20  # finished jobs that tell how long the next ones take
_UNKNOWN_SECONDS = 180.0  # of a job about which nothing is known, such as a training
_EVALUATIONS = {"l-bfgs-20": 20}  # of the network in a step; the other optimisers make about one
_READ = ("kind", "algorithm", "parameters", "width", "height", "step", "progress", "started", "finished")


class Paces(dict[str, float]):
    """Seconds for a step over a megapixel, by algorithm; each is looked up once."""

    def __missing__(self, algorithm: str) -> float:
        pairs = _finished(algorithm)
        # The part of a short job that is not steps must not make all others seem slow.
        seconds = sum(max(0.1 * taken, taken - START_SECONDS) for taken, _ in pairs)
        pace = seconds / sum(work for _, work in pairs) if pairs else ALGORITHMS[algorithm].seconds
        return self.setdefault(algorithm, pace)


def is_measured(algorithm: str) -> bool:
    """Whether this machine has finished a job of the algorithm; until then its pace is assumed."""
    return bool(_finished(algorithm))


def job_seconds(job: Job, paces: Paces | None = None) -> float:
    """Return about how long a worker needs for a whole custom job."""
    work = _work(job)
    known = Paces() if paces is None else paces
    return _UNKNOWN_SECONDS if work is None else START_SECONDS + work * known[job.algorithm]


def seconds_before(job: Job) -> float:
    """Return about how long a job, or a draft if it were started now, waits for others."""
    paces, turn = Paces(), [waiting.pk for waiting in jobs_in_turn(Job.Lane.CUSTOM)]
    before = turn[: turn.index(job.pk)] if job.pk in turn else turn
    running = Job.objects.only(*_READ).filter(lane=Job.Lane.CUSTOM, state=Job.State.RUNNING)
    waiting = Job.objects.only(*_READ).filter(pk__in=before)
    return sum(_seconds_left(other, paces) for other in running) + sum(job_seconds(other, paces) for other in waiting)


def job_seconds_left(job: Job) -> float | None:
    """Return about how long a custom job still takes, its waiting included; None for others, and once it is done."""
    if job.lane != Job.Lane.CUSTOM or not job.is_open:
        return None
    return _seconds_left(job, Paces()) if job.state == Job.State.RUNNING else seconds_before(job) + job_seconds(job)


def in_words(seconds: float) -> str:
    """Say a rough duration: "20 seconds", "4 minutes"."""
    if seconds < 85:
        tens = max(10, 10 * round(seconds / 10))
        return ngettext("%(count)s second", "%(count)s seconds", tens) % {"count": tens}
    now = timezone.now()
    return timesince(now - timedelta(minutes=max(1, round(seconds / 60))), now, depth=1)


def _seconds_left(job: Job, paces: Paces) -> float:
    """Trust the estimate in the beginning, and the pace so far the more the further the job is."""
    work = _work(job)
    done = (_work(job, job.step) or 0.0) / work if work else job.progress
    elapsed = (timezone.now() - job.started).total_seconds() if job.started else 0.0
    return (1 - done) * ((1 - done) * job_seconds(job, paces) + elapsed)


def _finished(algorithm: str) -> list[tuple[float, float]]:
    """Return the seconds and the work of the last jobs of an algorithm that went through without a stop."""
    jobs = Job.objects.only(*_READ).filter(algorithm=algorithm, state=Job.State.DONE, attempts=1)
    last = jobs.exclude(started=None).order_by("-finished")[:_LAST]
    return [
        ((job.finished - job.started).total_seconds(), work)
        for job in last
        if job.finished and job.started and (work := _work(job))
    ]


def _work(job: Job, step: float = math.inf) -> float | None:
    """Return the work of a job up to some step, in steps over a megapixel; None where that says nothing."""
    algorithm = ALGORITHMS.get(job.algorithm)
    if algorithm is None or job.kind != Job.Kind.CUSTOM:
        return None
    try:
        options = algorithm.read_options(job.parameters.get("options", {}))
    except ValueError:  # the job will fail, with this sentence
        return None
    each = _megapixels(job, enlarges=not algorithm.full_size) * _EVALUATIONS.get(getattr(options, "optimiser", ""), 1)
    scales: list[int] = options.steps_per_scale()
    work = 0.0
    for scale, steps in enumerate(scales, 1):
        work += min(step, steps) * each / 4.0 ** (len(scales) - scale)
        step = max(0, step - steps)
    return work


def _megapixels(job: Job, *, enlarges: bool) -> float:
    """Return the size at which the algorithm works."""
    longer, shorter = max(job.width, job.height), min(job.width, job.height)
    size: float = job.parameters.get("size", DEFAULT_SIZE)
    side = size if enlarges else min(size, longer)
    return side * side * shorter / longer / 1e6
