"""Mails as the recipient's server gets them."""

import uuid
from smtplib import SMTPDataError, SMTPRecipientsRefused
from typing import Any

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import BadHeaderError, EmailMultiAlternatives

from imagetransfer.outbox.addresses import fold, mailbox_block
from imagetransfer.outbox.delivery import Refused
from imagetransfer.outbox.mails import mail_queue, mail_send, message_of
from imagetransfer.outbox.models import Mail
from tests.outbox.makers import queued_mail

pytestmark = pytest.mark.django_db


def test_a_mail_has_text_html_picture_and_a_way_out() -> None:
    default_storage.save("results/x.jpg", ContentFile(b"jpeg"))
    mail_send(queued_mail(attachment="results/x.jpg", attachment_name="imagetransfer.jpg"))

    (message,) = mail.outbox
    assert isinstance(message, EmailMultiAlternatives)
    assert message.to == ["ada@example.org"]
    assert [tuple(part) for part in message.alternatives] == [("<p>It is attached.</p>", "text/html")]
    assert [tuple(part) for part in message.attachments] == [("imagetransfer.jpg", b"jpeg", "image/jpeg")]
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "/mail/stop/" in message.extra_headers["List-Unsubscribe"]


def test_a_mail_that_is_sent_twice_has_the_same_id_both_times() -> None:
    row = queued_mail()

    first, second = (message_of(row).message()["Message-ID"] for _ in range(2))

    assert first == second == f"<{row.about}.done@localhost>"


def test_the_same_mail_is_queued_once() -> None:
    about = uuid.uuid4()
    for _ in range(2):
        queued_mail(about=about)

    assert Mail.objects.count() == 1


def test_a_header_cannot_be_smuggled_in() -> None:
    row = queued_mail(recipient="ada@example.org\nBcc: everybody@example.org")

    with pytest.raises(BadHeaderError):
        mail_send(row)


def test_a_mailbox_that_was_blocked_meanwhile_gets_nothing() -> None:
    row = queued_mail()
    mailbox_block(row.mailbox)

    with pytest.raises(Refused):
        mail_send(row)

    assert mail.outbox == []


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (SMTPRecipientsRefused({"ada@example.org": (550, b"no such user")}), Refused),
        (SMTPRecipientsRefused({"ada@example.org": (451, b"later")}), SMTPRecipientsRefused),
        (SMTPDataError(552, b"too large"), Refused),
        (SMTPDataError(451, b"later"), SMTPDataError),
    ],
)
def test_a_servers_no_is_final_and_its_later_is_not(
    error: Exception, outcome: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def send(_message: Any) -> int:
        raise error

    row = queued_mail()
    monkeypatch.setattr(EmailMultiAlternatives, "send", send)

    with pytest.raises(outcome):
        mail_send(row)


@pytest.mark.parametrize(
    "spelling", ["Ada.Lovelace@Gmail.com", "adalovelace+pictures@gmail.com", " a.d.a.lovelace@googlemail.com "]
)
def test_spellings_of_one_mailbox_count_as_one(spelling: str) -> None:
    assert fold(spelling) == "adalovelace@gmail.com"


def test_mailboxes_at_other_hosts_are_others() -> None:
    assert fold("ada@a.example.org") != fold("ada@aexample.org")


def test_queueing_needs_every_part() -> None:
    with pytest.raises(TypeError):
        mail_queue(about=uuid.uuid4(), kind="done")  # type: ignore[call-arg]
