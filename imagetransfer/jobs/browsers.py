"""Who somebody is without an account: a browser, by a signed cookie."""

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "browser"
_SALT = "imagetransfer.gallery.visitors"  # of the app that had the cookie first: browsers have it for two years
_TWO_YEARS = 2 * 365 * 24 * 3600


def browser_of(request: HttpRequest) -> str:
    """Return the browser's name, or "" when it has none yet or a forged one."""
    name: str = request.get_signed_cookie(COOKIE, default="", salt=_SALT) or ""
    return name


def browser_or_new(request: HttpRequest) -> str:
    """Return the browser's name, a new one if need be, which `browser_keep` must then send."""
    return browser_of(request) or secrets.token_hex(16)


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
