"""How often one client may do what; counted by the rows it made, so that several servers agree."""

from datetime import timedelta

from django.utils import timezone

from imagetransfer.gallery.models import Block, Like, Picture, Report

PER_HOUR: dict[type[Picture] | type[Like] | type[Report], int] = {Picture: 30, Like: 600, Report: 10}


class NotAllowed(Exception):  # noqa: N818 - an answer to the user, not a fault of the program
    """One plain sentence for the user, and the HTTP status that goes with it: 403 for a block, 429 for a limit."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.message = message
        self.status = status


def check_allowed(model: type[Picture] | type[Like] | type[Report], client: str) -> None:
    """Raise `NotAllowed` when the client is blocked or made too many such rows within the hour."""
    if Block.objects.filter(client=client).exists():
        raise NotAllowed(
            "This site's moderators closed the gallery to you; please write to them if that is a mistake.", 403
        )
    hour_ago = timezone.now() - timedelta(hours=1)
    if model._default_manager.filter(client=client, created__gt=hour_ago).count() >= PER_HOUR[model]:
        raise NotAllowed("That was a lot within one hour; please come back a little later.", 429)
