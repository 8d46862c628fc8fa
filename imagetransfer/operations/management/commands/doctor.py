"""`manage.py doctor`: say in plain words what is well, what is not, and what to do about it."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from imagetransfer.operations.doctor import examinations, examined


class Command(BaseCommand):
    """Print one line for each examination; the exit status tells whether something is wrong."""

    help = "Say what is well, what is not, and what to do about it."
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """Define the options."""
        help_text = "how long a lane's workers may take to answer (default: 10)"
        parser.add_argument("--patience", type=float, default=10.0, metavar="SECONDS", help=help_text)

    def handle(self, *args: Any, **options: Any) -> None:
        """Examine."""
        wrong = 0
        for question in examinations(options["patience"]).values():
            finding = examined(question)
            wrong += not finding.is_well
            self.stdout.write(f"{'well ' if finding.is_well else 'WRONG'}  {finding.sentence}")
            if finding.advice:
                self.stdout.write(f"       {finding.advice}")
            if finding.detail:
                self.stdout.write(f"       ({' '.join(finding.detail.split())})")
        self.stdout.write("All is well." if not wrong else f"{wrong} thing(s) to see to.")
        if wrong:
            sys.exit(1)
