"""From one state to the next: entering, testing what was given, changing hands, limits."""

from __future__ import annotations

from dataclasses import replace

from ampersand.exercises.rules.definition import END, EVERYONE, STOPPED, SWAP, Exercise, State, Test, Way
from ampersand.exercises.rules.turns.table import (
    BOXES,
    CLOSE,
    Ended,
    Given,
    Line,
    Table,
    holders,
    over,
    state_of,
)


def begin(exercise: Exercise, table: Table, now: float) -> Table:
    """On from the opening: to the boxes that each fills alone where there are some, else to the first state."""
    if exercise.boxes and table.at != BOXES:
        return _at(table, BOXES, now)
    return enter(exercise, table, exercise.first, now)


def enter(exercise: Exercise, table: Table, name: str, now: float) -> Table:
    """The table in the state of that name, or where its limit or its swap leads at once."""
    if name == END:
        return _at(table, CLOSE, now)
    if name == STOPPED:
        return over(table, Ended.NOT_NOW)
    limit = exercise.limits.get(name)
    if limit and table.visits.get(name, 0) >= limit.most:
        return enter(exercise, replace(table, near_enough=True), limit.then, now)
    state = exercise.states[name]
    if state.swap and _all_had(table, state.swap.turns):
        return enter(exercise, table, state.swap.then, now)
    if state.swap and state.who == "system":
        return _swapped(exercise, table, state, now)
    visits = {**table.visits, name: table.visits.get(name, 0) + 1}
    return _at(replace(table, visits=visits, cards=table.cards + bool(state.deck)), name, now)


def take(exercise: Exercise, table: Table, way: Way, now: float) -> Table:
    """The table after a way was taken: what was written together opens, what was marked counts."""
    state = state_of(exercise, table)
    if state is None:
        raise ValueError("no state of the exercise has ways in the opening or the closing")
    took = {**table.took, state.name: way.event}
    table = replace(_opened(_marked(table, state), state), near_enough=False, took=took, before=here(table))
    if way.to == SWAP:
        return _swapped(exercise, table, state, now)
    return enter(exercise, table, way.to, now)


def here(table: Table) -> tuple[str, int, int, int]:
    """What it takes to come back to where the floor lies now."""
    return table.at, table.swaps, table.speaker, table.chair


def back(table: Table, now: float) -> Table:
    """The table as it stood before the floor went on, with all that was written since; the time begins anew."""
    if table.before is None:
        return table
    at, swaps, speaker, chair = table.before
    return replace(
        table, at=at, swaps=swaps, speaker=speaker, chair=chair, step=table.step + 1, since=now, extra=0.0, pressed={},
        given={}, before=None, near_enough=False,
    )  # fmt: skip


def settled(exercise: Exercise, table: Table, now: float) -> Table:
    """The table after somebody pressed or gave something: on, if that was all that was waited for."""
    state = state_of(exercise, table)
    if state is None or not (waited := holders(exercise, table)):
        return table
    if state.asks and not any(way.says for way in state.ways):
        return _by_test(exercise, table, state, now) if waited <= set(table.given) else table
    if state.who in EVERYONE and not waited <= set(table.pressed):
        return table
    if not table.pressed:
        return table
    way = state.way(_agreed(table, state))
    return take(exercise, table, way, now) if way else table


def passes(table: Table, test: Test) -> bool:
    """Whether a test holds for what was given and written in this state."""
    if test.over == "otherwise":
        return True
    if test.over == "left":
        return bool(_common(table))
    if test.over == "lines":
        return sum(line.state == table.at for line in table.lines) >= int(test.value)
    holds = [_holds(value, test) for value in table.given.values()]
    return bool(holds) and (all(holds) if test.over == "all" else any(holds))


def _holds(value: Given, test: Test) -> bool:
    if test.sign == "is":
        return value == test.value
    if test.sign == "mark":
        return isinstance(value, tuple) and len(value) >= int(test.value)
    if not isinstance(value, int):
        return False
    return value < int(test.value) if test.sign == "<" else value >= int(test.value)


def _by_test(exercise: Exercise, table: Table, state: State, now: float) -> Table:
    for way in state.ways:
        if way.when and passes(table, way.when):
            return take(exercise, table, way, now)
    return table


def _agreed(table: Table, state: State) -> str:
    """What was pressed; where people pressed differently, what the state says of that."""
    ways = set(table.pressed.values())
    return ways.pop() if len(ways) == 1 else state.differ


def _at(table: Table, name: str, now: float) -> Table:
    return replace(table, at=name, step=table.step + 1, since=now, extra=0.0, speaker=0, pressed={}, given={})


def _all_had(table: Table, turns: int) -> bool:
    return table.swaps + 1 >= table.seats * turns


def _swapped(exercise: Exercise, table: Table, state: State, now: float) -> Table:
    if state.swap is None:
        raise ValueError(f"{state.name} lets the floor change hands, and says not where to")
    return enter(exercise, replace(table, swaps=table.swaps + 1, visits={}), state.swap.to, now)


def _opened(table: Table, state: State) -> Table:
    if state.writes != "together":
        return table
    return replace(table, lines=tuple(_shown(line) if line.state == state.name else line for line in table.lines))


def _shown(line: Line) -> Line:
    return replace(line, open=True)


def _marked(table: Table, state: State) -> Table:
    if state.asks != "marks":
        return table
    marks = {seat: value for seat, value in table.given.items() if isinstance(value, tuple)}
    if state.marks == "boxes":
        return replace(table, opened={seat: _both(table.opened.get(seat, ()), more) for seat, more in marks.items()})
    if state.marks == "options":
        return replace(table, picked=marks)
    stay = _common(table)
    written = [line for line in table.lines if line.state == state.marks]
    gone = {id(line) for at, line in enumerate(written) if at not in stay}
    return replace(table, lines=tuple(line for line in table.lines if id(line) not in gone))


def _both(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted({*one, *other}))


def _common(table: Table) -> set[int]:
    marks = [set(value) for value in table.given.values() if isinstance(value, tuple)]
    return set.intersection(*marks) if marks else set()
