"""`manage.py sweep`: queue again what dead workers left behind, and delete what is too old."""

from time import monotonic, sleep
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections

from imagetransfer.files.store import StoreAway
from imagetransfer.gallery.preparing import pictures_sweep
from imagetransfer.jobs.checkpoints import checkpoints_sweep
from imagetransfer.jobs.full_size import full_sizes_abandon
from imagetransfer.jobs.work import jobs_sweep
from imagetransfer.upkeep.retention import prune

PRUNE_EVERY_SECONDS = 3600


class Command(BaseCommand):
    """Loop over the services; several machines may run it at once, which does nothing twice."""

    help = "Queue the jobs of workers that died again, every few seconds until stopped; every hour, prune."

    def add_arguments(self, parser: CommandParser) -> None:
        """Define the options."""
        parser.add_argument("--every", type=float, default=3.0, metavar="SECONDS", help="pause between two sweeps")
        parser.add_argument("--once", action="store_true", help="sweep once and stop")

    def handle(self, *args: Any, **options: Any) -> None:
        """Sweep; a database or a store that is away for a moment is asked again."""
        prune_at = monotonic()
        while True:
            try:
                revived = jobs_sweep()
                full_sizes_abandon()
                if revived:
                    self.stdout.write(f"Queued {revived} job(s) again.")
                pictures_sweep()
                checkpoints_sweep()
                if monotonic() >= prune_at:
                    prune()
                    prune_at = monotonic() + PRUNE_EVERY_SECONDS
            except DatabaseError as error:
                self.stderr.write(f"The database did not answer: {error}")
            except StoreAway as error:
                self.stderr.write(f"The store did not answer: {error}")
            if options["once"]:
                return
            close_old_connections()
            sleep(options["every"])
