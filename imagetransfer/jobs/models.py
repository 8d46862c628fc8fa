"""The Job row: one wish of one person, from the upload to the finished picture."""

import uuid

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Batch(models.Model):
    """Several photos that were sent together, to be painted alike; the last of its jobs that is deleted takes it along.

    `left_out` names the files that were no pictures, each with the sentence that refused it: [{"name": …, "why": …}].
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    left_out = models.JSONField(default=list, blank=True)
    created = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"batch {self.pk}"

    def get_absolute_url(self) -> str:
        """Return the batch's page; who knows the link may see the pictures."""
        return reverse("jobs:batch", args=[self.pk])


class Job(models.Model):
    """A photo, what shall become of it, and how far that is.

    A custom job begins as a draft, which waits for its owner's choices; one whose regions shall be found waits for that
    in the lane `regions`, and is `started` once a worker looks. In every lane the row alone decides what is to be done;
    messages in the queue only tell a worker to look. `heartbeat` is the last sign of life: of the worker
    while running, of the queue while waiting. `attempts` counts the claims in the present lane and tells a worker
    whether the job is still its own.

    A picture whose full size nobody asked for yet is `previewed`. `wants_full` says whether somebody did, and `awaited`
    when somebody last looked whether it is there; without that moment it is made even if nobody looks.

    `claimed` is when a worker took it last. A job of a `batch` has the `name` of its photo's file.

    A training is of a style that the site adds; its `content` is the style's picture.

    A photo is one that somebody chose and of which no picture was made yet. A worker shows it in the styles that
    `parameters["wall"]` names, sheet after sheet: `wall` has the slugs of what is there, "" where a style failed. It
    also tries the choices of `parameters["try"]`; `tries` has the names of the tries that are there (`photos.py`).

    `regions` names what was found in both pictures and in which colour its masks show that: [{"name": "Sky",
    "colour": "#5aaaff"}, …]. `losses` has a row for some of the steps: {"step": 20, "total": 0.3, …}.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        QUEUED = "queued", _("Queued")
        RUNNING = "running", _("Running")
        PREVIEWED = "previewed", _("Previewed")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    class Lane(models.TextChoices):
        PREVIEW = "preview", _("Preview")
        FULL_SIZE = "full_size", _("Full Size")
        CUSTOM = "custom", _("Custom")
        REGIONS = "regions", _("Regions")

    class Kind(models.TextChoices):
        PHOTO = "photo", _("Photo")
        ONLINE = "online", _("Online")
        CUSTOM = "custom", _("Custom")
        TRAINING = "training", _("Training")

    class Algorithm(models.TextChoices):
        FAST = "fast", _("Fast")
        GATYS = "gatys", _("Gatys")
        NEIGHBOURS = "neighbours", _("Neighbours")
        PHOTOGRAPHIC = "photographic", _("Photographic")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    algorithm = models.CharField(max_length=20, choices=Algorithm)
    parameters = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    lane = models.CharField(max_length=20, choices=Lane)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    content = models.FileField(max_length=100)
    style = models.FileField(max_length=100, blank=True)
    content_mask = models.FileField(max_length=100, blank=True)
    style_mask = models.FileField(max_length=100, blank=True)
    content_regions = models.FileField(max_length=100, blank=True)
    style_regions = models.FileField(max_length=100, blank=True)
    regions = models.JSONField(default=list, blank=True)
    wall = models.JSONField(default=list, db_default=[], blank=True)
    tries = models.JSONField(default=list, db_default=[], blank=True)
    preview = models.FileField(max_length=100, blank=True)
    result = models.FileField(max_length=100, blank=True)
    result_png = models.FileField(max_length=100, blank=True)
    wants_full = models.BooleanField(default=True, db_default=True)
    awaited = models.DateTimeField(null=True, blank=True)
    photo = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="pictures")
    batch = models.ForeignKey(Batch, models.SET_NULL, null=True, blank=True, related_name="jobs")
    name = models.CharField(max_length=100, default="", db_default="", blank=True)
    progress = models.FloatField(default=0.0)
    step = models.PositiveIntegerField(default=0)
    losses = models.JSONField(default=list, blank=True)
    message = models.TextField(blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=10, default="en")
    webhook = models.URLField(max_length=500, blank=True)
    client = models.CharField(max_length=64, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    heartbeat = models.DateTimeField(auto_now_add=True)
    created = models.DateTimeField(auto_now_add=True)
    started = models.DateTimeField(null=True, blank=True)
    claimed = models.DateTimeField(null=True, blank=True)
    finished = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("created",)
        indexes = (
            models.Index(fields=("state", "lane", "created")),
            # Who was served when, and how long the last ones took, without a look at everything that was ever done.
            models.Index(fields=("lane", "client", "-started"), name="jobs_served"),
            models.Index(fields=("algorithm", "state", "-finished"), name="jobs_finished"),
        )

    def __str__(self) -> str:
        return f"{self.kind} job {self.pk} ({self.state})"

    def get_absolute_url(self) -> str:
        """Return the job's page; who knows the link may see the picture."""
        return reverse("jobs:job", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.state in OPEN_STATES


OPEN_STATES = (Job.State.QUEUED, Job.State.RUNNING)
# What a custom job is given, masks of its owner and regions that were found included.
PICTURE_FIELDS = ("content", "style", "content_mask", "style_mask", "content_regions", "style_regions")
FILE_FIELDS = (*PICTURE_FIELDS, "preview", "result", "result_png")
