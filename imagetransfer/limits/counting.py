"""Counting what clients ask for, in the cache that all processes of an installation share."""

import math
import time
from dataclasses import dataclass

from django.core.cache import cache
from django.utils.translation import gettext as _

from imagetransfer.errors import Refusal, in_a_while
from imagetransfer.limits.rates import Rate

# One number holds when the window ends and how often the client asked, so that adding 1 needs no second look.
_ROOM = 10_000_000


class TooMany(Refusal):
    """The client asked for more than its rate allows."""

    def __init__(self, seconds: int) -> None:
        super().__init__(
            _("This was too much at once; please try again in %(pause)s.") % {"pause": in_a_while(seconds)},
            status=429,
            code="too_many_requests",
            retry_after=seconds,
        )


@dataclass(frozen=True)
class Count:
    """How much of a rate a client used; the window began with the client's first request and ends in `seconds`."""

    rate: Rate
    used: int
    seconds: int

    @property
    def left(self) -> int:
        """What the client may still ask for in this window."""
        return max(0, self.rate.most - self.used)

    def check(self) -> None:
        """Raise `TooMany` when this request was one too many."""
        if self.used > self.rate.most:
            raise TooMany(self.seconds)


def counted(rate: Rate, client: str, number: int = 1) -> Count:
    """Count what a client asks for; of several things that are too many together, none is counted."""
    key, now = f"limits-{rate.kind}-{client}", time.time()
    ends, used = divmod(_added(key, rate, now, number), _ROOM)
    if number > 1 and used > rate.most:
        _added(key, rate, now, -number)
    return Count(rate, used, max(1, math.ceil(ends - now)))


def _added(key: str, rate: Rate, now: float, number: int) -> int:
    """Add to the client's number; the first request of a window, or the faster one of two, begins it."""
    try:
        total = cache.incr(key, number)
    except ValueError:
        total = 0
    if total >= now * _ROOM:
        return total
    if total:  # a window that is over, whose end a cache missed between two looks
        cache.delete(key)
    cache.add(key, math.ceil(now + rate.seconds) * _ROOM, timeout=rate.seconds)
    return cache.incr(key, number)
