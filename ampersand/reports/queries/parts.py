"""What a report is made of: plain values that one template shows on screen, on paper and as a file."""

from dataclasses import dataclass, field
from datetime import date

from ampersand.cases.queries import OneCase, Someone
from ampersand.core.charts import Figure


@dataclass(frozen=True, slots=True)
class Moment:
    """One result at one time, as it is printed."""

    on: date
    score: str


@dataclass(frozen=True, slots=True)
class Three:
    """The three moments, each only where there is one."""

    before: Moment | None
    now: Moment | None
    end: Moment | None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person's before, now and end on one instrument, with what is said of it."""

    someone: Someone
    at: Three
    said: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """One instrument: what it is about, the finding, the picture, and a row for each person."""

    title: str
    about: str
    scale: str
    finding: tuple[str, ...] = ()
    opposite: str = ""
    figures: tuple[Figure, ...] = ()
    rows: tuple[PersonRow, ...] = ()
    provisional: bool = False
    bands: Figure | None = None  # how near two see it, without names: on their own page
    came_closer: bool = False  # the two of them, in how they see it
    brief: bool = False  # on paper without its table of numbers

    @property
    def is_small(self) -> bool:
        """Whether its pictures need no more than half a page."""
        return all(figure.half for figure in self.figures)


@dataclass(frozen=True)
class GoalPart:
    """One goal: its words, how it stands, where everyone saw it last, and, for those who treat, the scores."""

    text: str
    state: str
    owner: Someone | None
    finding: str
    stands: tuple[tuple[Someone, str], ...] = ()
    scores: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A whole report, as whoever reads it may read it."""

    form: str  # mine, together, team, letter
    title: str
    case: OneCase
    people: tuple[Someone, ...]
    made_on: date
    better: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    goals: tuple[GoalPart, ...] = ()
    road: Figure | None = None
    readers: tuple[Someone, ...] = ()
    told: tuple[str, ...] = ()  # sentences of a letter before everything else
    left_out: str = ""
    note: str = ""
    facts: tuple[tuple[str, str], ...] = field(default=())

    @property
    def has_end(self) -> bool:
        """Whether any row has a result at the end."""
        return any(row.at.end for part in self.parts for row in part.rows)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look back on yet."""
        return not self.parts and not self.goals
