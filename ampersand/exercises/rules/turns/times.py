"""Times as data: what is due, and what happens then. Nothing here waits. Protocol 5.0, event `lost`."""

from __future__ import annotations

from dataclasses import replace

from ampersand.exercises.rules.definition import Exercise, Way
from ampersand.exercises.rules.turns import moves
from ampersand.exercises.rules.turns.table import DONE, Ended, Table, over, state_of

USUAL = 1200.0  # seconds of a break whose length nobody chose
PAUSE_AFTER = 90.0  # seconds without a device
STOP_AFTER = 900.0


def timed(exercise: Exercise, table: Table) -> tuple[Way, float] | None:
    """The way that a time takes from here, and the instant it does; None where no time runs."""
    state = state_of(exercise, table)
    way = next((way for way in state.ways if way.after is not None), None) if state else None
    if way is None or table.paused is not None:
        return None
    return way, table.since + (way.after or table.chosen or USUAL) + table.extra


def due(exercise: Exercise, table: Table) -> float | None:
    """The instant at which `tick` would change something next; None when nothing runs."""
    if table.at == DONE:
        return None
    running = timed(exercise, table)
    instants = [running[1]] if running else []
    instants += [since + (STOP_AFTER if table.paused is not None else PAUSE_AFTER) for since in table.lost.values()]
    return min(instants, default=None)


def tick(exercise: Exercise, table: Table, now: float) -> Table:
    """The table at this instant: whatever was due has happened."""
    if table.at == DONE:
        return table
    gone = max((now - since for since in table.lost.values()), default=0.0)
    if gone >= STOP_AFTER:
        return over(table, Ended.EARLY)
    if gone >= PAUSE_AFTER and table.paused is None:
        return replace(table, paused=now, going_on=frozenset())
    running = timed(exercise, table)
    if running and now >= running[1]:
        return moves.take(exercise, table, running[0], now)
    return table
