"""A table as text and back: what is stored goes on exactly as what was in memory would have."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from ampersand.exercises.rules.turns.table import Ended, Given, Line, Table

_BY_SEAT = ("lost", "pressed", "given", "opened", "picked")
_SEATS = ("here", "word", "going_on")


def written(table: Table) -> str:
    """The table as JSON."""
    return json.dumps(asdict(table), default=sorted, sort_keys=True, separators=(",", ":"))


def read(text: str) -> Table:
    """The table that was written; raises ValueError when it is none."""
    try:
        return _read(json.loads(text))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("this is no table") from error


def _read(data: dict[str, Any]) -> Table:
    for name in _BY_SEAT:
        data[name] = {int(seat): _given(value) for seat, value in data[name].items()}
    for name in ("boxes", "ratings"):
        data[name] = {int(seat): dict(value) for seat, value in data[name].items()}
    data["boxes"] = {seat: {int(box): text for box, text in mine.items()} for seat, mine in data["boxes"].items()}
    for name in _SEATS:
        data[name] = frozenset(data[name])
    data["lines"] = tuple(Line(**{**line, "kept": frozenset(line["kept"])}) for line in data["lines"])
    data["before"] = tuple(data["before"]) if data.get("before") else None
    data["deeds"] = tuple(data.get("deeds", ()))
    data["ended"] = Ended(data["ended"]) if data["ended"] else None
    return Table(**data)


def _given(value: Any) -> Given:
    return tuple(value) if isinstance(value, list) else value


def kept(table: Table) -> tuple[Line, ...]:
    """The lines that everyone wants to keep; nothing else is left of a table once it is over."""
    return tuple(line for line in table.lines if line.kept >= table.everyone)
