"""Mails as files, for an installation without a mail server: any mail program opens an .eml file."""

import re
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from imagetransfer.files import places
from imagetransfer.files.store import write


class EmailBackend(BaseEmailBackend):
    """Write each mail into the store, named after its Message-ID: the same mail sent twice is one file."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write them, each whole or not at all."""
        for email in email_messages:
            message = email.message()
            name = re.sub(r"[^\w.-]", "_", str(message["Message-ID"]).strip("<>").partition("@")[0])
            write(places.mail(name), message.as_bytes())
        return len(email_messages)
