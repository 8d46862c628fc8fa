"""What is kept of mails and calls: nothing longer than the pictures that they are about."""

from datetime import datetime
from pathlib import Path

from django.conf import settings

from imagetransfer.outbox.models import Call, Mail


def outbox_prune(before: datetime) -> None:
    """Delete mails and calls, and mails written as files, that are older than a moment."""
    for model in (Mail, Call):
        model._default_manager.filter(created__lt=before).delete()
    if settings.MAILS_AS_FILES:
        for path in Path(settings.EMAIL_FILE_PATH).glob("*.eml"):
            if path.stat().st_mtime < before.timestamp():
                path.unlink(missing_ok=True)
