"""What people chose to show, and what others say to it."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from imagetransfer.gallery.thumbnails import thumbnail_sizes
from imagetransfer.jobs.models import Job

TITLE_LENGTH = 80
AUTHOR_LENGTH = 60
TAG_LENGTH = 30


def in_a_minute() -> datetime:
    """Return when a worker is asked again for a new picture's thumbnails."""
    return timezone.now() + timedelta(minutes=1)


class Tag(models.Model):
    """A word that several pictures share, in lower case."""

    name = models.CharField(max_length=TAG_LENGTH, unique=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Picture(models.Model):
    """A shared picture with everything that is known of it; its files lie in a folder of its own (`files.py`).

    What comes from a job is copied, so the picture stays when the job is deleted. `browser` is who shared it, as
    `visitors.py` names browsers; `client` is a keyed hash of the address, for limits and blocks only. `words` is
    what the search looks through. `attempts` counts how often a worker began the thumbnails; while there are none,
    another worker is asked at `ask_again`.
    """

    class State(models.TextChoices):
        PREPARING = "preparing", _("being prepared")
        HELD = "held", _("waiting for approval")
        PUBLISHED = "published", _("Published")
        HIDDEN = "hidden", _("Hidden")
        FAILED = "failed", _("could not be prepared")

    class Licence(models.TextChoices):
        CC0 = "cc0", _("CC0: free for everything")
        CC_BY = "cc-by", _("CC BY 4.0: free, with the author's name")
        RESERVED = "reserved", _("All rights reserved")

    class Method(models.TextChoices):
        FAST = "fast", _("Fast painting or light")
        GATYS = "gatys", _("Slow painting")
        NEIGHBOURS = "neighbours", _("Slow painting, brushwork")
        PHOTOGRAPHIC = "photographic", _("Slow light")
        UPLOAD = "upload", _("Uploaded")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    job = models.OneToOneField(Job, null=True, on_delete=models.SET_NULL, related_name="picture", editable=False)
    title = models.CharField(max_length=TITLE_LENGTH)
    author = models.CharField(max_length=AUTHOR_LENGTH, blank=True)
    licence = models.CharField(max_length=10, choices=Licence, default=Licence.RESERVED)
    tags = models.ManyToManyField(Tag, blank=True, related_name="pictures")
    sensitive = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.PREPARING)
    method = models.CharField(max_length=20, choices=Method)
    style = models.CharField(max_length=60, blank=True)
    parameters = models.JSONField(default=dict, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    with_photo = models.BooleanField(default=False, editable=False)
    words = models.TextField(blank=True, editable=False)
    likes = models.PositiveIntegerField(default=0, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="pictures", editable=False
    )
    browser = models.CharField(max_length=32, blank=True, db_index=True, editable=False)
    client = models.CharField(max_length=64, blank=True, editable=False)
    created = models.DateTimeField(auto_now_add=True)
    attempts = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)
    ask_again = models.DateTimeField(default=in_a_minute, db_default=Now(), editable=False)

    class Meta:
        ordering = ("-created", "-pk")
        indexes = (
            models.Index(fields=("state", "-created", "-id"), name="gallery_newest"),
            models.Index(fields=("state", "-likes", "-created", "-id"), name="gallery_most_liked"),
            models.Index(fields=("state", "style", "-created", "-id"), name="gallery_style"),
            models.Index(fields=("client", "created"), name="gallery_client"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the picture's page."""
        return reverse("gallery:picture", args=[self.pk])

    @property
    def is_public(self) -> bool:
        """Whether everybody may see it."""
        return self.state == self.State.PUBLISHED

    @property
    def has_thumbnails(self) -> bool:
        """Whether a worker made its small versions."""
        return self.state not in (self.State.PREPARING, self.State.FAILED)

    @property
    def shape(self) -> str:
        """How the grid lays it out: "wide", "tall" or "square"."""
        ratio = self.width / self.height
        return "wide" if ratio > 1.6 else "tall" if ratio < 0.8 else "square"

    @property
    def sizes(self) -> list[tuple[int, int, int]]:
        """Its thumbnails: name, width and height, the smallest first."""
        return thumbnail_sizes(self.width, self.height)


class Like(models.Model):
    """One browser's like; the sum stands in the picture."""

    picture = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="like_rows")
    browser = models.CharField(max_length=32)
    client = models.CharField(max_length=64)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("picture", "browser"), name="one_like_per_browser"),)
        indexes = (models.Index(fields=("client", "created"), name="gallery_like_client"),)

    def __str__(self) -> str:
        return f"a like for {self.picture_id}"


class Report(models.Model):
    """Somebody's word that a picture should not be here; open until a moderator dealt with it."""

    class Reason(models.TextChoices):
        RIGHTS = "rights", _("It belongs to somebody else")
        PRIVATE = "private", _("It shows me or my family without consent")
        OFFENSIVE = "offensive", _("It is offensive or should be blurred")
        SPAM = "spam", _("It is advertising")
        OTHER = "other", _("Something else")

    picture = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="reports")
    reason = models.CharField(max_length=10, choices=Reason)
    text = models.TextField(max_length=500, blank=True)
    client = models.CharField(max_length=64, editable=False)
    is_open = models.BooleanField(default=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-created",)
        constraints = (models.UniqueConstraint(fields=("picture", "client"), name="one_report_per_client"),)
        indexes = (models.Index(fields=("client", "created"), name="gallery_report_client"),)

    def __str__(self) -> str:
        return f"{self.get_reason_display()} ({self.picture})"


class Block(models.Model):
    """A client that may look, but not share, like or report; deleting the row lifts the block."""

    client = models.CharField(max_length=64, unique=True)
    note = models.CharField(max_length=200, blank=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-created",)

    def __str__(self) -> str:
        return self.client[:12]
