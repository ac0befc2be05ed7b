"""A house to walk through: a data folder of its own, the real server on a free port, its mail."""

import contextlib
import email
import email.policy
import fcntl
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
STARTS_WITHIN = 40  # seconds, on a busy machine


def until[T](ask: Callable[[], T], what: str, seconds: float = 10) -> T:
    """What `ask` answers as soon as that is something; fails in words when it stays nothing."""
    pause = threading.Event()
    for _ in range(int(seconds / 0.05)):
        if found := ask():
            return found
        pause.wait(0.05)
    raise AssertionError(f"{what} did not happen within {seconds} seconds")


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The environment of a program that works in a data folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AMPERSAND_", "DATABASE_URL"))}
    kept["DJANGO_SETTINGS_MODULE"] = "ampersand.project.settings"
    return kept | {"AMPERSAND_DATA_DIR": str(folder), "AMPERSAND_HTTPS": "no", "AMPERSAND_DEMO": "no"} | more


def run(folder: Path, *module: str, **more: str) -> str:
    """What one of our own programs prints; fails with what it says."""
    done = subprocess.run(
        [sys.executable, "-m", *module], cwd=ROOT, env=environment(folder, **more), capture_output=True, text=True
    )
    assert done.returncode == 0, f"{' '.join(module)} failed:\n{done.stdout}\n{done.stderr}"
    return done.stdout


def prepared_once(shared: Path, name: str, prepare: Callable[[Path], None]) -> Path:
    """A folder that the first of all workers fills and the others find filled."""
    folder = shared / name
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "ready").exists():
            folder.mkdir(exist_ok=True)
            prepare(folder)
            (folder / "ready").touch()
    return folder


def furnish(folder: Path, ready: Path, *, tables: bool = True) -> None:
    """Put into a new folder what is made ready in another: towns, static files and, unless told otherwise, tables."""
    left_out = ("ready",) if tables else ("ready", "ampersand.sqlite3*")
    shutil.copytree(ready, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*left_out))


def free_port() -> int:
    """A port of this machine that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class House:
    """One running server and the folder it keeps everything in."""

    folder: Path
    more: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    _process: subprocess.Popen[bytes] | None = None
    _read: int = 0

    @classmethod
    def copied(cls, template: Path, folder: Path, **more: str) -> "House":
        """A house of its own, as the prepared one is."""
        shutil.copytree(template, folder)
        return cls(folder, more)

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://localhost:{self.port}"

    @property
    def told(self) -> dict[str, Any]:
        """Who and what was prepared."""
        told: dict[str, Any] = json.loads((self.folder / "told.json").read_text(encoding="utf-8"))
        return told

    def start(self) -> None:
        """Serve, in a process group of its own, until pages are answered."""
        command = [
            sys.executable, "-m", "ampersand.project.command", "serve", "--port", str(self.port), "--workers", "2",
        ]  # fmt: skip
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=environment(self.folder, AMPERSAND_ADDRESS=self.address, **self.more),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        until(self._answers, f"The server's start (see {self._log})", STARTS_WITHIN)

    def stop(self, number: int = signal.SIGTERM) -> None:
        """End the server; with SIGKILL at once, with every process it started."""
        process, self._process = self._process, None
        if process is None:
            return
        if number == signal.SIGTERM:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=15)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=15)
        until(lambda: not _group_lives(process.pid), "The end of the server's processes")

    def run(self, *module: str) -> str:
        """What one of our programs prints in this house."""
        return run(self.folder, *module, **self.more)

    def mails_to(self, address: str) -> list[str]:
        """The texts of the mails to an address, the oldest first."""
        texts = []
        for path in sorted((self.folder / "mail").glob("*.eml")):
            mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            if mail["To"] == address:
                body = mail.get_body()
                texts.append(f"{mail['Subject']}\n{body.get_content() if body else ''}")
        return texts

    def next_mail_to(self, address: str, seen: int = 0) -> str:
        """The newest mail to an address once there are more than were seen; the keeper sends each second."""
        return until(lambda: self.mails_to(address)[seen:], f"A mail to {address}", 20)[-1]

    def code_for(self, address: str, seen: int = 0) -> str:
        """The eight digits of the newest mail."""
        found = re.search(r"\b(\d{4} \d{4})\b", self.next_mail_to(address, seen))
        assert found, "no code in the mail"
        return found[1]

    def complaints(self) -> str:
        """What the server wrote about errors since it was last asked."""
        text = self._log.read_text(encoding="utf-8", errors="replace") if self._log.exists() else ""
        new, self._read = text[self._read :], len(text)
        return new if re.search(r"Traceback|Internal Server Error|\bERROR\b|panicked", new) else ""

    @property
    def _log(self) -> Path:
        return self.folder / "server.log"

    def _answers(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, f"The server ended:\n{self._log.read_text(encoding='utf-8')[-3000:]}"
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=5) as line:
                line.sendall(b"GET /help/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                return line.recv(64).startswith(b"HTTP/1.1 200")
        except OSError:
            return False


def _group_lives(group: int) -> bool:
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _parent, its = path.read_text().rsplit(")", 1)[1].split()[:3]
            if int(its) == group and state != "Z":
                return True
    return False
