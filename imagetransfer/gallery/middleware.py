"""The second name of the site, where it has one, sends pictures and nothing else."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase

_FILES = ("gallery:file", "gallery:download")


class MediaHostMiddleware:
    """Answer 404 to every other request that comes to the host of GALLERY_MEDIA_ORIGIN.

    Cookies and scripts belong to a host: whatever a file there might do, it could not touch the site itself.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on; Django asks `process_view` before the view."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """Look at where the address leads."""
        host = urlsplit(settings.GALLERY_MEDIA_ORIGIN).netloc
        match = request.resolver_match
        if host and request.get_host() == host and (match is None or match.view_name not in _FILES):
            raise Http404("This host has pictures only.")
