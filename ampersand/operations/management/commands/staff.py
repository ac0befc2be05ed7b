"""Who works in a practice."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from ampersand.accounts import actions
from ampersand.accounts.models import Person, Practice, StaffRole


class Command(BaseCommand):
    help = (
        "List who works in a practice, add or remove someone, or take lost second steps away so they can be set anew."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("deed", choices=["list", "add", "remove", "reset-second-step"])
        parser.add_argument("email", nargs="?", default="")
        parser.add_argument("--role", choices=StaffRole.Role.values)
        parser.add_argument("--name", default="", help="with add: for someone who has no account yet")
        parser.add_argument("--practice", default="", help="its name; needed when there are several")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say so."""
        practice = _practice(options["practice"])
        if options["deed"] == "list":
            for row in practice.staff.select_related("person").order_by("person__name", "role"):
                self.stdout.write(f"{row.person.name} <{row.person.email}>: {row.role}")
            return
        person = _person(options, practice)
        if options["deed"] == "reset-second-step":
            removed = actions.remove_second_steps(person_id=person.pk)
            self.stdout.write(f"{removed} second steps of {person.email} are gone; {person.name} was signed out.")
            return
        if not options["role"]:
            raise CommandError("Say which role: --role therapist, supervisor, administrator or safety_lead.")
        deed = actions.give_role if options["deed"] == "add" else actions.take_role
        changed = deed(person=person, practice=practice, role=options["role"])
        self.stdout.write(f"{person.email}: {options['role']} {options['deed']}{'' if changed else ': nothing to do'}.")


def _practice(name: str) -> Practice:
    found = list(Practice.objects.filter(name=name) if name else Practice.objects.all()[:2])
    if len(found) != 1:
        raise CommandError("Say which practice: --practice NAME." if found else "There is no such practice.")
    return found[0]


def _person(options: dict[str, Any], practice: Practice) -> Person:
    email = options["email"]
    if person := Person.objects.filter(email__iexact=email).first():
        return person
    if options["deed"] != "add":
        raise CommandError(f"Nobody has the address {email!r}.")
    try:
        validate_email(email)
    except ValidationError as error:
        raise CommandError(f"{email!r} is no mail address.") from error
    if not options["name"]:
        raise CommandError(f"{email} has no account yet: say their name with --name.")
    return actions.make_person(address=email, name=options["name"], time_zone=practice.time_zone)
