"""What only the API keeps: tokens, uploads that no job uses yet, answers given to idempotency keys."""

import uuid

from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_noop as _

SCOPES = {
    "read": _("see what there is, and the list of its own jobs"),
    "write": _("upload pictures, make jobs, cancel and delete them"),
    "gallery": _("share, like, report, and delete what it shared"),
}


class Token(models.Model):
    """A program's key. Only its SHA-256 is kept: a stolen database opens nothing."""

    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created = models.DateTimeField(auto_now_add=True)
    last_used = models.DateTimeField(null=True, blank=True)
    revoked = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("created",)

    def __str__(self) -> str:
        return f"{self.name} ({', '.join(self.scopes)})"

    @property
    def client(self) -> str:
        """The token's name among the clients of jobs; it survives neither the row nor the installation's key."""
        return salted_hmac("imagetransfer.api.tokens", str(self.pk), algorithm="sha256").hexdigest()


class Upload(models.Model):
    """A picture that was let in and waits to be used, by as many jobs as its owner likes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.FileField(max_length=100)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    created = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return f"upload {self.pk} ({self.width} × {self.height})"


class Answer(models.Model):
    """What a client was answered under an idempotency key; without a status the work is still going on."""

    client = models.CharField(max_length=64)
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    body = models.JSONField(null=True)
    created = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("client", "key"), name="one_answer_per_key"),)

    def __str__(self) -> str:
        return f"answer to {self.key}"
