"""The tables of the README."""

import os
from typing import Any

SERVED = ("cpu_ms", "p50", "p95")


def head(postgresql: bool, couples: int) -> str:
    """The head of one database's table."""
    name = "PostgreSQL" if postgresql else "SQLite"
    return (
        f"\n### {name}, {os.cpu_count()} cores, {couples:,} couples\n\n"
        "| administrations stored | what | connections | CPU ms | p50 ms | p95 ms | queries |\n"
        "|---|---|---|---|---|---|---|"
    )


def lines(size: int, figures: dict[str, Any]) -> list[str]:
    """The rows of one size. A round trip is two requests: nine answers sent, then the page with the line."""
    asked, inside, rows = figures["queries"], figures["inside"], []
    if "check-in" in inside:
        queries = f"{asked['post']} + {asked['get']}"
        rows += [
            ("plain Django with a form, in one process", "", inside["plain"], "", "", ""),
            ("plain Django, lean, in one process", "", inside["lean"], "", "", ""),
            ("check-in, in one process", "", inside["check-in"], "", "", queries),
            ("check-in, served", *served(figures, "check-in"), queries),
        ]
    if "caseload" in inside:
        what = f"caseload of {asked['cases']:,} cases with {asked['lines']:,} lines"
        rows += [
            (f"{what}, in one process", "", inside["caseload"], "", "", asked["caseload"]),
            (f"{what}, served", *served(figures, "caseload"), asked["caseload"]),
        ]
    return [f"| {size:,} | " + " | ".join(str(cell) for cell in row) + " |" for row in rows]


def served(figures: dict[str, Any], what: str) -> tuple[str, ...]:
    """Connections, CPU, p50 and p95, each as 1 / 8 / 32."""
    found = {name.partition("/")[2]: one for name, one in figures.items() if name.startswith(f"{what}/")}
    if failed := sum(one["failed"] for one in found.values()):
        return " / ".join(found), f"{failed} of the requests failed", "", ""
    return " / ".join(found), *(" / ".join(str(one[column]) for one in found.values()) for column in SERVED)
