"""Rows of the outbox for tests."""

import uuid
from collections.abc import Callable
from typing import Any

from imagetransfer.outbox.calls import call_queue
from imagetransfer.outbox.delivery import Row, claim_due, deliver
from imagetransfer.outbox.mails import mail_queue
from imagetransfer.outbox.models import Call, Mail


def queued_mail(recipient: str = "ada@example.org", **changes: Any) -> Mail:
    about = uuid.uuid4()
    values: dict[str, Any] = {
        "about": about,
        "kind": "done",
        "recipient": recipient,
        "client": "ada",
        "subject": "Your picture is ready",
        "text": "It is attached.",
        "html": "<p>It is attached.</p>",
    }
    mail_queue(**(values | changes))
    return Mail.objects.get(about=changes.get("about", about))


def queued_call(url: str) -> Call:
    about = uuid.uuid4()
    call_queue(about=about, kind="done", url=url, secret="s3cret", content={"job": str(about), "state": "done"})
    return Call.objects.get(about=about)


def deliver_next(model: type[Row], send: Callable[[Row], None]) -> bool:
    """Send what is due first; False when nothing is."""
    row = claim_due(model)
    if row:
        deliver(row, send)
    return row is not None
