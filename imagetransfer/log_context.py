"""What a line of the log is about: a request, a job. `settings.LOGGING` adds both to every line."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_request: ContextVar[str] = ContextVar("request", default="")
_job: ContextVar[str] = ContextVar("job", default="")


def request_begins(name: str) -> None:
    """Name the request in what this thread logs until its next one; Django has words to add after all middleware."""
    _request.set(name)


@contextmanager
def about_job(name: object) -> Iterator[None]:
    """Name the job in what is logged within the block."""
    token = _job.set(str(name))
    try:
        yield
    finally:
        _job.reset(token)


class ContextFilter(logging.Filter):
    """Lets every record pass, with `request_id`, `job_id`, and both in words as `about`."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Add the three."""
        names = {"request": _request.get(), "job": _job.get()}
        record.request_id, record.job_id = names["request"] or None, names["job"] or None
        words = ", ".join(f"{kind} {name}" for kind, name in names.items() if name)
        record.about = f" ({words})" if words else ""
        return True
