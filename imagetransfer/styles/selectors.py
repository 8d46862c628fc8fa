"""Questions about added styles."""

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
        return "in training" if job.state == Job.State.RUNNING else "waiting for its training"
    if is_usable(added):
        return "published" if is_published(added) else "not published"
    if style_to_add(added.slug).weights_path.exists():
        return "trained for an earlier network; train it again"
    return f"training {job.state}" if job else "not trained"
