"""`manage.py deliver`: send the mails and webhook calls that are due."""

from time import sleep
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections

from imagetransfer.outbox.calls import call_make
from imagetransfer.outbox.delivery import deliver_next
from imagetransfer.outbox.mails import mail_send
from imagetransfer.outbox.models import Call, Mail


class Command(BaseCommand):
    """Loop over the services; it runs beside the workers, once or more per installation."""

    help = "Send the mails and webhook calls that are due, every second until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        """Define the options."""
        parser.add_argument("--every", type=float, default=1.0, metavar="SECONDS", help="pause when nothing is due")
        parser.add_argument("--once", action="store_true", help="send what is due and stop")

    def handle(self, *args: Any, **options: Any) -> None:
        """Send; a database that is away for a moment is asked again."""
        while True:
            try:
                # All mails that are due before each call: a stranger's slow server keeps no mail waiting for long.
                while self._mails() or deliver_next(Call, call_make):
                    pass
            except DatabaseError as error:
                self.stderr.write(f"The database did not answer: {error}")
            if options["once"]:
                return
            close_old_connections()
            sleep(options["every"])

    def _mails(self) -> bool:
        sent = False
        while deliver_next(Mail, mail_send):
            sent = True
        return sent
