"""Old jobs with their pictures and mails, and drafts that nobody started, are deleted by themselves."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from imagetransfer.jobs.models import OPEN_STATES, Job
from imagetransfer.jobs.services import jobs_delete
from imagetransfer.outbox.retention import outbox_prune

DRAFT_DAYS = 1


def jobs_prune(days: int | None = None) -> int:
    """Delete what is older than `days` (default: RETENTION_DAYS); the gallery has copies. Return how many jobs."""
    now = timezone.now()
    before = now - timedelta(days=settings.RETENTION_DAYS if days is None else days)
    old = Q(ended__lt=before) & ~Q(state__in=OPEN_STATES)
    draft = Q(created__lt=now - timedelta(days=DRAFT_DAYS)) & (Q(state=Job.State.DRAFT) | Q(kind=Job.Kind.PHOTO))
    deleted = jobs_delete(Job.objects.annotate(ended=Coalesce("finished", "created")).filter(old | draft))
    outbox_prune(before)
    return deleted
