"""Senders side by side: mails do not wait for webhooks, nor one receiver for the slowness of another."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore, Event

from django.db import DatabaseError, close_old_connections

from imagetransfer.outbox.delivery import Row, claim_due, deliver

logger = logging.getLogger(__name__)


def send_due(model: type[Row], send: Callable[[Row], None], *, at_once: int) -> None:
    """Send what is due now, `at_once` rows at a time."""
    _send_rows(model, send, at_once, more=lambda: False)


def send_until(stop: Event, model: type[Row], send: Callable[[Row], None], *, at_once: int, every: float = 1.0) -> None:
    """Send what is due, and look again every so many seconds; once `stop` is set, finish what has begun."""
    _send_rows(model, send, at_once, more=lambda: not stop.wait(every), stopped=stop.is_set)


def _send_rows(
    model: type[Row],
    send: Callable[[Row], None],
    at_once: int,
    *,
    more: Callable[[], bool],
    stopped: Callable[[], bool] = lambda: False,
) -> None:
    """Send rows until there are none and nobody waits for `more`.

    A row is claimed only when a thread is free for it: its lease must not run out while it waits.
    """
    free = BoundedSemaphore(at_once)

    def send_one(row: Row) -> None:
        try:
            deliver(row, send)
        except DatabaseError:
            logger.exception("%s may have been sent, but that could not be noted; its lease will end.", row)
        finally:
            close_old_connections()
            free.release()

    with ThreadPoolExecutor(at_once, thread_name_prefix=model.__name__) as pool:
        while not stopped():
            free.acquire()
            row = _claimed(model)
            if row:
                pool.submit(send_one, row)
                continue
            free.release()
            if not more():
                break
    close_old_connections()


def _claimed(model: type[Row]) -> Row | None:
    """Return a row that is due; a database that is away for a moment has none."""
    try:
        return claim_due(model)
    except DatabaseError as error:
        logger.warning("The database did not answer: %s", error)
        close_old_connections()
        return None
