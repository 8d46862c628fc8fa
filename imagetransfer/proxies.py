"""Behind reverse proxies: who really asks, and whether over HTTPS; only proxies that the settings name are believed."""

from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

Address = IPv4Address | IPv6Address


class TrustedProxiesMiddleware:
    """Puts the client's address in the place of a trusted proxy's, before anything else looks at it.

    Every proxy appends to X-Forwarded-For the address that asked it. Read from the right, the first address that is
    none of TRUSTED_PROXIES is the last one that somebody trustworthy saw; all that stands before it may be invented.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Correct what the request says about its origin, and pass it on."""
        peer = _read(request.META.get("REMOTE_ADDR", ""))
        if peer and _is_trusted(peer):
            request.META["REMOTE_ADDR"] = str(_origin(peer, request.META.get("HTTP_X_FORWARDED_FOR", "")))
        else:
            request.META.pop("HTTP_X_FORWARDED_PROTO", None)
        return self.get_response(request)


def _origin(peer: Address, forwarded: str) -> Address:
    """Return the right-most address that is not trusted; the last trusted one where nothing readable precedes it."""
    for text in reversed(forwarded.split(",")):
        address = _read(text)
        if address is None:
            return peer
        peer = address
        if not _is_trusted(peer):
            return peer
    return peer


def _read(text: str) -> Address | None:
    """Read an address, which may carry a port; an IPv4 address in IPv6's clothes is the IPv4 address."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _is_trusted(address: Address) -> bool:
    return any(address in network for network in settings.TRUSTED_PROXIES)
