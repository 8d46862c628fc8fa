"""Questions about added styles."""

from django.utils.translation import gettext as _

from algorithms.styles.catalogue import added_styles, fits, style_to_add
from imagetransfer.jobs.models import Job
from imagetransfer.styles.models import AddedStyle


def is_published(added: AddedStyle) -> bool:
    """Whether the style is listed."""
    return any(style.slug == added.slug for style in added_styles())


def is_usable(added: AddedStyle) -> bool:
    """Whether there is a row to publish."""
    return fits(style_to_add(added.slug))


def state_of(added: AddedStyle) -> str:
    """Say in a few words how it stands with the style."""
    job = added.job
    if job and job.is_open:
        return _("in training") if job.state == Job.State.RUNNING else _("waiting for its training")
    if is_usable(added):
        return _("published") if is_published(added) else _("not published")
    if style_to_add(added.slug).weights_path.exists():
        return _("trained for an earlier network; train it again")
    return _("training: %(state)s") % {"state": job.get_state_display()} if job else _("not trained")
