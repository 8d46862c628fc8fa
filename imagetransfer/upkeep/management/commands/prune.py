"""`manage.py prune`: delete what is kept for a limited time and is older."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from imagetransfer.upkeep.retention import prune


class Command(BaseCommand):
    """Call the service once; the sweeper does so every hour."""

    help = "Delete old jobs with their pictures and mails, shared ones excepted."

    def add_arguments(self, parser: CommandParser) -> None:
        """Define the options."""
        parser.add_argument("--days", type=int, metavar="N", help="delete what is older (default: RETENTION_DAYS)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prune."""
        self.stdout.write(f"Deleted {prune(options['days'])} job(s).")
