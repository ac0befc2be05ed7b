"""Open a practice, with its first administrator."""

from argparse import ArgumentParser
from typing import Any
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from ampersand.accounts import actions
from ampersand.accounts.models import Person, Practice


class Command(BaseCommand):
    help = "Open a practice, with its first administrator, who signs in with a code sent to the address."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("practice", help="its name")
        parser.add_argument("--time-zone", required=True, help="as in the IANA list, for example Europe/Amsterdam")
        parser.add_argument("--administrator", required=True, metavar="EMAIL")
        parser.add_argument("--name", required=True, help="the administrator's name")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, or nothing."""
        if options["time_zone"] not in available_timezones():
            raise CommandError(f"There is no time zone {options['time_zone']!r}.")
        if Practice.objects.filter(name=options["practice"]).exists():
            raise CommandError(f"There is a practice {options['practice']!r} already.")
        try:
            validate_email(options["administrator"])
        except ValidationError as error:
            raise CommandError(f"{options['administrator']!r} is no mail address.") from error
        person = Person.objects.filter(email__iexact=options["administrator"]).first() or actions.make_person(
            address=options["administrator"], name=options["name"], time_zone=options["time_zone"]
        )
        practice = actions.open_practice(name=options["practice"], time_zone=options["time_zone"])
        actions.give_role(person=person, practice=practice, role="administrator")
        self.stdout.write(f"{practice.name} is open. {person.email} signs in with a code by mail.")
