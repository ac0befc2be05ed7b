"""Rotate the master key that wraps the data keys."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from ampersand.privacy import audit, vault
from ampersand.privacy.keyring import KeyRingError
from ampersand.privacy.models import DataKey


class Command(BaseCommand):
    help = "rotate: wrap every data key under a new master key. retire: take an unused master key off the ring."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("deed", choices=["rotate", "retire"])
        parser.add_argument("name", nargs="?", help="with retire: the master key")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it; a rotation that is interrupted is finished by running it again."""
        if options["deed"] == "retire":
            self._retire(options["name"] or "")
            return
        vault.ring().with_new_key()
        with transaction.atomic():
            done = vault.rotate()
            audit.record(chain=audit.HOUSE, actor=None, verb="keys.rotated", note=vault.ring().current)
        self.stdout.write(f"{done} data keys are now under {vault.ring().current}. Keep a new copy of the key ring.")

    def _retire(self, name: str) -> None:
        used = DataKey.objects.filter(ring_key=name).count()
        if used:
            raise CommandError(f"{used} data keys are still wrapped by {name}. Run: ampersand keys rotate")
        try:
            vault.ring().without(name)
        except KeyRingError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{name} is off the ring.")
