"""Whose a picture is without an account: a browser's, or whoever holds its key."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

from imagetransfer.gallery.models import Picture
from imagetransfer.jobs.browsers import browser_of
from imagetransfer.jobs.clients import client_of

_SALT = "imagetransfer.gallery.visitors"


def liker_of(request: HttpRequest) -> str:
    """Return the name under which a like counts: the browser's, or without a cookie the address's, as over the API."""
    return browser_of(request) or client_of(request)[:32]


def picture_key(picture: Picture) -> str:
    """Return the key that opens the picture to its owner on any device."""
    return salted_hmac(_SALT, str(picture.pk), algorithm="sha256").hexdigest()[:32]


def key_given(request: HttpRequest) -> str:
    """Return the picture's key that came with the request, or ""."""
    return request.POST.get("key") or request.GET.get("key") or ""


def with_key(request: HttpRequest, address: str) -> str:
    """Return the address with the key that came with the request, if any."""
    key = key_given(request)
    return f"{address}?{urlencode({'key': key})}" if key else address


def owns(request: HttpRequest, picture: Picture) -> bool:
    """Whether the request comes from the browser that shared the picture, its account, or with its key."""
    user: Any = getattr(request, "user", None)
    return (
        bool(picture.browser and browser_of(request) == picture.browser)
        or bool(picture.owner_id and user and user.pk == picture.owner_id)
        or constant_time_compare(key_given(request), picture_key(picture))
    )
