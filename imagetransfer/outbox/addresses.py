"""Whose mailbox an address is, who blocked it, and how many mails it and its sender had today."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from imagetransfer.errors import Refusal
from imagetransfer.outbox.models import BlockedMailbox, Mail

_SALT = "imagetransfer.outbox.mailbox"
_SAME_DOMAIN = {"googlemail.com": "gmail.com"}


class MailRefused(Refusal):
    """No mail may be promised to this address: its owner wants none (400), or enough went out today (429)."""

    def __init__(self, sentence: str, status: int) -> None:
        code = "mail_refused" if status == 400 else "mail_limit"
        super().__init__(sentence, status=status, code=code, field="email")


def fold(address: str) -> str:
    """Return the address under which all spellings of a mailbox are counted: no dots, no +tag, lower case."""
    local, _at, domain = address.strip().lower().rpartition("@")
    return f"{local.partition('+')[0].replace('.', '')}@{_SAME_DOMAIN.get(domain, domain)}"


def mailbox_of(address: str) -> str:
    """Return the keyed hash of the folded address."""
    return salted_hmac(_SALT, fold(address), algorithm="sha256").hexdigest()


def stop_url(address: str) -> str:
    """Return the address of the page that blocks this mailbox, for its owner only."""
    return settings.SITE_URL + reverse("outbox:stop", args=[signing.dumps(mailbox_of(address), salt=_SALT)])


def mailbox_of_token(token: str) -> str | None:
    """Return the mailbox that a `stop_url` is about; None if the token is not ours."""
    try:
        return str(signing.loads(token, salt=_SALT))
    except signing.BadSignature:
        return None


def mailbox_block(mailbox: str) -> None:
    """Send nothing to this mailbox any more; what waits is dropped when its turn comes."""
    BlockedMailbox.objects.get_or_create(mailbox=mailbox)


def mailbox_allow(mailbox: str) -> None:
    """Take the block back."""
    BlockedMailbox.objects.filter(mailbox=mailbox).delete()


def is_blocked(mailbox: str) -> bool:
    """Whether the mailbox's owner wants no mail."""
    return BlockedMailbox.objects.filter(mailbox=mailbox).exists()


def check_address(address: str, *, client: str) -> None:
    """Raise `MailRefused` unless a new job may send its mails there."""
    mailbox = mailbox_of(address)
    if is_blocked(mailbox):
        raise MailRefused(
            _("This address does not want mail from us; please leave it empty and keep the link to your picture."), 400
        )
    # Each job begins with one mail of this kind.
    today = Mail.objects.filter(kind="received", created__gt=timezone.now() - timedelta(days=1))
    if today.filter(mailbox=mailbox).count() >= settings.MAILS_PER_ADDRESS or (
        client and today.filter(client=client).count() >= settings.MAILS_PER_CLIENT
    ):
        raise MailRefused(
            _("Too many pictures went out by mail today; please leave the address empty and keep the link."), 429
        )
