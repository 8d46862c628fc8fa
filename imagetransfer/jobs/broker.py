"""The queue's messages in the database: taken by one worker each, by the database's clock."""

import logging
from datetime import timedelta
from time import sleep
from typing import Any

from django.db import DatabaseError, close_old_connections, connection, transaction
from django.db.models.functions import Now
from django_q.brokers.orm import ORM
from django_q.conf import Conf
from django_q.models import OrmQ

logger = logging.getLogger(__name__)

_AWAY_SECONDS = 1.0


class RowLockBroker(ORM):  # type: ignore[misc]
    """django-q2's broker for machines whose clocks differ, and for many workers on one queue.

    The original counts by each machine's clock, and lets all workers try for the same message.
    """

    def enqueue(self, task: str) -> Any:
        """Write a message, which is due at once."""
        return OrmQ.objects.create(key=self.list_key or Conf.CLUSTER_NAME, payload=task, lock=Now()).pk

    def dequeue(self) -> list[tuple[Any, str]] | None:
        """Take the oldest message that is due, until `retry` ends; None, after a pause, when none is."""
        try:
            message = self._take()
        except DatabaseError as error:
            logger.warning("The queue cannot be reached; it is asked again. (%s)", error)
            close_old_connections()
            sleep(_AWAY_SECONDS)
            return None
        if message is None:
            sleep(Conf.POLL)
            return None
        return [(message.pk, message.payload)]

    def _take(self) -> OrmQ | None:
        due = OrmQ.objects.filter(key=self.list_key, lock__lte=Now()).order_by("pk")
        if not due.exists():  # asking costs no lock
            return None
        with transaction.atomic():
            skip_locked = connection.features.has_select_for_update_skip_locked
            message = due.select_for_update(skip_locked=skip_locked).first()
            if message:
                OrmQ.objects.filter(pk=message.pk).update(lock=Now() + timedelta(seconds=Conf.RETRY))
        return message
