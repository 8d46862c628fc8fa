"""Reading the gallery."""

from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from imagetransfer.gallery.models import Like, Picture, Tag
from imagetransfer.gallery.words import plain

PER_PAGE = 36
IN_ALBUM = 15
ORDERS = {
    "newest": ("-created", "-id"),
    "most-liked": ("-likes", "-created", "-id"),
}
_HEAVY = ("parameters", "words", "client", "browser")


def pictures_public() -> QuerySet[Picture]:
    """Return the pictures that everybody may see, newest first, without the columns that no list shows."""
    return Picture.objects.filter(state=Picture.State.PUBLISHED).defer(*_HEAVY)


def pictures_browse(
    *, q: str = "", style: str = "", method: str = "", tag: str = "", order: str = "newest"
) -> QuerySet[Picture]:
    """Return the public pictures that match everything given; of `q` every word must occur."""
    found = pictures_public()
    for word in plain(q).split():
        found = found.filter(words__contains=word)
    if style:
        found = found.filter(style=style)
    if method:
        found = found.filter(method=method)
    if tag:
        found = found.filter(tags__name=tag)
    return found.order_by(*ORDERS[order])


def page_of(pictures: QuerySet[Picture], number: str | int | None) -> Page[Picture]:
    """Return a page of pictures; the nearest one when there is no such number."""
    return Paginator(pictures, PER_PAGE).get_page(number)


def pictures_mine(*, browser: str, owner_id: int | None) -> QuerySet[Picture]:
    """Return what this browser or this account shared, in whatever state."""
    mine = Q(browser=browser) if browser else Q(pk__in=())
    if owner_id:
        mine |= Q(owner_id=owner_id)
    return Picture.objects.filter(mine).defer(*_HEAVY)


def pictures_alike(picture: Picture, limit: int = 6) -> QuerySet[Picture]:
    """Return the newest others of the same style, or of the same method where there is no trained style."""
    same = {"style": picture.style} if picture.style else {"method": picture.method}
    return pictures_public().filter(**same).exclude(pk=picture.pk)[:limit]


def pictures_with(keys: list[UUID]) -> QuerySet[Picture]:
    """Return the public ones among these pictures."""
    return pictures_public().filter(pk__in=keys)


def tags_popular(limit: int = 12) -> QuerySet[Tag]:
    """Return the tags that most pictures carry."""
    return Tag.objects.annotate(uses=Count("pictures")).filter(uses__gt=0).order_by("-uses", "name")[:limit]


def likes_picture(picture: Picture, *, browser: str) -> bool:
    """Whether the browser likes the picture."""
    return bool(browser) and Like.objects.filter(picture=picture, browser=browser).exists()
