"""A picture in a page: the format and size that suit the browser."""

from typing import Any

from django import template

from imagetransfer.gallery.addresses import file_address, source_set
from imagetransfer.gallery.files import PICTURE
from imagetransfer.gallery.models import Picture

register = template.Library()


@register.inclusion_tag("gallery/_thumbnail.html")
def thumbnail(picture: Picture, sizes: str, lazy: bool = True, alt: str = "") -> dict[str, Any]:
    """Show a thumbnail; `sizes` tells the browser how wide it will stand in the page.

    Where the title stands beside it in the same link, an `alt` would have it read out twice.
    """
    name, width, height = picture.sizes[0]
    made = picture.has_thumbnails
    return {
        "picture": picture,
        "sizes": sizes,
        "lazy": lazy,
        "alt": alt,
        "webp": source_set(picture, "webp") if made else "",
        "jpeg": source_set(picture, "jpg") if made else "",
        "smallest": file_address(picture, f"{name}.jpg" if made else PICTURE),
        "width": width,
        "height": height,
    }
