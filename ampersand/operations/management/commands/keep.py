"""Keep the house: run queued jobs, open what is due, anchor the audit chains, forget what has ended."""

import os
import signal
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from ampersand.operations import chores

PAUSE = 1.0  # seconds; a mail with a code should not wait longer


class Command(BaseCommand):
    help = "Run queued jobs and periodic chores until told to stop. `ampersand serve` starts one by itself."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--parent", type=int, help="stop when this process has gone")
        parser.add_argument("--once", action="store_true", help="do everything that is due now, then stop")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work in turns: jobs every second, chores when they are due."""
        self.running = True
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        while self.running:
            try:
                chores.run_due()
                if DBTaskResult.objects.ready().exists():
                    _run_jobs()
            except OperationalError as error:  # the database is away or busy: try again
                self.stderr.write(f"Waiting for the database: {error}")
                close_old_connections()
            gone = options["parent"] and os.getppid() != options["parent"]
            if options["once"] or gone:
                return
            if self.running:
                time.sleep(PAUSE)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.running = False


def _run_jobs() -> None:
    Worker(
        queue_names=["*"], interval=0, batch=True, backend_name="default", startup_delay=False,
        max_tasks=None, worker_id="keeper", excluded_queue_names=[],
    ).run()  # fmt: skip
