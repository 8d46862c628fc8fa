"""Errors of the science as a command tells them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError

from algorithms.errors import UserError


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn an error that the user can mend into one sentence without a traceback; a program's fault keeps its own."""
    try:
        yield
    except UserError as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        # The system's own messages begin with a number.
        raise CommandError(f"{error.filename}: {error.strerror}." if error.filename else str(error)) from error
