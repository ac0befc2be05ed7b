"""Big practices to measure: each in a folder and a database of its own."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass
class Practice:
    """So many couples and sets of answers, on SQLite or, with a `url`, in a database of their own beside that one."""

    base: Path
    url: str
    size: int
    couples: int
    fault: Exception | None = None

    @property
    def folder(self) -> Path:
        """Its data folder."""
        return self.base / f"{'postgresql' if self.url else 'sqlite'}-{self.size}"

    @property
    def database(self) -> str:
        """The address of its database; empty: SQLite."""
        return f"{self.url}_{self.size}" if self.url else ""

    def load(self) -> None:
        """Write it; says on stderr how long that took."""
        began = time.perf_counter()
        self.folder.mkdir()
        if (towns := self.base / "places").exists():
            shutil.copytree(towns, self.folder / "places")
        if self.url:
            _on_server(self.url, f'CREATE DATABASE "{self.database.rpartition("/")[2]}"')
        self._run("load", "--couples", str(self.couples), "--administrations", str(self.size))
        took = time.perf_counter() - began
        print(f"{self.folder.name} is loaded, {took:.0f} s", file=sys.stderr, flush=True)

    def measured(self, parts: Sequence[str], trips: int) -> dict[str, Any]:
        """Every figure of these parts."""
        told = self._run("measure", "--parts", *parts, "--trips", str(trips))
        found: dict[str, Any] = json.loads(told.splitlines()[-1])
        return found

    def remove(self) -> None:
        """Make room."""
        shutil.rmtree(self.folder, ignore_errors=True)
        if self.url:
            _on_server(self.url, f'DROP DATABASE IF EXISTS "{self.database.rpartition("/")[2]}" WITH (FORCE)')

    def _run(self, *arguments: str) -> str:
        environment = {
            **os.environ, "AMPERSAND_DATA_DIR": str(self.folder), "AMPERSAND_DEMO": "yes", "AMPERSAND_HTTPS": "no",
            "AMPERSAND_HOSTS": "localhost", "DATABASE_URL": self.database,
        }  # fmt: skip
        command = [sys.executable, "-m", "bench.one", *arguments]
        return subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout


def load(made: Sequence[Sequence[Practice]]) -> None:
    """Load all of each database one after the other, the databases beside each other. The smallest makes the towns."""
    first = made[0][0]
    _load([first])
    if (first.folder / "places").exists():
        shutil.copytree(first.folder / "places", first.base / "places")
    with ThreadPoolExecutor(len(made)) as at_once:
        for done in [at_once.submit(_load, [one for one in some if one is not first]) for some in made]:
            done.result()


def _load(some: Sequence[Practice]) -> None:
    for one in some:
        try:
            one.load()
        except Exception as fault:  # the others are measured all the same
            one.fault = fault
            print(f"{one.folder.name} could not be loaded: {fault}", file=sys.stderr, flush=True)


def _on_server(url: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)
