"""A picture's files, sent so that no browser takes them for anything but a picture."""

import re
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from imagetransfer.files.sending import file_response
from imagetransfer.gallery.files import PICTURE, path_of
from imagetransfer.gallery.models import Picture
from imagetransfer.gallery.thumbnails import FORMATS
from imagetransfer.gallery.visitors import owns

_NAME = re.compile(r"(photo-)?\d+\.(webp|jpg)|picture\.jpg")


@require_safe
def file(request: HttpRequest, pk: UUID, name: str) -> HttpResponseBase:
    """Send a file to be shown in a page."""
    if not _NAME.fullmatch(name):
        raise Http404("The gallery has no files of that name.")
    return _send(request, _visible(request, pk), name)


@require_safe
def download(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Send the picture in its full size, to be saved under its title."""
    picture = _visible(request, pk)
    return _send(request, picture, PICTURE, save_as=f"{slugify(picture.title) or 'picture'}.jpg")


def _visible(request: HttpRequest, pk: UUID) -> Picture:
    picture = get_object_or_404(Picture.objects.only("state", "title", "browser", "owner"), pk=pk)
    if not (picture.is_public or owns(request, picture) or request.user.has_perm("gallery.view_picture")):
        raise Http404("The picture is not public.")
    return picture


def _send(request: HttpRequest, picture: Picture, name: str, save_as: str = "") -> HttpResponseBase:
    content_type = f"image/{FORMATS[name.rpartition('.')[2]].lower()}"
    # A day, not for ever: its owner may delete it.
    cache_control = "public, max-age=86400" if picture.is_public else "private, no-store"
    try:
        response = file_response(
            path_of(picture.pk, name), content_type, cache_control=cache_control, shown_as=name, save_as=save_as
        )
    except FileNotFoundError as error:
        raise Http404("There is no such file.") from error
    response["X-Content-Type-Options"] = "nosniff"
    return response
