"""How long online jobs take: by what this machine needed for its last ones."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from imagetransfer.jobs.fairness import jobs_in_turn
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.selectors import job_fast_options

# Assumed until this machine has finished some: seconds of a preview, and of a megapixel of a full size.
_PREVIEW_SECONDS, _FULL_SECONDS = 2.0, 2.0
_LAST = 20  # jobs that tell how long the next ones take
_READ = ("kind", "lane", "state", "width", "height", "progress", "claimed", "heartbeat")


@dataclass(frozen=True)
class Pace:
    """Seconds for a preview, and for each megapixel of a full size."""

    preview: float
    full: float

    def seconds(self, job: Job, lane: str) -> float:
        """Return how long a worker of the lane needs for a job that it begins with."""
        return self.preview if lane == Job.Lane.PREVIEW else self.full * job.width * job.height / 1e6

    def seconds_left(self, job: Job) -> float:
        """Return how long a worker still needs for a running job."""
        elapsed = (timezone.now() - job.claimed).total_seconds() if job.claimed else 0.0
        if job.progress > 0:
            return elapsed * (1 - job.progress) / job.progress
        return max(0.0, self.seconds(job, job.lane) - elapsed)


def online_seconds_left(jobs: Sequence[Job]) -> float:
    """Return about how long it takes until all of some open online jobs are finished, their waiting included."""
    pace = _pace()
    previews = _lane_seconds(Job.Lane.PREVIEW, jobs, pace)
    later = [job for job in jobs if job.lane == Job.Lane.PREVIEW and _has_full_size(job)]
    full_sizes = _lane_seconds(Job.Lane.FULL_SIZE, jobs, pace) + sum(
        pace.seconds(job, Job.Lane.FULL_SIZE) for job in later
    )
    # The lanes work side by side; a full size only begins after its own preview.
    return max(previews, full_sizes + min(previews, pace.preview))


def _lane_seconds(lane: Job.Lane, jobs: Iterable[Job], pace: Pace) -> float:
    """Return how long a lane needs until the last of the jobs has left it; 0 if none of them is in it."""
    ours = {job.pk: job for job in jobs if job.lane == lane and job.is_open}
    if not ours:
        return 0.0
    running = list(Job.objects.only(*_READ).filter(lane=lane, state=Job.State.RUNNING))
    turn = [waiting.pk for waiting in jobs_in_turn(lane)]
    places = [place for place, pk in enumerate(turn, start=1) if pk in ours]
    if not places:
        return max((pace.seconds_left(job) for job in running if job.pk in ours), default=0.0)
    before = Job.objects.only(*_READ).filter(pk__in=turn[: max(places)])
    seconds = sum(map(pace.seconds_left, running)) + sum(pace.seconds(job, lane) for job in before)
    return seconds / max(1, len(running))


def _has_full_size(job: Job) -> bool:
    """Whether a full size follows the preview: a photo in another light is ready in one go."""
    options = job_fast_options(job)
    return job.wants_full and (options is None or options.kind == "painting")


def _pace() -> Pace:
    online = Job.objects.filter(kind=Job.Kind.ONLINE, lane=Job.Lane.FULL_SIZE)
    previews = _last(online.filter(state=Job.State.PREVIEWED, awaited=None))
    full_sizes = _last(online.filter(state=Job.State.DONE))
    megapixels = sum(job.width * job.height for job in full_sizes) / 1e6
    return Pace(
        preview=sum(map(_seconds_taken, previews)) / len(previews) if previews else _PREVIEW_SECONDS,
        full=sum(map(_seconds_taken, full_sizes)) / megapixels if full_sizes else _FULL_SECONDS,
    )


def _last(jobs: QuerySet[Job]) -> list[Job]:
    return list(jobs.exclude(claimed=None).order_by("-created").only(*_READ)[:_LAST])


def _seconds_taken(job: Job) -> float:
    """Return how long the last worker had the job: the last sign of life of one that rests is its delivery."""
    return (job.heartbeat - job.claimed).total_seconds() if job.claimed else 0.0
