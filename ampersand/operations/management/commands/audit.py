"""Verify or anchor the audit chains."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from ampersand.privacy import audit


class Command(BaseCommand):
    help = "verify: name the first bad event of each chain. anchor: write the chains' heads outside the database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("deed", choices=["verify", "anchor"])
        parser.add_argument("--case", type=UUID, help="one case's chain alone")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say what was found."""
        if options["deed"] == "anchor":
            self.stdout.write(f"{audit.anchor()} chains anchored.")
            return
        faults = list(audit.verify(options["case"]))
        for fault in faults:
            self.stderr.write(f"Chain {fault.chain}, event {fault.number}: {fault.what}.")
        if faults:
            raise CommandError(f"{len(faults)} chains do not hold.")
        self.stdout.write("Every chain holds.")
