"""Tell clients apart without keeping their addresses; behind proxies, `imagetransfer.proxies` found the address."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

_ONE_SUBSCRIBER = 64  # bits of an IPv6 address that tell subscribers apart; the rest is each one's own to choose


def client_of(request: HttpRequest) -> str:
    """Return a keyed hash of the address that the request came from, of an IPv6 address of its /64 network."""
    return salted_hmac(
        "imagetransfer.jobs.clients", _place(request.META.get("REMOTE_ADDR", "")), algorithm="sha256"
    ).hexdigest()


def _place(text: str) -> str:
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:  # such as the empty one of a Unix socket
        return text
    if not isinstance(address, IPv6Address):
        return text
    return str(address.ipv4_mapped or ip_network((address, _ONE_SUBSCRIBER), strict=False))
