"""What people do with pictures of their own as styles; workers learn from them (`jobs/own_style_work.py`)."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from algorithms.errors import UserError
from algorithms.styles.catalogue import Kind
from algorithms.styles.unlisted import OWN
from algorithms.training.options import AddOptions
from imagetransfer.files import places
from imagetransfer.files.store import discard
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.services import job_create, job_delete
from imagetransfer.pictures.decoding import AcceptedPicture, fit
from imagetransfer.styles.models import OwnStyle

KEPT_SIDE = 1024  # longer side in pixels of the picture that is kept: no more of a painting is looked at
_USED_AGAIN = timedelta(hours=1)  # a style that is used often is not written each time


def own_style_add(
    *, picture: AcceptedPicture, kind: Kind = "painting", title: str = "", browser: str = "", client: str = ""
) -> OwnStyle:
    """Keep the picture, a painting or a photo with a light; the first job with the style learns it."""
    kept = fit(picture, min(KEPT_SIDE, max(picture.width, picture.height)))
    own = OwnStyle(
        kind=kind, title=title_of(title, kind), width=kept.width, height=kept.height, browser=browser, client=client
    )
    own.picture.save(places.style_picture(own.slug, kept.suffix), ContentFile(kept.data), save=False)
    try:
        own.save(force_insert=True)
    except BaseException:
        discard(str(own.picture))
        raise
    return own


def title_of(text: str, kind: Kind = "painting") -> str:
    """Return the text in one short line; it is often a file's name."""
    words = "".join(letter if letter.isprintable() else " " for letter in text).replace("_", " ").split()
    return " ".join(words)[:60].strip() or (_("My painting") if kind == "painting" else _("My light"))


def own_style_refine(own: OwnStyle, *, client: str) -> None:
    """Queue a training of about a minute, unless one is under way; raises `QueueFull`, and `UserError` for a light."""
    if own.kind != OwnStyle.Kind.PAINTING:
        raise UserError(_("A light is learnt whole at first sight. Only paintings are refined."))
    if own.job and own.job.is_open:
        return
    picture, old = own_picture(own), own.job
    with transaction.atomic():
        own.job = job_create(
            kind=Job.Kind.TRAINING,
            algorithm=Job.Algorithm.FAST,
            content=picture,
            parameters={"slug": own.slug, "options": asdict(AddOptions())},
            client=client,
            lanes=[Job.Lane.CUSTOM],
        )
        own.save(update_fields=("job",))
    if old:
        job_delete(old)


def own_picture(own: OwnStyle) -> AcceptedPicture:
    """Return the picture as it is kept."""
    with own.picture.open() as file:
        return AcceptedPicture(file.read(), own.width, own.height)


def own_styles_used(slugs: Iterable[str]) -> None:
    """Note that somebody paints with these styles: they are kept for longer."""
    own = [slug for slug in slugs if slug.startswith(OWN)]
    if own:
        now = timezone.now()
        OwnStyle.objects.filter(slug__in=own, used__lt=now - _USED_AGAIN).update(used=now)


def own_style_delete(own: OwnStyle) -> None:
    """Delete the style, its picture, its training and what was learnt; pictures that were painted with it stay."""
    if own.job:
        job_delete(own.job)
    OwnStyle.objects.filter(pk=own.pk).delete()
    discard(str(own.picture), places.own_style_params(own.slug))


def own_styles_prune() -> None:
    """Delete the styles with which nobody painted for OWN_STYLE_DAYS."""
    before = timezone.now() - timedelta(days=settings.OWN_STYLE_DAYS)
    for own in OwnStyle.objects.select_related("job").filter(used__lt=before):
        own_style_delete(own)
