"""What each event does to the table; everything that anyone at a live exercise can do stands in `_DOES`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ampersand.exercises.rules.definition import END, EVERYONE, Exercise
from ampersand.exercises.rules.turns import moves
from ampersand.exercises.rules.turns.table import (
    BOXES,
    CLOSE,
    CLOSING,
    LOBBY,
    RATE,
    RATINGS,
    READY,
    THERAPIST,
    Ended,
    Event,
    Kind,
    Line,
    NotPossible,
    Table,
    holders,
    opens,
    over,
    state_of,
)
from ampersand.exercises.rules.turns.times import tick

LONGEST_LINE = 2_000  # characters
LONGER = 60.0  # seconds that one press adds
FLOODED_FROM = 7  # of 10 on the private slider; protocol 5.0
ALWAYS = frozenset(
    {
        Kind.ARRIVE,
        Kind.LOSE,
        Kind.STOP,
        Kind.PAUSE,
        Kind.RESUME,
        Kind.FLOOD,
        Kind.HEAT,
        Kind.BREAK,
        Kind.WORD,
        Kind.SLOW_DOWN,
        Kind.END,
        Kind.TICK,
    }
)
LEADING = frozenset({Kind.MOVE_ON, Kind.GIVE_BACK, Kind.SLOW_DOWN, Kind.END})
LASTING = frozenset({Kind.ARRIVE, Kind.LOSE, Kind.WORD, Kind.TICK, Kind.STOP})


def after(exercise: Exercise, table: Table, event: Event, now: float) -> Table:
    """The table after this event at this instant; raises NotPossible.

    What was meant for an earlier step does nothing, so that two taps at once do one thing; so does what comes too late.
    """
    if event.step is not None and event.step != table.step and event.kind not in ALWAYS:
        return table
    if table.is_over and event.kind not in LASTING:
        return table
    _allowed(table, event)
    if table.paused is not None and event.kind not in ALWAYS:
        raise NotPossible("it is paused")
    return _DOES[event.kind](exercise, table, event, now)


def _allowed(table: Table, event: Event) -> None:
    if event.kind is Kind.TICK:
        return
    if event.seat == THERAPIST:
        if not table.led:
            raise NotPossible("nobody leads at this table")
    elif event.seat not in table.everyone:
        raise NotPossible("nobody sits there")
    elif event.kind in LEADING:
        raise NotPossible("only whoever leads does this")


def _arrive(exercise: Exercise, table: Table, event: Event, now: float) -> Table:
    lost = {seat: since for seat, since in table.lost.items() if seat != event.seat}
    table = replace(table, here=table.here | ({event.seat} & table.everyone), lost=lost)
    if table.at == LOBBY and table.here == table.everyone:
        return replace(table, at=READY, step=table.step + 1, since=now)
    return table


def _lose(exercise: Exercise, table: Table, event: Event, now: float) -> Table:
    if table.is_over or event.seat not in table.here:
        return table
    return replace(table, here=table.here - {event.seat}, lost={**table.lost, event.seat: now})


def _ready(exercise: Exercise, table: Table, event: Event, now: float) -> Table:
    if table.at != READY or event.value not in ("yes", "no"):
        raise NotPossible("that is not asked now")
    table = replace(table, pressed={**table.pressed, event.seat: str(event.value)})
    if set(table.pressed) < table.everyone:
        return table
    if "no" in table.pressed.values():
        return over(table, Ended.NOT_NOW)
    return moves.begin(exercise, table, now)


def _box(exercise: Exercise, table: Table, event: Event, now: float) -> Table:
    if table.at != BOXES or event.seat in table.pressed or event.value not in range(len(exercise.boxes)):
        raise NotPossible("that box cannot be written in now")
    mine = {**table.boxes.get(event.seat, {}), int(str(event.value)): _short(event.text)}
    return replace(table, boxes={**table.boxes, event.seat: mine})


def _press(exercise: Exercise, table: Table, event: Event, now: float) -> Table:
    if table.at in (BOXES, CLOSE, RATE):
        return _together(exercise, table, event, now)
    state = state_of(exercise, table)
    if state is None or event.seat not in holders(exercise, table):
        raise NotPossible("it is not this one’s turn")
    way = state.way(event.way)
    if way is None or not way.says or (way.when and not moves.passes(table, way.when)):
        raise NotPossible("that is not offered now")
    if state.who in EVERYONE and event.seat in table.pressed:
        return table
    if state.who == "next_person" and table.speaker + 1 < table.seats:
        return replace(
            table, speaker=table.speaker + 1, step=table.step + 1, since=now, extra=0.0, before=moves.here(table)
        )
    pressed = {**table.pressed, event.seat: event.way}
    return moves.settled(exercise, replace(table, pressed=pressed, last=event.seat), now)


def _together(exercise: Exercise, table: Table, event: Event, now: float) -> Table:
    """Boxes sealed, thanks said, ratings given: on when everyone has."""
    table = replace(table, pressed={**table.pressed, event.seat: "done"})
    if set(table.pressed) < table.everyone:
        return table
    if table.at == BOXES:
        return moves.begin(exercise, table, now)
    if table.at == CLOSE:
        return replace(table, at=RATE, step=table.step + 1, since=now, pressed={}, lines=_all_open(table))
    return over(table, Ended.FINISHED)


def _all_open(table: Table) -> tuple[Line, ...]:
    return tuple(replace(line, open=True) if line.state == CLOSE else line for line in table.lines)


def _give(exercise: Exercise, table: Table, event: Event, now: float) -> Table:
    state = state_of(exercise, table)
    if state is None or not state.asks or event.seat not in holders(exercise, table):
        raise NotPossible("nothing is asked of this one now")
    value = event.value
    fits = {
        "number": isinstance(value, int) and 0 <= value <= 10,
        "choice": value in state.options,
        "marks": isinstance(value, tuple),
    }[state.asks]
    if not fits:
        raise NotPossible("that is no answer to what is asked")
    return moves.settled(exercise, replace(table, given={**table.given, event.seat: value}), now)


def _say(exercise: Exercise, table: Table, event: Event, now: float) -> Table:
    state = state_of(exercise, table)
    writes = "together" if table.at == CLOSE else state.writes if state else None
    if writes is None or event.seat not in holders(exercise, table) or event.seat in table.pressed:
        raise NotPossible("the floor is not this one’s now")
    line = Line(table.at, event.seat, _short(event.text), open=opens(writes))
    return replace(table, lines=(*table.lines, line))


def _short(text: str) -> str:
    text = text.strip()
    if not text or len(text) > LONGEST_LINE:
        raise NotPossible(f"a line has 1 to {LONGEST_LINE} characters")
    return text


def _keep(exercise: Exercise, table: Table, event: Event, now: float) -> Table:
    if not isinstance(event.value, int) or not 0 <= event.value < len(table.lines):
        raise NotPossible("there is no such line")
    line = table.lines[event.value]
    if not line.open and line.seat != event.seat:
        raise NotPossible("there is no such line")
    changed = replace(line, kept=line.kept ^ {event.seat})
    return replace(table, lines=(*table.lines[: event.value], changed, *table.lines[event.value + 1 :]))


def _rate(exercise: Exercise, table: Table, event: Event, now: float) -> Table:
    if table.at != RATE or event.way not in RATINGS or event.value not in range(11):
        raise NotPossible("that is not asked now")
    mine = {**table.ratings.get(event.seat, {}), event.way: int(str(event.value))}
    return replace(table, ratings={**table.ratings, event.seat: mine})


def _length(exercise: Exercise, table: Table, event: Event, now: float) -> Table:
    if not isinstance(event.value, int) or not 60 <= event.value <= 86_400:
        raise NotPossible("a length is between a minute and a day")
    return replace(table, chosen=float(event.value))


def _longer(exercise: Exercise, table: Table, event: Event, now: float) -> Table:
    return replace(table, extra=table.extra + LONGER)


def _pause(exercise: Exercise, table: Table, event: Event, now: float) -> Table:
    return table if table.paused is not None else replace(table, paused=now, going_on=frozenset())


def _resume(exercise: Exercise, table: Table, event: Event, now: float) -> Table:
    """On again when everyone wants to; the time that was paused is not counted."""
    if table.paused is None:
        return table
    going_on = table.everyone if event.seat == THERAPIST else table.going_on | {event.seat}
    if going_on < table.everyone:
        return replace(table, going_on=going_on)
    return replace(
        table, since=table.since + now - table.paused, paused=None, flooded=False, going_on=frozenset()
    )  # fmt: skip


def _stop(exercise: Exercise, table: Table, event: Event, now: float) -> Table:
    return table if table.is_over else over(table, Ended.EARLY)


def _flood(exercise: Exercise, table: Table, event: Event, now: float) -> Table:
    return replace(_pause(exercise, table, event, now), flooded=True, going_on=frozenset())


def _heat(exercise: Exercise, table: Table, event: Event, now: float) -> Table:
    if event.value not in range(11):
        raise NotPossible("heat is between 0 and 10")
    return _flood(exercise, table, event, now) if int(str(event.value)) >= FLOODED_FROM else table


def _break(exercise: Exercise, table: Table, event: Event, now: float) -> Table:
    if not table.flooded:
        raise NotPossible("a break is not offered now")
    return over(table, Ended.BREAK)


def _word(exercise: Exercise, table: Table, event: Event, now: float) -> Table:
    return replace(table, word=table.word | {event.seat})


def _move_on(exercise: Exercise, table: Table, event: Event, now: float) -> Table:
    """The therapist leads on by the first way of the state."""
    state = state_of(exercise, table)
    if state is None:
        raise NotPossible("there is nothing to move on from")
    if not state.ways:
        raise NotPossible("there is nothing to move on to")
    return moves.take(exercise, table, state.ways[0], now)


def _give_back(exercise: Exercise, table: Table, event: Event, now: float) -> Table:
    if state_of(exercise, table) is None or table.before is None:
        raise NotPossible("nobody had the floor before")
    return moves.back(table, now)


def _end(exercise: Exercise, table: Table, event: Event, now: float) -> Table:
    if state_of(exercise, table) is None:
        return table if table.at in CLOSING else over(table, Ended.EARLY)
    return moves.enter(exercise, replace(table, paused=None, flooded=False), END, now)


def _tick(exercise: Exercise, table: Table, event: Event, now: float) -> Table:
    return tick(exercise, table, now)


_DOES: dict[Kind, Callable[[Exercise, Table, Event, float], Table]] = {
    Kind.ARRIVE: _arrive,
    Kind.LOSE: _lose,
    Kind.READY: _ready,
    Kind.BOX: _box,
    Kind.PRESS: _press,
    Kind.GIVE: _give,
    Kind.SAY: _say,
    Kind.KEEP: _keep,
    Kind.RATE: _rate,
    Kind.LENGTH: _length,
    Kind.LONGER: _longer,
    Kind.PAUSE: _pause,
    Kind.RESUME: _resume,
    Kind.STOP: _stop,
    Kind.FLOOD: _flood,
    Kind.HEAT: _heat,
    Kind.BREAK: _break,
    Kind.WORD: _word,
    Kind.MOVE_ON: _move_on,
    Kind.GIVE_BACK: _give_back,
    Kind.SLOW_DOWN: _pause,
    Kind.END: _end,
    Kind.TICK: _tick,
}
