"""`manage.py deliver`: send the mails and webhook calls that are due."""

import signal
from threading import Event, Thread
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from imagetransfer.outbox.calls import call_make
from imagetransfer.outbox.mails import mail_send
from imagetransfer.outbox.models import Call, Mail
from imagetransfer.outbox.senders import send_due, send_until

MAILS_AT_ONCE = 2  # a mail server counts the connections of one client
CALLS_AT_ONCE = 16


class Command(BaseCommand):
    """Loop over the services; it runs beside the workers, once or more per installation."""

    help = "Send the mails and webhook calls that are due, every second until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        """Define the options."""
        parser.add_argument("--every", type=float, default=1.0, metavar="SECONDS", help="pause when nothing is due")
        parser.add_argument("--once", action="store_true", help="send what is due and stop")

    def handle(self, *args: Any, **options: Any) -> None:
        """Send mails in this thread and calls in another; SIGTERM lets what has begun come to its end."""
        if options["once"]:
            send_due(Mail, mail_send, at_once=MAILS_AT_ONCE)
            send_due(Call, call_make, at_once=CALLS_AT_ONCE)
            return
        stop, every = Event(), options["every"]
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        calls = Thread(
            target=send_until, args=(stop, Call, call_make), kwargs={"at_once": CALLS_AT_ONCE, "every": every}
        )
        calls.start()
        send_until(stop, Mail, mail_send, at_once=MAILS_AT_ONCE, every=every)
        calls.join()
