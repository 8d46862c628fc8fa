"""From shared to public: a worker is asked for the thumbnails, and asked again when nothing came of it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_q.tasks import async_task

from imagetransfer.gallery.models import Picture
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.selectors import jobs_waiting, messages_waiting

LANE = Job.Lane.PREVIEW
MAX_ATTEMPTS = 8
_FIRST_PAUSE = timedelta(minutes=1)  # doubled by each attempt: a disk that was full for two hours fails no picture


def picture_announce(pk: UUID) -> None:
    """Ask a worker for the picture's thumbnails; when it was asked twice, the second message finds nothing to do."""
    async_task("imagetransfer.gallery.tasks.picture_prepare", str(pk), cluster=LANE)


def picture_begin(pk: str) -> Picture | None:
    """Count an attempt and return the picture; None when there is nothing to prepare."""
    unprepared = Picture.objects.filter(pk=pk, state=Picture.State.PREPARING)
    if not unprepared.update(attempts=F("attempts") + 1):
        return None
    picture = Picture.objects.get(pk=pk)
    unprepared.update(ask_again=_later(picture.attempts))
    return picture


def picture_admit(picture: Picture) -> None:
    """Let a prepared picture in, or put it before the moderators first where the site wants that."""
    state = Picture.State.HELD if settings.GALLERY_APPROVAL else Picture.State.PUBLISHED
    Picture.objects.filter(pk=picture.pk, state=Picture.State.PREPARING).update(state=state)


def pictures_sweep(**_signal: Any) -> None:
    """Ask again for what is late, and tell the owners of what cannot be prepared."""
    preparing = Picture.objects.filter(state=Picture.State.PREPARING)
    late = preparing.filter(ask_again__lt=timezone.now())
    late.filter(attempts__gte=MAX_ATTEMPTS).update(state=Picture.State.FAILED)
    # Messages that no worker takes must not pile up: one for each wish is enough.
    missing = preparing.count() + jobs_waiting(LANE) - messages_waiting(LANE)
    for picture in late.only("pk", "attempts", "ask_again")[: max(0, missing)]:
        with transaction.atomic():
            ours = preparing.filter(pk=picture.pk, ask_again=picture.ask_again)
            if ours.update(ask_again=_later(picture.attempts)):
                picture_announce(picture.pk)


def _later(attempts: int) -> datetime:
    return timezone.now() + _FIRST_PAUSE * int(2**attempts)
