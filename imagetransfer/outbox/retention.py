"""What is kept of mails and calls: nothing longer than the pictures that they are about."""

from datetime import datetime

from django.conf import settings

from imagetransfer.files.store import discard
from imagetransfer.outbox.models import Call, Mail
from imagetransfer.outbox.received_files import mails_stored


def outbox_prune(before: datetime) -> None:
    """Delete mails and calls, and mails written as files, that are older than a moment."""
    for model in (Mail, Call):
        model._default_manager.filter(created__lt=before).delete()
    if settings.MAILS_AS_FILES:
        discard(*(file.name for file in mails_stored() if file.modified < before))
