"""The life of a job in the hands of a worker: claim, beat, deliver, fail, and the sweep for what dead workers left.

Every step but the claim asks whether the job is still the caller's own: same lane, same claim, still running. A
message that is delivered twice, or a worker that was believed dead, thus changes nothing. All signs of life are by the
database's clock, because those of several machines differ.
"""

from datetime import timedelta
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce, Now
from django.utils.translation import gettext as _

from imagetransfer.files import places
from imagetransfer.files.store import discard
from imagetransfer.jobs.fairness import jobs_in_turn, jobs_waiting_in
from imagetransfer.jobs.mails import job_ended
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.selectors import jobs_silent, jobs_waiting, messages_waiting
from imagetransfer.jobs.services import job_announce

BEAT_SECONDS = 2.0
DEAD_AFTER_SECONDS = 15.0
FORGOTTEN_AFTER_SECONDS = 30.0
# A long job lives through some restarts of its machine; one that kills its workers must not do so for ever.
MAX_ATTEMPTS = {Job.Lane.PREVIEW: 3, Job.Lane.FULL_SIZE: 3, Job.Lane.CUSTOM: 10}
CURVE_ROWS = 100  # of losses that a page shows, at most


class JobLost(Exception):  # noqa: N818 - an answer, not a fault
    """The job was cancelled, or was given to another worker, or the worker itself put it back."""


def job_claim_next(*, lane: str) -> Job | None:
    """Take the waiting job whose turn it is in this lane; None when none waits."""
    claims = (job_claim(pk=waiting.pk, lane=lane) for waiting in jobs_in_turn(lane))
    return next((job for job in claims if job), None)


def job_claim(*, pk: UUID | str, lane: str) -> Job | None:
    """Take a waiting job; None when it does not wait (any more) in this lane."""
    waiting = Job.objects.filter(pk=pk, lane=lane, state=Job.State.QUEUED)
    with transaction.atomic():
        # Many workers ask at once: a row that another one is just taking is not waited for.
        skip_locked = connection.features.has_select_for_update_skip_locked
        if not waiting.select_for_update(skip_locked=skip_locked).exists():
            return None
        taken = waiting.update(
            state=Job.State.RUNNING,
            attempts=F("attempts") + 1,
            progress=0.0,
            heartbeat=Now(),
            claimed=Now(),
            started=Coalesce("started", Now()),
        )
    return Job.objects.get(pk=pk) if taken else None


def draft_claim_next() -> Job | None:
    """Take the draft whose turn it is to have its regions found; None when none waits."""
    for waiting in jobs_in_turn(Job.Lane.REGIONS):
        if jobs_waiting_in(Job.Lane.REGIONS).filter(pk=waiting.pk).update(started=Now()):
            return Job.objects.filter(pk=waiting.pk).first()
    return None


def job_beat(job: Job, *, progress: float | None = None) -> None:
    """Give a sign of life; raises `JobLost`."""
    news = {"heartbeat": Now()} | ({} if progress is None else {"progress": progress})
    if not job_own(job).update(**news):
        raise JobLost


def job_report_progress(job: Job, *, picture: bytes, progress: float, losses: list[dict[str, float]]) -> None:
    """Show how far a long job is: a small picture (JPEG) and the losses of the steps since; raises `JobLost`."""
    with transaction.atomic():
        if not job_own(job).select_for_update().exists():
            raise JobLost
        job.preview.save(places.job_preview(job.pk), ContentFile(picture), save=False)
        job.progress, job.step = progress, int(losses[-1]["step"])
        # A resumed job repeats the steps that were not saved.
        job.losses = [row for row in job.losses if row["step"] < losses[0]["step"]] + losses
        while len(job.losses) > CURVE_ROWS:
            job.losses = job.losses[:-1:2] + job.losses[-1:]
        job.save(update_fields=("preview", "progress", "step", "losses"))
        job_own(job).update(heartbeat=Now())


def job_deliver(job: Job, *, preview: bytes | None = None, result: tuple[bytes, bytes] | None = None) -> None:
    """Store a preview (JPEG) or the final picture (JPEG, PNG), or both; raises `JobLost`.

    With a final picture the job is done. Without one it waits in the lane of full sizes, or until somebody wants that.
    File names depend on the job only, so doing it again replaces files and leaves none behind.
    """
    with transaction.atomic():
        row = job_own(job).select_for_update().first()
        if row is None:
            raise JobLost
        job.wants_full, job.awaited = row.wants_full, row.awaited
        if preview is not None:
            job.preview.save(places.job_preview(job.pk), ContentFile(preview), save=False)
        if result is not None:
            job.result.save(places.job_result(job.pk, ".jpg"), ContentFile(result[0]), save=False)
            job.result_png.save(places.job_result(job.pk, ".png"), ContentFile(result[1]), save=False)
            job.state, job.progress = Job.State.DONE, 1.0
        else:
            job.state = Job.State.QUEUED if job.wants_full else Job.State.PREVIEWED
            job.lane, job.progress, job.attempts = Job.Lane.FULL_SIZE, 0.0, 0
            if job.wants_full:
                job_announce(job.lane)
        job.save()
        Job.objects.filter(pk=job.pk).update(heartbeat=Now(), **({"finished": Now()} if result else {}))
        job.refresh_from_db(fields=("heartbeat", "finished"))
        if result is not None:
            job_ended(job)
    if result is not None:
        discard(places.saved_state(job.pk))


def job_yield(job: Job) -> None:
    """Put a running job that was interrupted on purpose back into its lane, to go on in its turn; raises `JobLost`."""
    with transaction.atomic():
        # It counts as one claim, however often it makes room: many claims mean that the job kills its workers.
        if not job_own(job).update(state=Job.State.QUEUED, attempts=F("attempts") - 1, heartbeat=Now()):
            raise JobLost
        job_announce(job.lane)


def job_fail(job: Job, *, message: str) -> None:
    """End the job with one plain sentence for its owner, unless it was lost meanwhile."""
    with transaction.atomic():
        if not job_own(job).update(state=Job.State.FAILED, message=message, finished=Now()):
            return
        job.refresh_from_db()
        job_ended(job)
    discard(places.saved_state(job.pk))


def jobs_sweep() -> int:
    """Queue again what dead workers left behind and what no message tells of; return how many jobs that were."""
    dead = list(jobs_silent(Job.State.RUNNING, DEAD_AFTER_SECONDS))
    forgotten = [job for lane in Job.Lane for job in _forgotten(lane)]
    return sum(_revive(job) for job in dead) + sum(_remind(job) for job in forgotten)


def job_own(job: Job) -> QuerySet[Job]:
    """Return the row of a job that is still the caller's own, or nothing."""
    return Job.objects.filter(pk=job.pk, lane=job.lane, attempts=job.attempts, state=Job.State.RUNNING)


def _forgotten(lane: str) -> QuerySet[Job]:
    """Return long-waiting jobs of a lane in which nobody works: their messages went down with a worker's cluster.

    Messages that nobody took are still there, and are not sent again: without a worker they would pile up.
    """
    if Job.objects.filter(state=Job.State.RUNNING, lane=lane).exists():
        return Job.objects.none()
    lost = max(0, jobs_waiting(lane) - messages_waiting(lane))
    return jobs_silent(Job.State.QUEUED, FORGOTTEN_AFTER_SECONDS).filter(lane=lane)[:lost]


def _revive(job: Job) -> bool:
    """Queue a dead worker's job again, or give up when it may be the job that kills the workers."""
    silent = Now() - timedelta(seconds=DEAD_AFTER_SECONDS)
    if job.attempts >= MAX_ATTEMPTS[Job.Lane(job.lane)]:
        job_fail(job, message=_("This picture could not be finished; please try again with a smaller photo."))
        return False
    with transaction.atomic():
        revived = job_own(job).filter(heartbeat__lt=silent).update(state=Job.State.QUEUED, heartbeat=Now())
        if revived:
            job_announce(job.lane)
    return bool(revived)


def _remind(job: Job) -> bool:
    """Announce a waiting job anew."""
    with transaction.atomic():
        waiting = Job.objects.filter(pk=job.pk, state=Job.State.QUEUED, heartbeat=job.heartbeat)
        reminded = waiting.update(heartbeat=Now())
        if reminded:
            job_announce(job.lane)
    return bool(reminded)
