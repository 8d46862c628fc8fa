"""Who somebody is without an account: a browser, by a signed cookie; or whoever holds a picture's key."""

import secrets
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from imagetransfer.gallery.models import Picture
from imagetransfer.jobs.clients import client_of

COOKIE = "browser"
_SALT = "imagetransfer.gallery.visitors"
_TWO_YEARS = 2 * 365 * 24 * 3600


def browser_of(request: HttpRequest) -> str:
    """Return the browser's name, or "" when it has none yet or a forged one."""
    name: str = request.get_signed_cookie(COOKIE, default="", salt=_SALT) or ""
    return name


def browser_or_new(request: HttpRequest) -> str:
    """Return the browser's name, a new one if need be, which `browser_keep` must then send."""
    return browser_of(request) or secrets.token_hex(16)


def liker_of(request: HttpRequest) -> str:
    """Return the name under which a like counts: the browser's, or without a cookie the address's, as over the API."""
    return browser_of(request) or client_of(request)[:32]


def browser_keep(response: HttpResponse, browser: str) -> None:
    """Let the browser keep its name; only we can read or write it."""
    response.set_signed_cookie(
        COOKIE,
        browser,
        salt=_SALT,
        max_age=_TWO_YEARS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


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
