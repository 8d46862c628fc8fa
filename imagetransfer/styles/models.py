"""The styles that the site adds to those that ship, and the pictures that visitors give as a style."""

from django.core.validators import URLValidator
from django.db import models
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from algorithms.styles.unlisted import OWN
from imagetransfer.jobs.models import Job

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


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
        max_length=200, blank=True, validators=[URLValidator()], help_text=_("A page about the work: https://…")
    )
    picture = models.FileField(max_length=100, blank=True, editable=False)
    job = models.OneToOneField(Job, null=True, on_delete=models.SET_NULL, editable=False, related_name="+")
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-created",)
        verbose_name = "style"

    def __str__(self) -> str:
        return self.title


def new_own_slug() -> str:
    """Return a slug that nobody can guess: whoever knows it may look at the style and paint with it."""
    return OWN + get_random_string(16, _LETTERS)


class OwnStyle(models.Model):
    """A picture that somebody gave as a style; it is in no list.

    Its style parameters lie in the store, where workers write them: at the first use as the painter's encoder sees
    them, better ones when a training (`job`) refines them. `browser` and `client` say whose it is, as of shared
    pictures and jobs; `used` is when somebody last painted with it.
    """

    class Kind(models.TextChoices):
        PAINTING = "painting", _("Painting")
        PHOTOGRAPHIC = "photographic", _("Photographic")

    slug = models.CharField(max_length=20, primary_key=True, default=new_own_slug, editable=False)
    title = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.PAINTING)
    picture = models.FileField(max_length=100, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    browser = models.CharField(max_length=32, blank=True, db_index=True, editable=False)
    client = models.CharField(max_length=64, blank=True, editable=False)
    job = models.OneToOneField(Job, null=True, on_delete=models.SET_NULL, editable=False, related_name="+")
    used = models.DateTimeField(auto_now_add=True, db_index=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-created",)
        verbose_name = _("visitor's style")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the style's page; who knows the link may paint with the style."""
        return reverse("styles:own", args=[self.slug])
