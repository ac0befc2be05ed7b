"""A server of our own to measure, and how much processor time it used."""

import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psutil


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(command: list[str], port: int) -> Iterator[psutil.Process]:
    """Start a server, wait until it accepts, and end it with all its processes."""
    process = psutil.Popen(command, env=os.environ.copy(), stdout=sys.stderr, start_new_session=True)
    try:
        for _ in range(300):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            if process.poll() is not None:
                raise SystemExit("The server did not start.")
            time.sleep(0.1)
        yield process
    finally:
        family = [*process.children(recursive=True), process]
        for one in family:
            with suppress(psutil.NoSuchProcess):
                one.terminate()
        _, alive = psutil.wait_procs(family, timeout=10)
        for one in alive:
            one.kill()


def processor_seconds(process: psutil.Process) -> float:
    """User and system time of the server and all its processes so far."""
    total = 0.0
    for one in [process, *process.children(recursive=True)]:
        with suppress(psutil.NoSuchProcess):
            times = one.cpu_times()
            total += times.user + times.system
    return total


def memory_mb(process: psutil.Process) -> float:
    """Unique memory of the server and all its processes, in megabytes."""
    return sum(one.memory_full_info().uss for one in [process, *process.children(recursive=True)]) / 1e6


SERVE = [sys.executable, "-m", "ampersand.project.command", "serve", "--no-keeper"]
