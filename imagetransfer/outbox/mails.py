"""Queueing a mail, and sending a queued one."""

from collections.abc import Callable
from smtplib import SMTPDataError, SMTPRecipientsRefused
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models.functions import Now

from imagetransfer.files.store import store
from imagetransfer.outbox.addresses import is_blocked, mailbox_of, stop_url
from imagetransfer.outbox.delivery import Refused
from imagetransfer.outbox.models import Mail

SAMPLES: dict[str, Callable[[str], dict[str, str]]] = {}
"""By kind of mail a function of the language, whose `text` and `html` staff may look at; apps enter theirs."""


def mail_queue(
    *,
    about: UUID,
    kind: str,
    recipient: str,
    client: str,
    subject: str,
    text: str,
    html: str,
    attachment: str = "",
    attachment_name: str = "",
) -> None:
    """Queue a mail; a second one of the same kind about the same job is dropped.

    Called in the transaction of the event that the mail tells about, so that both happen or neither.
    `attachment` is the name of a stored JPEG file.
    """
    mail = Mail(
        about=about,
        kind=kind,
        recipient=recipient,
        mailbox=mailbox_of(recipient),
        client=client,
        subject=subject,
        text=text,
        html=html,
        attachment=attachment,
        attachment_name=attachment_name,
        due=Now(),
    )
    Mail.objects.bulk_create([mail], ignore_conflicts=True)


def mail_send(mail: Mail) -> None:
    """Send a mail; raises `Refused` when its recipient or their server will never take it."""
    if is_blocked(mail.mailbox):
        raise Refused("The address was blocked by its owner.")
    try:
        message_of(mail).send()
    except SMTPRecipientsRefused as error:
        if all(code >= 500 for code, _reason in error.recipients.values()):
            raise Refused(str(error)) from error
        raise
    except SMTPDataError as error:
        if error.smtp_code >= 500:
            raise Refused(str(error)) from error
        raise


def message_of(mail: Mail) -> EmailMultiAlternatives:
    """Return the mail as Django sends it; sent twice, it carries the same Message-ID both times."""
    message = EmailMultiAlternatives(
        mail.subject,
        mail.text,
        to=[mail.recipient],
        headers={
            "Message-ID": f"<{mail.about}.{mail.kind}@{urlsplit(settings.SITE_URL).hostname}>",
            "Auto-Submitted": "auto-generated",
            # One click in the mail program, without a visit to the page (RFC 8058).
            "List-Unsubscribe": f"<{stop_url(mail.recipient)}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
    message.attach_alternative(mail.html, "text/html")
    if mail.attachment:
        with store().open(mail.attachment) as file:
            message.attach(mail.attachment_name, file.read(), "image/jpeg")
    return message
