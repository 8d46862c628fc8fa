"""One HTTP request to a stranger's address that can reach nothing but the public internet.

The name is resolved once, every address it has is checked, and the connection goes to a checked address: a name that
points elsewhere a moment later (DNS rebinding) changes nothing. Redirects are not followed.
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from threading import Timer
from time import monotonic
from urllib.parse import urlsplit

from imagetransfer.errors import Refusal

TIMEOUT_SECONDS = 10  # of each wait for the other side
DEADLINE_SECONDS = 15  # of the whole, so that nobody keeps the line busy by answering letter by letter
# What Python takes for public, or for nothing special: site-local addresses, those that wrap an IPv4 address
# (compatible, NAT64), and the address at which Azure's virtual machines reach their host.
_NOT_PUBLIC = [
    ipaddress.ip_network(text) for text in ("fec0::/10", "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "168.63.129.16")
]


class AddressRefused(Refusal):
    """The site does not call this address."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, status=400, code="webhook_refused", field="webhook")


def check_url(url: str) -> None:
    """Raise `AddressRefused` for what can be told from the text alone."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise AddressRefused(f"{url} is not an address.") from error
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None or port == 0:
        raise AddressRefused("A webhook's address must be http(s)://host/path, without a user name.")


def post(url: str, body: bytes, headers: Mapping[str, str], *, private_too: bool = False) -> int:
    """Post and return the answer's status; its body is not read.

    Raises
    ------
    AddressRefused
        If the address is not public, unless `private_too`.
    OSError, http.client.HTTPException
        If nobody answers.
    """
    check_url(url)
    end = monotonic() + DEADLINE_SECONDS
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT_SECONDS)
    place = _public_address(host, port, private_too)
    plain = socket.create_connection(place, timeout=min(TIMEOUT_SECONDS, max(0.1, end - monotonic())))
    try:
        with _hung_up_at(end, plain):
            plain.settimeout(TIMEOUT_SECONDS)
            secure = parts.scheme == "https"
            connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host) if secure else plain
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request("POST", target, body, dict(headers))
            return connection.getresponse().status
    finally:
        connection.close()
        plain.close()


@contextmanager
def _hung_up_at(end: float, line: socket.socket) -> Iterator[None]:
    """Hang up when the block lasts longer; whoever waits in it gets an error."""
    # A second handle on the connection: TLS takes the first one away, and a drop in its handshake counts, too.
    handle = socket.fromfd(line.fileno(), line.family, line.type)

    def hang_up() -> None:
        with suppress(OSError):
            handle.shutdown(socket.SHUT_RDWR)

    timer = Timer(max(0.0, end - monotonic()), hang_up)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        handle.close()


def _public_address(host: str, port: int, private_too: bool) -> tuple[str, int]:
    """Return the first of the host's addresses, if all of them are public."""
    found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not private_too and not all(map(is_public, found)):
        raise AddressRefused(f"{host} is not a public address.")
    return found[0], port


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet; those that wrap an IPv4 address never are."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address) and (ip.ipv4_mapped or ip.sixtofour or ip.teredo):
        return False
    return ip.is_global and not ip.is_multicast and not any(ip in network for network in _NOT_PUBLIC)
