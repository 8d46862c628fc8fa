"""Free an upload's memory with its answer, and give it back to the system.

A Django form and its bound fields refer to each other, so that a picture of 10 MB would stay in memory until Python
looks for such cycles everywhere, which it does the more rarely the more objects a process has.
"""

import ctypes
import gc
from collections.abc import Callable, Iterable
from typing import Any

from django.urls import get_resolver

LARGE = 1_000_000  # bytes of a request, beyond which it is worth some milliseconds

BLOCK = 128 * 1024  # bytes of a piece of memory, from which on it goes back to the system as soon as it is free
_MMAP_THRESHOLD = -3  # of glibc's malloc.h

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


def freeing(application: Application) -> Application:
    """Return an application that collects garbage after each large request."""

    def respond(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        answer = application(environ, start_response)
        if int(environ.get("CONTENT_LENGTH") or 0) > LARGE:
            gc.collect()
        return answer

    return respond


def keep_what_is_loaded() -> None:
    """Load all views, and spare everything that is in memory by now from garbage collection, which then is quick."""
    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()


def give_back_what_is_freed() -> None:
    """Have large pieces of memory go back to the system at once, where the C library is glibc.

    By itself it keeps pieces as large as the largest that was freed so far, in each thread's own part of the memory:
    a few uploads made the process twice as large.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt:
        mallopt(_MMAP_THRESHOLD, BLOCK)
