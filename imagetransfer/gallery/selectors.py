"""Reading the gallery."""

from django.db.models import QuerySet

from imagetransfer.gallery.models import Picture


def pictures_newest(limit: int = 60) -> QuerySet[Picture]:
    """Return the pictures shared last, newest first."""
    return Picture.objects.select_related("job")[:limit]
