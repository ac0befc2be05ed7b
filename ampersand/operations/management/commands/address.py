"""Another mail address for someone whose old one is lost or read by others."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from ampersand.accounts import actions, queries


class Command(BaseCommand):
    help = (
        "Give someone another mail address to sign in with. All their sign-ins end; nothing is sent to either address."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("old", help="the address they have now")
        parser.add_argument("new", help="the address from now on")

    def handle(self, *args: Any, **options: Any) -> None:
        """Change it and say so. Make sure first, by voice or in the room, who asks for it."""
        person = queries.person_with_address(options["old"])
        if person is None:
            raise CommandError(f"Nobody has the address {options['old']!r}.")
        try:
            validate_email(options["new"].strip())
        except ValidationError as error:
            raise CommandError(f"{options['new']!r} is no mail address.") from error
        try:
            actions.change_address(person=person, address=options["new"])
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{person.name} signs in with {options['new'].strip().lower()} from now on, and is signed out."
        )
