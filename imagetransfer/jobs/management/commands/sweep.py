"""`manage.py sweep`: queue again what dead workers left behind, and delete what is too old."""

from time import monotonic, sleep
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections

from imagetransfer.jobs.retention import jobs_prune
from imagetransfer.jobs.signals import swept
from imagetransfer.jobs.work import jobs_sweep

PRUNE_EVERY_SECONDS = 3600


class Command(BaseCommand):
    """Loop over the service; it runs beside the workers, once per installation."""

    help = "Queue the jobs of workers that died again, every few seconds until stopped; every hour, prune."

    def add_arguments(self, parser: CommandParser) -> None:
        """Define the options."""
        parser.add_argument("--every", type=float, default=3.0, metavar="SECONDS", help="pause between two sweeps")
        parser.add_argument("--once", action="store_true", help="sweep once and stop")

    def handle(self, *args: Any, **options: Any) -> None:
        """Sweep; a database that is away for a moment is asked again."""
        prune_at = monotonic()
        while True:
            try:
                revived = jobs_sweep()
                if revived:
                    self.stdout.write(f"Queued {revived} job(s) again.")
                swept.send(sender=None)
                if monotonic() >= prune_at:
                    jobs_prune()
                    prune_at = monotonic() + PRUNE_EVERY_SECONDS
            except DatabaseError as error:
                self.stderr.write(f"The database did not answer: {error}")
            if options["once"]:
                return
            close_old_connections()
            sleep(options["every"])
