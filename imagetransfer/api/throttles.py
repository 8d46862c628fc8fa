"""The client's limits as the API tells them in headers (draft-ietf-httpapi-ratelimit-headers)."""

from collections.abc import Sequence

from rest_framework.request import Request
from rest_framework.response import Response

from imagetransfer.api.authentication import client_name, token_in
from imagetransfer.limits.counting import Count, counted
from imagetransfer.limits.rates import rate_of


def counts_of(request: Request, kinds: Sequence[str]) -> list[Count]:
    """Count the request for each of the kinds."""
    client, has_token = client_name(request), token_in(request) is not None
    return [counted(rate_of(kind, has_token=has_token), client) for kind in kinds]


def tell(response: Response, counts: Sequence[Count]) -> None:
    """Say how much there is and what is left of it."""
    if counts:
        response.headers["RateLimit-Policy"] = ", ".join(map(_policy, counts))
        response.headers["RateLimit"] = ", ".join(map(_state, counts))


def _policy(count: Count) -> str:
    return f'"{count.rate.kind}";q={count.rate.most};w={count.rate.seconds}'


def _state(count: Count) -> str:
    return f'"{count.rate.kind}";r={count.left};t={count.seconds}'
