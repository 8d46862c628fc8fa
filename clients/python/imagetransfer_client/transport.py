"""Requests that are sent again when the service was busy, or away for a moment; a wrong address is told at once."""

import logging
import time
from typing import Any
from uuid import uuid4

import httpx

from imagetransfer_client.errors import ApiError, ImageTransferError, Unreachable

logger = logging.getLogger(__name__)

# Too many requests, and what a service or the proxy before it says while it is busy or being started anew.
_LATER = (429, 502, 503, 504)
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 15.0


class Transport:
    """A connection to one service; safe to share among threads."""

    def __init__(self, url: str, token: str | None, patience: float, transport: httpx.BaseTransport | None) -> None:
        self._patience = patience
        self._url = url.rstrip("/")
        self._has_answered = False
        try:
            self._http = httpx.Client(
                base_url=f"{self._url}/api/v1/",
                headers={"Authorization": f"Bearer {token}"} if token else {},
                timeout=httpx.Timeout(90, connect=10),  # longer than the longest `Prefer: wait`
                transport=transport,
            )
        except httpx.InvalidURL as error:
            raise self._nothing_there(str(error)) from error
        # A store takes the address that the service signed, and no token.
        self._store = httpx.Client(timeout=httpx.Timeout(90, connect=10), transport=transport)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()
        self._store.close()

    def send(self, method: str, path: str, **request: Any) -> httpx.Response:
        """Return the answer, if need be after several tries.

        A POST carries an idempotency key, so that a try whose answer was lost does its work once.

        Raises
        ------
        ApiError
            If the service said no, and would say it again.
        Unreachable
            At once if there is no such service at the address, or else if it did not answer until patience ended.
        """
        if method == "POST":
            request["headers"] = {"Idempotency-Key": str(uuid4()), **request.get("headers", {})}
        end = time.monotonic() + self._patience
        pause, said = _FIRST_PAUSE, False
        while True:
            answer, wished = self._try(method, path, request)
            if isinstance(answer, httpx.Response):
                return answer
            pause = max(pause, wished)
            if time.monotonic() + pause > end:
                raise answer
            said = said or self._say(answer)
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    def _say(self, why: ImageTransferError) -> bool:
        """Tell a waiting person why nothing happens; always True."""
        logger.warning("%s; asking again.", str(why).rstrip("."))
        return True

    def _try(
        self, method: str, path: str, request: dict[str, Any]
    ) -> tuple[httpx.Response | ImageTransferError, float]:
        """Return the answer, or why there is none yet and how long the service wants to be left alone."""
        try:
            response = self._http.request(method, path, **request)
        except httpx.TransportError as error:
            if self._is_wrong(error):
                raise self._nothing_there(str(error)) from error
            return Unreachable(f"{self._url} does not answer ({error})."), 0.0
        if response.status_code == 302 and path.endswith((".jpg", ".png")):  # pictures may lie in a store
            return self._from_store(response.headers["Location"])
        if response.has_redirect_location:
            raise Unreachable(f"{self._url} has moved; please use the address that {response.headers['Location']} has.")
        if response.is_success and "html" not in response.headers.get("Content-Type", ""):
            self._has_answered = True
            return response, 0.0
        refusal = _error_of(response)
        if not (refusal.code or _is_passing(refusal)) and response.status_code in (200, 404):
            raise self._nothing_there("something else answers there")
        self._has_answered = True
        if not _is_passing(refusal):
            raise refusal
        return refusal, _retry_after(response)

    def _from_store(self, address: str) -> tuple[httpx.Response | ImageTransferError, float]:
        """Return a file that the service keeps elsewhere, or why it is not there yet."""
        try:
            response = self._store.get(address)
        except httpx.TransportError as error:
            return Unreachable(f"The store of {self._url} does not answer ({error})."), 0.0
        if response.is_success:
            return response, 0.0
        refusal = ApiError(response.status_code, "", f"The store answered {response.status_code}.")
        if not _is_passing(refusal):
            raise refusal
        return refusal, _retry_after(response)

    def _is_wrong(self, error: httpx.TransportError) -> bool:
        """Whether the address is to blame: what has answered before is away for a moment, and the network likewise."""
        if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
            return not self._has_answered
        return isinstance(error, httpx.UnsupportedProtocol)

    def _nothing_there(self, why: str) -> Unreachable:
        return Unreachable(f"There is no ImageTransfer at {self._url}; please check the address ({why.rstrip('.')}).")


def _is_passing(error: ApiError) -> bool:
    return error.status in _LATER or error.code == "key_in_use"


def _retry_after(response: httpx.Response) -> float:
    seconds = response.headers.get("Retry-After", "")
    return float(seconds) if seconds.isdecimal() else 0.0


def _error_of(response: httpx.Response) -> ApiError:
    """Read problem details; a proxy's page has none."""
    try:
        problem = response.json()
        return ApiError(response.status_code, problem["code"], problem["detail"])
    except (ValueError, KeyError, TypeError):
        return ApiError(response.status_code, "", f"The service answered {response.status_code}.")
