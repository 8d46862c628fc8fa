"""Tell clients apart without keeping their addresses."""

from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def client_of(request: HttpRequest) -> str:
    """Return a keyed hash of the address that the request came from."""
    return salted_hmac(
        "imagetransfer.jobs.clients", request.META.get("REMOTE_ADDR", ""), algorithm="sha256"
    ).hexdigest()
