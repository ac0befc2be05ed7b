"""What an exercise is: plain data, read from `content/exercises/`, which the machines of this folder interpret."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

type Mode = Literal["solo", "sealed_pair", "live_turns", "live_group", "program"]
type Gate = Literal["open", "pair", "enabled", "session"]
type Who = Literal["A", "B", "either", "other", "both", "all", "next_person", "chair", "therapist", "system"]
type Shown = Literal["at_once", "together", "never"]
type Asks = Literal["", "number", "choice", "marks"]
type Heat = Literal["any", "cool", "hot", "after", "break"]

MODES: tuple[Mode, ...] = ("solo", "sealed_pair", "live_turns", "live_group", "program")
GATES: tuple[Gate, ...] = ("open", "pair", "enabled", "session")
EVERYONE: tuple[Who, ...] = ("both", "all")
LIVE: tuple[Mode, ...] = ("live_turns", "live_group")
END, STOPPED, SWAP = "end", "stopped", "swap"  # where a way leads that leads to no state: see `Way.to`


@dataclass(frozen=True, slots=True)
class Test:
    """When a way may be taken: by what everyone gave alone (`all < 4`, `any >= 7`, `all is yes`, `all mark 3`, `left`),

    by how many lines stand there (`lines >= 6`), or `otherwise`.
    """

    over: Literal["all", "any", "lines", "left", "otherwise"]
    sign: Literal["", "<", ">=", "mark", "is"] = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """One way out of a state: a button (`says`), a test of what was given alone (`when`), or a time (`after`, seconds).

    `to` is a state, or `end` (the closing), `stopped`, or `swap` (the floor changes hands). `after` of 0 is the length
    that the people at the table chose; None is no time.
    """

    event: str
    to: str
    says: str = ""
    when: Test | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Swap:
    """Where the floor changes hands: to `to`, until each has had `turns` turns; then on to `then`."""

    to: str
    then: str
    turns: int = 1


@dataclass(frozen=True, slots=True)
class Limit:
    """How often a state may be entered in one turn, and where the way leads instead once it has been."""

    most: int
    then: str


@dataclass(frozen=True, slots=True)
class State:
    """One state of a live exercise: who acts, what they read, what they give, and the ways out.

    `writes`: lines are taken here, and when they show; `asks`: what each gives alone, never shown as it is; `marks`:
    what is marked, "boxes" (one's own, to open them), "options", or the lines of the state of that name (of which only
    those that everyone marks stay).
    """

    name: str
    who: Who
    says: str
    ways: tuple[Way, ...] = ()
    swap: Swap | None = None
    writes: Shown | None = None
    asks: Asks = ""
    options: tuple[str, ...] = ()
    marks: str = ""
    differ: str = ""  # the event taken when two press differently
    helper: str = ""  # what the others read meanwhile
    deck: str = ""  # a card of this deck is dealt here

    def way(self, event: str) -> Way | None:
        """The way of that name."""
        return next((way for way in self.ways if way.event == event), None)

    @property
    def buttons(self) -> tuple[Way, ...]:
        """The ways that someone chooses."""
        return tuple(way for way in self.ways if way.says)


@dataclass(frozen=True, slots=True)
class Box:
    """A box that each fills alone: the prompt, and whether what stands in it is thrown away afterwards."""

    says: str
    thrown_away: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a page: what it asks; a number up to `to` in place of words; nothing to write, only to do;

    or, in a programme, something that all write alone and open together. `feelings`: words for feelings lie beside it.
    `mean`: once numbers are open side by side, their mean stands beside them.
    """

    says: str
    to: int = 0
    writes: bool = True
    together: bool = False
    feelings: bool = False
    mean: bool = False

    def __str__(self) -> str:
        return self.says


@dataclass(frozen=True, slots=True)
class Moment:
    """A stretch of an exercise that the screen leads: what it says, for how many seconds, whether one follows the

    breath meanwhile, and what it says to whoever would rather not stay with the breath.
    """

    says: str
    seconds: int
    breath: bool = False
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a programme: over which weeks, how many days after the beginning it opens, what is done, and when it

    is time to go on.
    """

    name: str
    tasks: tuple[Step, ...]
    weeks: str = ""
    exit: str = ""
    after: int = 0


@dataclass(frozen=True)
class Exercise:
    """One exercise, whole. `evidence`: E1 tested itself, E2 part of a tested package, E3 indirect or tradition.

    `opens`: which steps of a page, from 0, the others may ever be shown; `brings`: whether its lines may go to the
    therapist; `torn_up`: that what is written is meant to be torn up; `guide`: what the screen leads through; `week`:
    what a look back at a week of its log asks.
    """

    id: str
    label: str
    credit: str
    approach: str
    mode: Mode
    gate: Gate
    minutes: int
    purpose: str
    records: tuple[str, ...]
    share: str
    evidence: str
    cautions: str = ""
    needs: tuple[str, ...] = ()
    heat: Heat = "any"
    roles: tuple[str, ...] = ()
    rules: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    week: Step | None = None
    opens: frozenset[int] = frozenset()
    brings: bool = True
    torn_up: bool = False
    guide: tuple[Moment, ...] = ()
    boxes: tuple[Box, ...] = ()
    parts: tuple[Part, ...] = ()
    states: Mapping[str, State] = field(default_factory=dict)
    limits: Mapping[str, Limit] = field(default_factory=dict)

    @property
    def first(self) -> str:
        """The name of the state in which a live exercise begins."""
        return next(iter(self.states))
