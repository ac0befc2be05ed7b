"""`make bench`: the check-in round trip and the caseload, at three sizes, on SQLite and on the DATABASE_URL."""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from typing import Any

SIZES = (1_000, 100_000, 1_000_000)


def main() -> None:
    """Print one table a database."""
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("--sizes", type=lambda text: [int(part) for part in text.split(",")], default=SIZES)
    parser.add_argument("--couples", type=int, default=1000)
    parser.add_argument("--trips", type=int, default=300)
    options = parser.parse_args()
    databases = [""] + ([os.environ["DATABASE_URL"]] if os.environ.get("DATABASE_URL") else [])
    for url in databases:
        print(
            f"\n## {'PostgreSQL' if url else 'SQLite'}, {os.cpu_count()} cores, {options.couples} couples\n", flush=True
        )
        print("| administrations | what | connections | CPU ms | p50 ms | p95 ms | per second | queries | failed |")
        print("|---|---|---|---|---|---|---|---|---|", flush=True)
        for size in options.sizes:
            for line in lines(size, one(url, size, options)):
                print(line, flush=True)


def one(url: str, size: int, options: argparse.Namespace) -> dict[str, Any]:
    """The figures of one size, measured in a folder and a database of its own."""
    folder = tempfile.mkdtemp(prefix="ampersand-bench-")
    environment = {
        **os.environ, "AMPERSAND_DATA_DIR": folder, "AMPERSAND_DEMO": "yes", "AMPERSAND_HTTPS": "no",
        "AMPERSAND_HOSTS": "localhost", "DATABASE_URL": url,
    }  # fmt: skip
    if url:
        reset(url)
    command = [sys.executable, "-m", "bench.one", "--administrations", str(size)]
    command += ["--couples", str(options.couples), "--trips", str(options.trips)]
    try:
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return found
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def reset(url: str) -> None:
    """Empty the database that was named for measuring."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")


NAMES = {
    "plain": "plain Django with a ModelForm", "lean": "plain Django, form by hand", "check-in": "check-in",
    "caseload": "caseload", "help": "help page",
}  # fmt: skip


def lines(size: int, figures: dict[str, Any]) -> list[str]:
    """The rows of the table."""
    asked = figures["queries"]
    queries = {"check-in": f"{asked['post']} + {asked['get']}", "caseload": str(asked["caseload"])}
    rows = [
        f"| {size:,} | {NAMES[what]}, in one process | | {cost} | | | | {queries.get(what, '')} | |"
        for what, cost in figures["inside"].items()
    ]
    for name, found in figures.items():
        if "/" in name:
            what, connections = name.split("/")
            rows.append(
                f"| {size:,} | {what}, served | {connections} | {found['cpu_ms']} | {found['p50']} | {found['p95']} "
                f"| {found['per_second']} | {queries[what]} | {found['failed']} |"
            )
    return rows


if __name__ == "__main__":
    main()
