"""`manage.py seed_gallery 10000`: fill the gallery to see how it behaves when it is full."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from imagetransfer.gallery.management.seeding import pictures_seed


class Command(BaseCommand):
    """Loop over the batches."""

    help = "Put made-up pictures into the gallery, to see and measure it full."

    def add_arguments(self, parser: CommandParser) -> None:
        """Define the options."""
        parser.add_argument("count", type=int, help="how many")
        parser.add_argument("--seed", type=int, default=0, metavar="N", help="another number, other pictures")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the pictures."""
        if options["count"] < 1:
            raise CommandError(f"The count is {options['count']}; give at least 1.")
        with tqdm(total=options["count"], unit="picture") as bar:
            for made in pictures_seed(options["count"], options["seed"]):
                bar.update(made - bar.n)
