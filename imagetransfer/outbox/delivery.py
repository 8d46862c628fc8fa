"""Taking what is due, once; acknowledging it; trying again later, for a day.

A sender that dies between sending and acknowledging leaves its row claimed until the lease ends; then the row is sent
again. So everything arrives at least once, and twice only in that case, under the same Message-ID. A sender knows a row
for its own by the number of attempts.
"""

import logging
import time
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from django.db import DatabaseError, close_old_connections, connection, transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from imagetransfer.outbox.models import Call, Delivery, Mail

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=10), timedelta(hours=1)
PATIENCE = timedelta(days=1)
AWAY_SECONDS = 1.0  # until a database that is away is asked again

Row = TypeVar("Row", bound=Delivery)


class Refused(Exception):  # noqa: N818 - an answer of the other side
    """The other side will never take it; there is no use in trying again."""


def deliver(row: Row, send: Callable[[Row], None]) -> None:
    """Send a row that was claimed, and write down what came of it."""
    try:
        send(row)
    except Refused as refused:
        give_up(row, error=str(refused))
    except Exception as error:
        logger.warning("%s could not be sent.", row, exc_info=True)
        try_later(row, error=f"{type(error).__name__}: {error}")
    else:
        _note_sent(row)


def _note_sent(row: Delivery) -> None:
    """Write down that it was sent; a database that is away is waited for, or the row would be sent again."""
    end = time.monotonic() + LEASE.total_seconds() / 2
    while True:
        try:
            _own(row).update(state=Delivery.State.SENT, error="")
            return
        except DatabaseError:
            if time.monotonic() > end:
                raise
            logger.warning("%s was sent, but that could not be noted yet.", row)
            close_old_connections()
            time.sleep(AWAY_SECONDS)


def claim_due(model: type[Row]) -> Row | None:
    """Take the row that is due first, for as long as the lease lasts, both by the database's clock."""
    open_states = (Delivery.State.PENDING, Delivery.State.SENDING)
    due = model._default_manager.filter(state__in=open_states, due__lte=Now()).order_by("due")
    if not due.exists():  # asking costs no lock
        return None
    with transaction.atomic():
        skip_locked = connection.features.has_select_for_update_skip_locked
        row = due.select_for_update(skip_locked=skip_locked).first()
        if row:
            _own(row).update(state=Delivery.State.SENDING, due=Now() + LEASE, attempts=F("attempts") + 1)
            row.refresh_from_db(fields=("state", "due", "attempts"))
    return row


def try_later(row: Delivery, *, error: str) -> None:
    """Let it wait, twice as long each time; give up after a day."""
    pause = min(FIRST_PAUSE * 2 ** min(row.attempts - 1, 20), LONGEST_PAUSE)
    if timezone.now() + pause > row.created + PATIENCE:
        give_up(row, error=error)
    else:
        _own(row).update(state=Delivery.State.PENDING, due=Now() + pause, error=error)


def give_up(row: Delivery, *, error: str) -> None:
    """Leave it unsent for ever."""
    logger.warning("%s is given up: %s", row, error)
    _own(row).update(state=Delivery.State.GIVEN_UP, error=error)


def forget(about: UUID) -> None:
    """Take back what was not sent yet, and remove what tells of the rest."""
    for model in (Mail, Call):
        model._default_manager.filter(about=about).delete()


def _own(row: Row) -> QuerySet[Row]:
    return type(row)._default_manager.filter(pk=row.pk, state=row.state, attempts=row.attempts)
