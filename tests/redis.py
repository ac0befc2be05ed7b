"""A Redis of our own for a test: Debian's program, on a socket in a folder, gone afterwards."""

import contextlib
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

NO_REDIS = "Redis is not installed, and these tests need it. Install it: sudo apt-get install redis-server"


@contextlib.contextmanager
def own_redis(folder: Path) -> Iterator[str]:
    """The address of a fresh server that keeps nothing."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.fail(NO_REDIS)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(folder)]
    server = subprocess.Popen([program, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.02)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait(10)
