"""`make bench`: everything that the README states as measured, in the form in which it states it.

`python -m bench round-trip caseload guide directory rooms pages` measures the parts that are named, all when none is.
SQLite always; PostgreSQL too when DATABASE_URL names a server on which databases may be made (scripts/with-postgres).
What cannot be measured is said in its place, and the rest goes on.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import tables
from bench.practices import Practice, load

SIZES = (1_000, 100_000, 1_000_000)
PRACTICE = ("round-trip", "caseload")
ALONE = ("guide", "directory", "rooms", "pages")


def main() -> None:
    """Print one table a database, one for the guide, one for the directory, one for live rooms, one of every page."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=", ".join((*PRACTICE, *ALONE)))
    parser.add_argument("--sizes", type=lambda text: [int(part) for part in text.split(",")], default=SIZES)
    parser.add_argument("--couples", type=int, default=1000)
    parser.add_argument("--trips", type=int, default=300)
    options = parser.parse_args()
    if unknown := set(options.parts) - {*PRACTICE, *ALONE}:
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    wanted = options.parts or [*PRACTICE, *ALONE]
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}", flush=True)
    if parts := [part for part in PRACTICE if part in wanted]:
        practices(parts, options)
    for part in ALONE:
        if part in wanted:
            command = [sys.executable, "-m", f"bench.{part}"]
            if code := subprocess.run(command, check=False, env={**os.environ, "DATABASE_URL": ""}).returncode:
                print(f"\n{part} could not be measured: exit code {code}", flush=True)


def practices(parts: list[str], options: argparse.Namespace) -> None:
    """Load every practice, two databases beside each other; when all is quiet again measure one after the other."""
    urls = ["", *([os.environ["DATABASE_URL"]] if os.environ.get("DATABASE_URL") else [])]
    with tempfile.TemporaryDirectory(prefix="ampersand-bench-") as folder:
        made = [[Practice(Path(folder), url, size, options.couples) for size in options.sizes] for url in urls]
        load(made)
        for url, sizes in zip(urls, made, strict=True):
            print(tables.head(bool(url), options.couples), flush=True)
            for practice in sizes:
                for line in told(practice, parts, options.trips):
                    print(line, flush=True)


def told(practice: Practice, parts: list[str], trips: int) -> list[str]:
    """The rows of one practice, or one that says why there are none."""
    try:
        if practice.fault:
            raise practice.fault
        return tables.lines(practice.size, practice.measured(parts, trips))
    except Exception as fault:  # said in its place
        return [f"| {practice.size:,} | could not be measured: {fault} | | | | | |"]
    finally:
        practice.remove()


if __name__ == "__main__":
    main()
