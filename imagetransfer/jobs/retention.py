"""What is deleted by itself: old jobs and their pictures, drafts that nobody started, old mails."""

from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from imagetransfer.jobs.checkpoints import checkpoints_sweep
from imagetransfer.jobs.models import OPEN_STATES, Job
from imagetransfer.jobs.services import jobs_delete
from imagetransfer.outbox.retention import outbox_prune

DRAFT_DAYS = 1
_ABANDONED_SECONDS = 3600  # a file without a job may belong to an upload that is just being stored


def jobs_prune(days: int | None = None) -> int:
    """Delete what is older than `days` (default: RETENTION_DAYS); the gallery has copies. Return how many jobs."""
    now = timezone.now()
    before = now - timedelta(days=settings.RETENTION_DAYS if days is None else days)
    old = Q(ended__lt=before) & ~Q(state__in=OPEN_STATES)
    draft = Q(state=Job.State.DRAFT, created__lt=now - timedelta(days=DRAFT_DAYS))
    deleted = jobs_delete(Job.objects.annotate(ended=Coalesce("finished", "created")).filter(old | draft))
    checkpoints_sweep()
    _delete_orphans(now)
    outbox_prune(before)
    return deleted


def _delete_orphans(now: datetime) -> None:
    """Delete pictures whose job was never written or is gone: a process died between the two."""
    for folder in ("uploads", "results"):
        for path in (Path(settings.MEDIA_ROOT) / folder).glob("*"):
            if path.stat().st_mtime < now.timestamp() - _ABANDONED_SECONDS and _lacks_job(path):
                path.unlink(missing_ok=True)


def _lacks_job(path: Path) -> bool:
    """Whether the file is named after a job that does not exist."""
    try:
        pk = UUID(path.name.lstrip(".")[:36])
    except ValueError:
        return False
    return not Job.objects.filter(pk=pk).exists()
