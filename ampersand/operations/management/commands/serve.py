"""Serve the pages, and keep the house: jobs, due assignments, anchors."""

import os
import subprocess
from argparse import ArgumentParser
from typing import Any

import uvicorn
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.errors import ConfigurationError

from ampersand.operations import again, readiness
from ampersand.operations.demo import marker


class Command(BaseCommand):
    help = "Serve Ampersand on an address of this machine."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=settings.WORKERS)
        parser.add_argument("--wsgi", action="store_true", help="pages alone; sockets are served elsewhere")
        parser.add_argument(
            "--sockets", action="store_true", help="for live pages alone; /live/ leads here, pages are elsewhere"
        )
        parser.add_argument("--no-keeper", action="store_true", help="jobs are run by another `ampersand keep`")

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until told to stop."""
        readiness.prepare(self.stdout.write)
        if settings.DEMO and marker.state() is marker.State.REAL:
            raise CommandError("People who may be real are in this database: take AMPERSAND_DEMO away.")
        connections.close_all()  # the servers are copies of this process and must not share its connection
        keeper = None if options["no_keeper"] or options["sockets"] else _keeper()
        try:
            (_sockets if options["sockets"] else _pages)(options)
        except (ConfigurationError, OSError) as error:
            raise CommandError(f"Cannot serve on {options['host']}:{options['port']}: {error}") from error
        finally:
            if keeper:
                keeper.terminate()
                keeper.wait(timeout=20)


def _pages(options: dict[str, Any]) -> None:
    """Pages and, unless they are elsewhere, live pages: in the same processes, behind the same address."""
    interface = Interfaces.WSGI if options["wsgi"] else Interfaces.ASGI
    Granian(
        f"ampersand.project.{interface.value}:application",
        address=options["host"],
        port=options["port"],
        interface=interface,
        workers=max(1, options["workers"]),
        blocking_threads=1,  # more let the slowest answers grow: docs/decisions/0003-serving.md
        websockets=not options["wsgi"],
        respawn_failed_workers=True,
        workers_kill_timeout=5,  # a worker told to stop while it was still starting would never hear it
        log_access=False,
        log_level="warning",
    ).serve()


def _sockets(options: dict[str, Any]) -> None:
    """Live pages in one process that takes an eighth of the memory for each; docs/decisions/0003-serving.md."""
    uvicorn.run(
        "ampersand.project.asgi:application",
        host=options["host"],
        port=options["port"],
        ws="websockets-sansio",
        ws_max_size=1024,
        ws_per_message_deflate=False,
        access_log=False,
        log_level="warning",
    )


def _keeper() -> subprocess.Popen[bytes]:
    words = again.command("keep", "--parent", str(os.getpid()))
    # In a session of its own: Ctrl+C ends the server, and the server ends the keeper.
    return subprocess.Popen(words, env=again.environment(), start_new_session=True)  # noqa: S603 - our own program
