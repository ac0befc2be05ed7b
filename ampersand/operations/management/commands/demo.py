"""Write a practice of fictional people, and open it."""

import os
import socket
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from ampersand.core.clock import today
from ampersand.operations import again, readiness
from ampersand.operations.demo import faces, people
from ampersand.operations.demo.marker import State, state
from ampersand.operations.demo.reset import NotADemo, empty

PORTS = 50  # how many are tried after the first
A_COUPLE = 1000  # sets of answers of a couple in a big practice, unless told otherwise


class Command(BaseCommand):
    help = "Write Linden House, a practice of fictional people, into an empty database; --serve opens it."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--serve", action="store_true", help="then serve it and say who can be signed in as")
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000, help="the first port to try")
        parser.add_argument("--reset", action="store_true", help="begin anew; only where a demo was")
        parser.add_argument(
            "--size", "--couples", dest="couples", type=int, help="a big one, for measuring: so many couples"
        )
        parser.add_argument("--administrations", type=int, help="of the big one, in all; 1000 a couple if not said")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it where it is missing, then serve it."""
        if options["serve"] and not settings.DEMO:
            _again_as_demo()
        if options["reset"]:
            self._reset()
        found = state()
        if found is State.UNFINISHED:
            self.stdout.write("It was being written when that was broken off, so it begins anew.")
            self._reset()
            found = State.EMPTY
        if found is not State.DEMO or not options["serve"]:  # `serve` looks by itself; a second start stays quick
            readiness.prepare(self.stdout.write)
        if found is State.REAL:
            raise CommandError("This database holds people who may be real, so no fictional ones are added to it.")
        if found is State.EMPTY:
            self._write(options["couples"], options["administrations"])
        elif not options["serve"]:
            self.stdout.write(f"{people.PRACTICE_NAME} is here already. To begin anew: {_anew()}")
        if options["serve"]:
            self._serve(options["host"], options["port"])

    def _reset(self) -> None:
        try:
            empty()
        except NotADemo:
            raise CommandError("This database is not a demo, so nothing was removed.") from None
        self.stdout.write("The demo was emptied.")

    def _write(self, couples: int | None, administrations: int | None) -> None:
        if couples is not None and couples < 1:
            raise CommandError("--size must be at least 1.")
        if administrations is not None and (couples is None or administrations < 0):
            raise CommandError("--administrations goes with --size and is not below 0.")
        from ampersand.operations.demo import big, load, practice  # here, so that a second start stays quick

        began = time.monotonic()
        told = _Progress(self.stdout, f"Writing {people.PRACTICE_NAME}")
        day = today(people.ZONE)
        if couples is None:
            everyone = list(practice.treatments(day))
            given = load.write(everyone, cases=len(everyone), progress=told)
        else:
            wanted = A_COUPLE * couples if administrations is None else administrations
            given = load.write(big.treatments(day, couples, wanted), cases=couples, progress=told)
        self.stdout.write(
            f"{people.PRACTICE_NAME} is written: {given:,} sets of answers, {time.monotonic() - began:.0f} s."
        )

    def _serve(self, host: str, first: int) -> None:
        port = _free_port(host, first)
        if port != first:
            self.stdout.write(f"Port {first} is taken, so it is {port} this time.")
        address = f"http://{'localhost' if host == '127.0.0.1' else host}:{port}"
        settings.ADDRESS = os.environ["AMPERSAND_ADDRESS"] = address  # for links in mails, here and in the keeper
        if age := faces.age_in_days():
            self.stdout.write(f"\nThis practice was written {age} days ago, and time has gone on in it since.")
        self.stdout.write("\nEveryone here is invented. Sign in as any of them:\n")
        for group in faces.groups():
            for face in group.faces:
                self.stdout.write(f"  {face.first_name + ',':<8}{face.role}: {face.what}")
        self.stdout.write(f"\n  {address}/demo/\n\nTo stop: Ctrl+C. To begin anew: {_anew()} --serve\n")
        call_command("serve", host=host, port=port, skip_checks=False)


class _Progress:
    """How far it is: one line that changes on a terminal, ten lines elsewhere."""

    def __init__(self, out: Any, what: str) -> None:
        self.out, self.what, self.said = out, what, -1

    def __call__(self, done: int, total: int) -> None:
        words = f"{self.what}: {done} of {total} cases"
        if self.out.isatty():
            self.out.write(f"\r{words}", ending="\n" if done >= total else "")
            self.out.flush()
        elif (tenth := done * 10 // total) > self.said:
            self.said = tenth
            self.out.write(words)
            self.out.flush()


def _anew() -> str:
    """The command that begins anew, as it can be typed here."""
    command = Path(sys.executable).with_name("ampersand")
    here = Path.cwd()
    known = command.relative_to(here) if command.is_relative_to(here) else command
    return f"{known if command.exists() else 'ampersand'} demo --reset"


def _free_port(host: str, first: int) -> int:
    """The first free port from this one on; raises CommandError when there is none near."""
    for port in range(first, first + PORTS):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    raise CommandError(f"No port is free between {first} and {first + PORTS - 1}.")


def _again_as_demo() -> None:
    """Settings are read once, so the program begins again with those of a demo."""
    words = again.command(*sys.argv[1:])
    os.execve(words[0], words, again.environment(AMPERSAND_DEMO="yes", AMPERSAND_HTTPS="no"))  # noqa: S606
