"""`manage.py backup`: copy what an installation keeps into a folder."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from algorithms.errors import UserError
from imagetransfer.operations.backup import backup_write


class Command(BaseCommand):
    """Call the service once."""

    help = "Copy database, files and secret key into a new folder, while the site runs (SQLite; see deploy/README.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Define the options."""
        parser.add_argument("folder", type=Path, metavar="FOLDER", help="a folder that does not exist yet")

    def handle(self, *args: Any, **options: Any) -> None:
        """Copy."""
        try:
            backup_write(options["folder"])
        except UserError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{options['folder']} holds a copy of everything; keep it as secret as the site itself.")
