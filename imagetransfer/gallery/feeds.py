"""The newest pictures for feed readers."""

from datetime import datetime
from typing import NamedTuple

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy

from imagetransfer.gallery.addresses import file_address
from imagetransfer.gallery.models import Picture
from imagetransfer.gallery.selectors import pictures_public
from imagetransfer.gallery.words import one_line

LENGTH = 30


class Entry(NamedTuple):
    """A picture, and its thumbnail's address with the host in it."""

    picture: Picture
    thumbnail: str


class NewestFeed(Feed):  # type: ignore[type-arg]
    """An Atom feed; sensitive pictures come without their thumbnail.

    Words are cleaned once more: one title that XML forbids would take the feed from everybody.
    """

    feed_type = Atom1Feed
    title = gettext_lazy("ImageTransfer: the gallery")
    subtitle = gettext_lazy("The newest pictures that people painted and chose to show.")

    def get_object(self, request: HttpRequest) -> HttpRequest:
        """Keep the request: addresses of thumbnails need its host."""
        return request

    def link(self) -> str:
        """Return the gallery's address."""
        return reverse("gallery:index")

    def items(self, request: HttpRequest) -> list[Entry]:
        """Return the newest pictures."""
        return [
            Entry(picture, request.build_absolute_uri(file_address(picture, f"{picture.sizes[0][0]}.jpg")))
            for picture in pictures_public()[:LENGTH]
        ]

    def item_link(self, item: Entry) -> str:
        """Return the picture's page."""
        return item.picture.get_absolute_url()

    def item_title(self, item: Entry) -> str:
        """Return the title."""
        return one_line(item.picture.title)

    def item_description(self, item: Entry) -> str:
        """Return the thumbnail."""
        if item.picture.sensitive:
            return gettext("This picture is blurred until you ask to see it.")
        return format_html('<img src="{}" alt="{}">', item.thumbnail, one_line(item.picture.title))

    def item_author_name(self, item: Entry) -> str:
        """Return the author's name, which may be empty."""
        return one_line(item.picture.author)

    def item_pubdate(self, item: Entry) -> datetime:
        """Return when it was shared."""
        return item.picture.created

    def item_updateddate(self, item: Entry) -> datetime:
        """Return when it was shared: what is edited later is not news."""
        return item.picture.created
