"""What stands on the table of a live exercise, whole, and the events that change it. Protocol 5.0."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from ampersand.exercises.rules.definition import Exercise, Shown, State

# Where every table stands before and after the states of its exercise; the colon keeps these names apart from theirs.
LOBBY, READY, BOXES, CLOSE, RATE, DONE = ":lobby", ":ready", ":boxes", ":close", ":rate", ":done"
OPENING = (LOBBY, READY, BOXES)
CLOSING = (CLOSE, RATE)
THERAPIST = -1  # the seat of whoever leads; people sit at 0, 1, 2 ...
RATINGS = ("heard", "tension_before", "tension_after", "again")

type Given = int | str | tuple[int, ...]


class Ended(StrEnum):
    """How it ended. Everyone reads the same closing words for each; who it was stands nowhere."""

    FINISHED = "finished"
    EARLY = "early"
    NOT_NOW = "not_now"
    BREAK = "break"  # on to the trusted break


class Kind(StrEnum):
    """What happens at a table."""

    ARRIVE = "arrive"
    LOSE = "lose"  # a device is gone
    READY = "ready"  # value: "yes" or "no"
    BOX = "box"  # value: which box; text
    PRESS = "press"  # way
    GIVE = "give"  # value
    SAY = "say"  # text
    KEEP = "keep"  # value: which line
    RATE = "rate"  # way: which rating; value
    LENGTH = "length"  # value: seconds
    LONGER = "longer"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    FLOOD = "flood"
    HEAT = "heat"  # value: 0 to 10
    BREAK = "break"
    WORD = "word"
    MOVE_ON = "move_on"
    GIVE_BACK = "give_back"  # the floor, to whoever had it before
    SLOW_DOWN = "slow_down"
    END = "end"
    TICK = "tick"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happens. `step` is the step it was meant for: what was pressed for an earlier one does nothing."""

    kind: Kind
    seat: int = THERAPIST
    way: str = ""
    value: Given = ""
    text: str = ""
    step: int | None = None


class NotPossible(ValueError):
    """This cannot be done now, or not by this seat."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that somebody wrote in a state; `open` is whether the others see it, `kept` who wants to keep it."""

    state: str
    seat: int
    text: str
    open: bool = False
    kept: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Table:
    """A live exercise at one moment. Instants are seconds since 1970, lengths are seconds."""

    seats: int
    at: str = LOBBY
    since: float = 0.0
    step: int = 0
    led: bool = False  # the therapist is at the table
    first: int = 0  # the seat that is A
    swaps: int = 0
    speaker: int = 0
    chair: int = 0
    last: int | None = None  # who pressed last, so that "other" is the other one
    extra: float = 0.0
    chosen: float = 0.0
    cards: int = 0  # how many cards were dealt so far
    took: Mapping[str, str] = field(default_factory=dict)  # the last way out of each state
    visits: Mapping[str, int] = field(default_factory=dict)
    here: frozenset[int] = frozenset()
    lost: Mapping[int, float] = field(default_factory=dict)
    pressed: Mapping[int, str] = field(default_factory=dict)
    given: Mapping[int, Given] = field(default_factory=dict)
    boxes: Mapping[int, Mapping[int, str]] = field(default_factory=dict)
    opened: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    picked: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    ratings: Mapping[int, Mapping[str, int]] = field(default_factory=dict)
    word: frozenset[int] = frozenset()
    paused: float | None = None
    flooded: bool = False
    going_on: frozenset[int] = frozenset()
    near_enough: bool = False
    ended: Ended | None = None
    before: tuple[str, int, int, int] | None = None  # the state before, with its swaps, speaker and chair
    deeds: tuple[str, ...] = ()  # names of what was done last, so that what is sent twice is done once

    @property
    def everyone(self) -> frozenset[int]:
        """The seats of all who take part."""
        return frozenset(range(self.seats))

    @property
    def a(self) -> int:
        """The seat that is A now."""
        return (self.first + self.swaps) % self.seats

    @property
    def b(self) -> int:
        """The seat that is B now."""
        return (self.a + 1) % self.seats

    @property
    def is_over(self) -> bool:
        """Whether nothing more can happen but keeping lines."""
        return self.at == DONE


def begun(seats: int, now: float, *, led: bool = False, first: int = 0) -> Table:
    """A table laid for so many people, 2 or more; `first` is who begins. Raises ValueError."""
    if seats < 2 or not 0 <= first < seats:
        raise ValueError(f"a table is laid for two or more, one of whom begins; got {seats} and {first}")
    return Table(seats=seats, since=now, led=led, first=first)


def state_of(exercise: Exercise, table: Table) -> State | None:
    """The exercise's own state the table stands in; None in the opening, the closing and at the end."""
    return exercise.states.get(table.at)


def holders(exercise: Exercise, table: Table) -> frozenset[int]:
    """The seats that act now. In the opening and the closing everyone does."""
    state = state_of(exercise, table)
    if state is None:
        return frozenset() if table.is_over else table.everyone
    other = frozenset(table.everyone - {table.last}) if table.last is not None else table.everyone
    return {
        "A": frozenset({table.a}),
        "B": frozenset({table.b}),
        "either": table.everyone,
        "other": other,
        "both": table.everyone,
        "all": table.everyone,
        "next_person": frozenset({table.speaker}),
        "chair": frozenset({table.chair}),
        "therapist": frozenset({THERAPIST}),
        "system": frozenset[int](),
    }[state.who]


def opens(shown: Shown | None) -> bool:
    """Whether a line shows as soon as it is written."""
    return shown == "at_once"


def done_as(table: Table, deed: str) -> Table:
    """The table, remembering this deed among the last forty; an empty name is not remembered."""
    return replace(table, deeds=(*table.deeds, deed)[-40:]) if deed else table


def over(table: Table, ended: Ended) -> Table:
    """The table at its end: what was only for the moment is gone; lines, ratings and the wish for a word stay."""
    return replace(
        table, at=DONE, step=table.step + 1, ended=ended, pressed={}, given={}, boxes={}, paused=None, flooded=False,
        going_on=frozenset(),
    )  # fmt: skip
