"""What the browser lets a page of this site use: nothing, but the camera where somebody can paint live."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

_HEADER = "Permissions-Policy"
_OTHERS = "microphone=(), geolocation=(), payment=(), usb=()"


class PermissionsPolicyMiddleware:
    """Adds the header to every answer that has none of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        response = self.get_response(request)
        response.headers.setdefault(_HEADER, f"camera=(), {_OTHERS}")
        return response


def with_camera(response: HttpResponse) -> HttpResponse:
    """Let this page, and nothing that it embeds, ask for the camera."""
    response.headers[_HEADER] = f"camera=(self), {_OTHERS}"
    return response
