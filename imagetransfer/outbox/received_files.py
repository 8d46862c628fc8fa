"""Reading the mails that an installation without a mail server wrote as files."""

import re
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import PurePath

from imagetransfer.files import places
from imagetransfer.files.store import StoredFile, store


@dataclass(frozen=True)
class ReceivedMail:
    """One .eml file, opened; `name` is the file's, without suffix."""

    name: str
    message: EmailMessage

    def part(self, kind: str) -> str:
        """Return the body of that kind, "plain" or "html"."""
        body = self.message.get_body((kind,))
        return str(body.get_content()) if body else ""

    @property
    def text(self) -> str:
        """The body as plain text."""
        return self.part("plain")

    @property
    def attachment(self) -> EmailMessage | None:
        """The picture that came along."""
        return next((part for part in self.message.walk() if part.get_filename()), None)

    @property
    def attachment_name(self) -> str:
        """Its file name; nothing without a picture."""
        # A template could not ask the message for it: there, a dot looks for a header first.
        return (self.attachment.get_filename() or "") if self.attachment else ""


def mails_newest(limit: int = 50) -> list[ReceivedMail]:
    """Return the mails written last, newest first."""
    files = sorted(mails_stored(), key=lambda file: file.modified, reverse=True)[:limit]
    return [_read(file.name) for file in files]


def mail_named(name: str) -> ReceivedMail | None:
    """Return the mail of that name; None if there is none."""
    try:
        return _read(places.mail(name)) if re.fullmatch(r"[\w.-]+", name) else None
    except FileNotFoundError:
        return None


def mails_stored() -> list[StoredFile]:
    """Return the files of all mails."""
    return [file for file in store().listing(places.MAILS) if file.name.endswith(".eml")]


def _read(stored: str) -> ReceivedMail:
    with store().open(stored) as file:
        message = BytesParser(EmailMessage, policy=policy.default).parse(file)
    return ReceivedMail(PurePath(stored).stem, message)
