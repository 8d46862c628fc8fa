"""What waits to go out: mails and webhook calls. A row is written in the transaction of what it tells about."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Delivery(models.Model):
    """Something that must arrive, though the other side may be down for hours.

    `about` is the id of the job that it tells about. While it is being sent, `due` is when the sender is believed
    dead; otherwise when it is to be tried next.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("Pending")
        SENDING = "sending", _("Sending")
        SENT = "sent", _("Sent")
        GIVEN_UP = "given up", _("Given Up")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    about = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    due = models.DateTimeField(default=timezone.now)
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True
        ordering = ("due",)
        # A job's end is told once, however often a worker comes to it.
        constraints = (models.UniqueConstraint(fields=("about", "kind"), name="%(class)s_once"),)
        indexes = (models.Index(fields=("state", "due"), name="%(class)s_due"),)


class Mail(Delivery):
    """One mail; `mailbox` is the keyed hash of its folded address, by which mails are counted and blocked."""

    recipient = models.EmailField()
    mailbox = models.CharField(max_length=64, db_index=True)
    client = models.CharField(max_length=64, blank=True, db_index=True)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()
    attachment = models.CharField(max_length=100, blank=True)
    attachment_name = models.CharField(max_length=100, blank=True)

    def __str__(self) -> str:
        return f"{self.kind} mail about {self.about} ({self.state})"


class Call(Delivery):
    """One webhook call: a JSON text that is posted to an address."""

    url = models.URLField(max_length=500)
    body = models.TextField()
    secret = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.kind} call about {self.about} ({self.state})"


class BlockedMailbox(models.Model):
    """An address whose owner wants no mail from us; only its keyed hash is kept."""

    mailbox = models.CharField(max_length=64, primary_key=True)
    created = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.mailbox
