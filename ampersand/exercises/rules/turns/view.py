"""What each person at the table may see and do. What the others gave or pressed alone is in nobody's view."""

from __future__ import annotations

from dataclasses import dataclass

from ampersand.exercises.rules.definition import EVERYONE, Asks, Exercise, State, Way
from ampersand.exercises.rules.turns import moves
from ampersand.exercises.rules.turns.table import (
    CLOSE,
    CLOSING,
    LOBBY,
    THERAPIST,
    Ended,
    Given,
    Kind,
    Line,
    Table,
    holders,
    state_of,
)
from ampersand.exercises.rules.turns.times import timed


@dataclass(frozen=True, slots=True)
class Seen:
    """The table from one seat: where it stands, the words, what this seat may do, and what it may read.

    `floor` is the seat that holds the floor, None when everyone or nobody acts. `mine` holds this seat's own boxes.
    `until` is the instant at which a time of `lasts` seconds runs out. `away` is whether some device is out of reach.
    """

    at: str
    step: int
    says: str
    floor: int | None
    role: str
    may: frozenset[Kind]
    buttons: tuple[Way, ...]
    asks: Asks
    options: tuple[str, ...]
    writes: bool
    waits: bool
    lines: tuple[tuple[int, Line], ...]
    mine: tuple[tuple[int, str], ...]
    opened: tuple[tuple[int, int, str], ...]
    picked: tuple[tuple[int, int], ...]
    card: int | None
    own: Given
    until: float | None
    lasts: float
    paused: bool
    away: bool
    waits_to_go_on: bool
    flooded: bool
    near_enough: bool
    ended: Ended | None


def seen_by(exercise: Exercise, table: Table, seat: int) -> Seen:
    """The table as this seat sees it; `THERAPIST` sees what is open, and nobody's own."""
    state = state_of(exercise, table)
    acts = seat in holders(exercise, table)
    waits = seat in table.pressed or seat in table.given
    running = timed(exercise, table)
    free = acts and not waits and table.paused is None
    return Seen(
        at=table.at,
        step=table.step,
        says=_says(state, acts),
        floor=_floor(exercise, table, state),
        role=_role(exercise, table, seat),
        may=frozenset(_may(table, seat)),
        buttons=_buttons(table, state) if free else (),
        asks=state.asks if state and free else "",
        options=state.options if state else (),
        writes=free and (table.at == CLOSE or bool(state and state.writes)),
        waits=waits and not table.is_over,
        lines=tuple((at, line) for at, line in enumerate(table.lines) if line.open or line.seat == seat),
        mine=tuple(sorted(table.boxes.get(seat, {}).items())),
        opened=tuple(_opened(table)),
        picked=tuple((whose, mark) for whose in sorted(table.picked) for mark in table.picked[whose]),
        card=table.cards if state and state.deck else None,
        own=table.given.get(seat, ""),
        until=running[1] if running else None,
        lasts=running[1] - table.since if running else 0.0,
        paused=table.paused is not None,
        away=bool(table.lost),
        waits_to_go_on=seat in table.going_on,
        flooded=table.flooded,
        near_enough=table.near_enough,
        ended=table.ended,
    )


def hand_to(exercise: Exercise, table: Table) -> int | None:
    """Who should hold the one device that everyone shares; None when it can lie in the middle."""
    if table.is_over or table.at == LOBBY:
        return None
    waited = sorted(holders(exercise, table) & table.everyone)
    left = [seat for seat in waited if seat not in table.pressed and seat not in table.given]
    return left[0] if left else None


def _says(state: State | None, acts: bool) -> str:
    if state is None:
        return ""
    return state.says if acts or not state.helper else state.helper


def _floor(exercise: Exercise, table: Table, state: State | None) -> int | None:
    if state is None or state.who in (*EVERYONE, "either", "system"):
        return None
    held = holders(exercise, table)
    return next(iter(held)) if len(held) == 1 else None


def _role(exercise: Exercise, table: Table, seat: int) -> str:
    if seat == THERAPIST or len(exercise.roles) != 2:
        return ""
    return exercise.roles[0 if seat == table.a else 1]


def _buttons(table: Table, state: State | None) -> tuple[Way, ...]:
    if state is None:
        return ()
    return tuple(way for way in state.buttons if not way.when or moves.passes(table, way.when))


def _may(table: Table, seat: int) -> list[Kind]:
    """The things that can be done in every state; what the state itself offers stands in the buttons."""
    if table.is_over:
        return [Kind.WORD] if seat != THERAPIST else []
    pausing = [Kind.RESUME] if table.paused is not None else [Kind.PAUSE, Kind.LONGER]
    if seat == THERAPIST:
        back = [Kind.GIVE_BACK] if table.before else []
        return [*pausing, Kind.MOVE_ON, *back, Kind.SLOW_DOWN, Kind.END]
    resting = [Kind.BREAK] if table.flooded else [Kind.FLOOD]
    return [Kind.STOP, *pausing, *resting, Kind.HEAT, Kind.WORD, *([Kind.RATE] if table.at in CLOSING else [])]


def _opened(table: Table) -> list[tuple[int, int, str]]:
    return [
        (whose, box, table.boxes.get(whose, {}).get(box, ""))
        for whose in sorted(table.opened)
        for box in table.opened[whose]
    ]
