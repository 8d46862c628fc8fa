"""Keeping the gallery decent: reports, and what moderators do."""

from django.db import transaction
from django.db.models import QuerySet

from imagetransfer.gallery.limits import check_allowed
from imagetransfer.gallery.models import Block, Picture, Report


def picture_report(picture: Picture, *, reason: str, text: str = "", client: str) -> None:
    """Put the picture before the moderators; one client's second report replaces its first. Raises `NotAllowed`."""
    check_allowed(Report, client)
    Report.objects.update_or_create(
        picture=picture, client=client, defaults={"reason": reason, "text": text, "is_open": True}
    )


def pictures_hide(pictures: QuerySet[Picture]) -> int:
    """Take pictures out of sight without deleting them; their reports are dealt with. Return how many."""
    keys = list(pictures.values_list("pk", flat=True))
    with transaction.atomic():
        Report.objects.filter(picture__in=keys).update(is_open=False)
        return Picture.objects.filter(pk__in=keys).update(state=Picture.State.HIDDEN)


def pictures_publish(pictures: QuerySet[Picture]) -> int:
    """Show pictures that were held or hidden; their reports are dealt with. Return how many."""
    keys = list(pictures.filter(state__in=(Picture.State.HELD, Picture.State.HIDDEN)).values_list("pk", flat=True))
    with transaction.atomic():
        Report.objects.filter(picture__in=keys).update(is_open=False)
        return Picture.objects.filter(pk__in=keys).update(state=Picture.State.PUBLISHED)


def clients_block(pictures: QuerySet[Picture], *, note: str) -> int:
    """Block whoever shared these pictures and hide everything they shared. Return how many clients."""
    clients = set(pictures.exclude(client="").values_list("client", flat=True))
    with transaction.atomic():
        Block.objects.bulk_create([Block(client=client, note=note) for client in clients], ignore_conflicts=True)
        pictures_hide(Picture.objects.filter(client__in=clients))
    return len(clients)


def pictures_blur(pictures: QuerySet[Picture]) -> int:
    """Mark pictures as sensitive; return how many."""
    return Picture.objects.filter(pk__in=list(pictures.values_list("pk", flat=True))).update(sensitive=True)
