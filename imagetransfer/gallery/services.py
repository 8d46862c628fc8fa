"""Writing to the gallery."""

from imagetransfer.gallery.models import Picture
from imagetransfer.jobs.models import Job


def picture_share(*, job: Job, title: str) -> Picture:
    """Show a finished job's painting; sharing it again changes its title."""
    picture, _ = Picture.objects.update_or_create(job=job, defaults={"title": title})
    return picture
