"""Where a picture's files are found on the web."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from algorithms.styles.options_text import to_texts
from imagetransfer.gallery.files import PICTURE
from imagetransfer.gallery.models import Picture
from imagetransfer.gallery.visitors import picture_key
from imagetransfer.gallery.words import fast_options
from imagetransfer.jobs.custom_algorithm import DEFAULT_SIZE
from imagetransfer.jobs.custom_algorithms import ALGORITHMS


def file_address(picture: Picture, name: str) -> str:
    """Return a file's address: on the host for pictures, unless only the owner's cookie opens it."""
    path = reverse("gallery:file", args=[picture.pk, name])
    return f"{settings.GALLERY_MEDIA_ORIGIN}{path}" if picture.is_public else path


def source_set(picture: Picture, suffix: str) -> str:
    """Return the thumbnails of one format as an img's `srcset`."""
    return ", ".join(f"{file_address(picture, f'{name}.{suffix}')} {width}w" for name, width, _ in picture.sizes)


def largest(picture: Picture, prefix: str = "") -> str:
    """Return the address of the largest thumbnail; while there is none, that of the picture itself."""
    if not picture.has_thumbnails:
        return file_address(picture, PICTURE)
    return file_address(picture, f"{prefix}{picture.sizes[-1][0]}.jpg")


def absolute(request: HttpRequest, address: str) -> str:
    """Return the address with scheme and host, as other sites need it."""
    return request.build_absolute_uri(address)


def owners_path(picture: Picture) -> str:
    """Return the link that opens the picture to its owner on any device, without the host."""
    return f"{reverse('gallery:edit', args=[picture.pk])}?{urlencode({'key': picture_key(picture)})}"


def like_this(picture: Picture) -> str:
    """Return where one can paint a photo of one's own in the same way; "" where that is unknown."""
    chosen = fast_options(picture)
    if chosen:
        return f"{reverse('online:create')}?{urlencode(to_texts(chosen), safe=':,')}"
    if picture.method in ALGORITHMS and picture.parameters.get("options"):
        return f"{reverse('custom:create')}?{urlencode({'algorithm': picture.method} | _settings_changed(picture))}"
    return ""


def shown_parameters(picture: Picture) -> dict[str, Any]:
    """Return the parameters that say something to everybody."""
    chosen = fast_options(picture)
    if chosen:
        return to_texts(chosen)
    if picture.method not in ALGORITHMS:
        return {}
    options = picture.parameters.get("options", {})
    return {name: options[name] for name in ALGORITHMS[picture.method].shown if name in options}


def _settings_changed(picture: Picture) -> dict[str, Any]:
    """Return what a custom job would have to set: size and options, unless they are the defaults anyway."""
    given = {"size": picture.parameters.get("size"), **picture.parameters["options"]}
    defaults = {"size": DEFAULT_SIZE} | ALGORITHMS[picture.method].defaults()
    return {
        name: "" if value is False else value
        for name, value in given.items()
        if isinstance(value, str | int | float) and value != defaults.get(name)
    }
