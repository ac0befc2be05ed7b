"""Whether a live exercise holds together: every state can be reached, and from every state one can come to an end."""

from __future__ import annotations

from collections.abc import Iterator

from ampersand.exercises.rules.definition import END, STOPPED, SWAP, Exercise, State


def ways_on(exercise: Exercise, state: State) -> Iterator[str]:
    """The names of all states, or `end` and `stopped`, that may come next."""
    for way in state.ways:
        yield way.to
        limit = exercise.limits.get(way.to)
        if limit:
            yield limit.then
    if state.swap:
        yield from (state.swap.to, state.swap.then)


def unknown(exercise: Exercise) -> set[str]:
    """Names that a way leads to and that no state has."""
    ends = {END, STOPPED, SWAP}
    named = {name for state in exercise.states.values() for name in ways_on(exercise, state)}
    return named - set(exercise.states) - ends


def unreachable(exercise: Exercise) -> set[str]:
    """States to which no way leads from the first."""
    seen, waiting = {exercise.first}, [exercise.first]
    while waiting:
        for name in ways_on(exercise, exercise.states[waiting.pop()]):
            if name in exercise.states and name not in seen:
                seen.add(name)
                waiting.append(name)
    return set(exercise.states) - seen


def endless(exercise: Exercise) -> set[str]:
    """States from which no way leads to the end, other than stopping, which is always possible."""
    ending: set[str] = {END}
    while True:
        more = {
            name
            for name, state in exercise.states.items()
            if name not in ending and ending & set(ways_on(exercise, state))
        }
        if not more:
            return set(exercise.states) - ending
        ending |= more
