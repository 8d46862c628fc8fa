"""How much one client may ask for, and the headers that say so (draft-ietf-httpapi-ratelimit-headers)."""

from abc import ABC, abstractmethod
from math import ceil
from typing import Any

from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from imagetransfer.api.authentication import client_name


class _PerClient(SimpleRateThrottle, ABC):
    """A sliding window for each client; it counts in the memory of the web process."""

    rate = "1/s"  # the real one is a setting, read for each request

    def get_cache_key(self, request: Request, view: Any) -> str:
        """Return where the client's requests are counted."""
        return f"api-{self.scope}-{client_name(request)}"

    def allow_request(self, request: Request, view: Any) -> bool:
        """Count the request, unless there were too many."""
        self.num_requests, self.duration = self.limit(request)
        return super().allow_request(request, view)

    @abstractmethod
    def limit(self, request: Request) -> tuple[int, int]:
        """Return how many requests are allowed in how many seconds."""

    @property
    def policy(self) -> str:
        """The quota in a window, as RateLimit-Policy has it."""
        return f'"{self.scope}";q={self.num_requests};w={self.duration}'

    @property
    def state(self) -> str:
        """What is left, and when the first request of the window is forgotten, as RateLimit has it."""
        left = max(0, self.num_requests - len(self.history))
        oldest = self.history[-1] if self.history else self.now
        return f'"{self.scope}";r={left};t={ceil(oldest + self.duration - self.now)}'


class Requests(_PerClient):
    """All requests."""

    scope = "requests"

    def limit(self, request: Request) -> tuple[int, int]:
        """Return the setting: the same for everybody, because reading costs little."""
        return settings.API_REQUESTS_PER_MINUTE, 60


class Jobs(_PerClient):
    """What makes work: uploads and jobs."""

    scope = "jobs"

    def limit(self, request: Request) -> tuple[int, int]:
        """Return the setting: a token is trusted with more."""
        return (settings.API_TOKEN_JOBS_PER_HOUR if request.auth else settings.API_JOBS_PER_HOUR), 3600
