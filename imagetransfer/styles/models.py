"""The styles that the site adds to those that ship."""

from django.core.validators import URLValidator
from django.db import models

from imagetransfer.jobs.models import Job


class AddedStyle(models.Model):
    """A painting that the site learns, or has learnt.

    How far its training is stands in `job`, which may be gone: jobs are deleted after a while. Whether it is offered
    stands in the list of added styles, styles.toml, which `train_painter --add` writes, too.
    """

    slug = models.SlugField(max_length=60, unique=True, editable=False)
    title = models.CharField(max_length=100)
    artist = models.CharField(max_length=100, default="unknown")
    year = models.CharField(max_length=40, default="unknown")
    source = models.CharField(
        max_length=200, blank=True, validators=[URLValidator()], help_text="A page about the work: https://…"
    )
    picture = models.FileField(max_length=100, blank=True, editable=False)
    job = models.OneToOneField(Job, null=True, on_delete=models.SET_NULL, editable=False, related_name="+")
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-created",)
        verbose_name = "style"

    def __str__(self) -> str:
        return self.title
