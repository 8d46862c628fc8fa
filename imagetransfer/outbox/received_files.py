"""Reading the mails that an installation without a mail server wrote as files."""

from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from django.conf import settings


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
    paths = Path(settings.EMAIL_FILE_PATH).glob("*.eml")
    return [_read(path) for path in sorted(paths, key=lambda path: path.stat().st_mtime, reverse=True)[:limit]]


def mail_named(name: str) -> ReceivedMail | None:
    """Return the mail of that name; None if there is none."""
    path = Path(settings.EMAIL_FILE_PATH) / f"{name}.eml"
    return _read(path) if path.name == f"{name}.eml" and path.is_file() else None


def _read(path: Path) -> ReceivedMail:
    with path.open("rb") as file:
        message = BytesParser(EmailMessage, policy=policy.default).parse(file)
    return ReceivedMail(path.stem, message)
