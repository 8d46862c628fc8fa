"""How often one client may do what; counted by the rows it made, so that several servers agree."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from imagetransfer.errors import Refusal
from imagetransfer.gallery.models import Block, Like, Picture, Report

PER_HOUR: dict[type[Picture] | type[Like] | type[Report], int] = {Picture: 30, Like: 600, Report: 10}

# Browsers are named by cookies, which cost nothing: of one household or school so many may like the same picture.
LIKES_OF_ONE_CLIENT = 5


class NotAllowed(Refusal):
    """The gallery is closed to a client (403), or the client did a lot within one hour (429)."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence, status=status, code="gallery_closed" if status == 403 else "gallery_limit")


def check_allowed(model: type[Picture] | type[Like] | type[Report], client: str) -> None:
    """Raise `NotAllowed` when the client is blocked or made too many such rows within the hour."""
    if Block.objects.filter(client=client).exists():
        raise NotAllowed(
            _("This site's moderators closed the gallery to you; please write to them if that is a mistake."), 403
        )
    hour_ago = timezone.now() - timedelta(hours=1)
    if model._default_manager.filter(client=client, created__gt=hour_ago).count() >= PER_HOUR[model]:
        raise NotAllowed(_("That was a lot within one hour; please come back a little later."), 429)


def check_likes(picture: Picture, *, browser: str, client: str) -> None:
    """Raise `NotAllowed` when enough other browsers of the client like the picture."""
    if Like.objects.filter(picture=picture, client=client).exclude(browser=browser).count() >= LIKES_OF_ONE_CLIENT:
        raise NotAllowed(_("This picture has enough likes from your network; please like another one."), 429)
