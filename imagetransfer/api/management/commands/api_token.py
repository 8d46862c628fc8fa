"""`manage.py api_token`: make, list and revoke the tokens of programs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from imagetransfer.api.models import SCOPES, Token
from imagetransfer.api.services import token_create, token_revoke


class Command(BaseCommand):
    """Three small commands in one."""

    help = "Make, list and revoke API tokens."

    def add_arguments(self, parser: CommandParser) -> None:
        """Define the commands and their options."""
        commands = parser.add_subparsers(dest="command", required=True)
        create = commands.add_parser("create", help="make a token and print it, this once")
        create.add_argument("name", help="what the token is for")
        create.add_argument(
            "--scopes",
            nargs="+",
            choices=SCOPES,
            default=list(SCOPES),
            help="; ".join(f"{scope}: {what}" for scope, what in SCOPES.items()) + " (default: all)",
        )
        commands.add_parser("list", help="show every token's number, name, scopes and use")
        revoke = commands.add_parser("revoke", help="take a token out of force")
        revoke.add_argument("number", type=int, help="as `list` shows it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what the command says."""
        match options["command"]:
            case "create":
                _, secret = token_create(name=options["name"], scopes=options["scopes"])
                self.stdout.write(secret)
            case "list":
                for token in Token.objects.all():
                    used = f"used {token.last_used:%Y-%m-%d}" if token.last_used else "never used"
                    self.stdout.write(f"{token.pk}\t{token}\t{'revoked' if token.revoked else used}")
            case "revoke":
                self._revoke(options["number"])

    def _revoke(self, number: int) -> None:
        token = Token.objects.filter(pk=number).first()
        if token is None:
            raise CommandError(f"There is no token number {number}; see `manage.py api_token list`.")
        token_revoke(token)
        self.stdout.write(f"Revoked {token}.")
