"""What a chart is told, and what it hands back: plain values, no Django, no clock."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from html import escape
from math import isfinite
from typing import NamedTuple


class Svg(str):
    """Finished SVG text; templates print it as it is, because every word in it was escaped when it was drawn."""

    __slots__ = ()

    def __html__(self) -> "Svg":
        return self


NO_PICTURE = Svg("")
EARLY_MONTHS = ("January", "February", "March", "April", "May", "June")
MONTHS = (*EARLY_MONTHS, "July", "August", "September", "October", "November", "December")


def month_name(on: date) -> str:
    return MONTHS[on.month - 1]


def plain_number(value: float) -> str:
    """A score as people write it, to at most two decimals: 8, 13.5, 3.42."""
    if value.is_integer():
        return str(int(value))
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


@dataclass(frozen=True, slots=True)
class Words:
    """Every word and format a chart may print, so that a translation needs no change to the drawing."""

    number: Callable[[float], str] = plain_number
    day: Callable[[date], str] = lambda on: f"{on.day} {month_name(on)[:3]}"
    month: Callable[[date], str] = lambda on: month_name(on)[:3]
    month_year: Callable[[date], str] = lambda on: f"{month_name(on)[:3]} {on.year}"
    full: Callable[[date], str] = lambda on: f"{on.day} {month_name(on)} {on.year}"
    when: str = "Date"
    score: str = "Score"
    apart: str = "{gap} apart"
    apart_head: str = "Apart"
    not_answered: str = "not answered"
    provisional: str = "{text} (provisional)"
    wash: str = "Wash: no sure change from the start"
    wash_each: str = "Wash: no sure change from each one’s start"
    gap: str = "Gap in a line: not answered"
    nothing_yet: str = "{name}, no answers yet"
    scale: str = "{title}, {low} to {high}."
    course: str = "{name} from {first} to {last}."
    once: str = "{name} {first}."
    line_at: str = "{text}: {value}."
    empty: str = "No answers yet. The line begins with the first one."


@dataclass(frozen=True, slots=True)
class Point:
    """One answer on one day; `None` says that it was asked for and not given."""

    on: date
    value: float | None
    note: str = ""

    def __post_init__(self) -> None:
        if self.value is not None and not isfinite(self.value):
            raise ValueError(f"a chart needs finite numbers, not {self.value}")


@dataclass(frozen=True, slots=True)
class Series:
    """One person's line; `start` is the score the no-change band stands around, by default the first answer."""

    name: str
    hand: int
    points: tuple[Point, ...] = ()
    start: float | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """A clinical cut-off, said in words: "Below this line: distressed"."""

    value: float
    label: str
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Trajectory:
    """One measure over real dates, for one to four people on one scale.

    `no_change` is the size of change (in points) that chance alone explains. `expected` are the days an answer was
    asked for: one without an answer within `grace_days` breaks the line. `width` is 480, 700 or 1000 units.
    """

    title: str
    series: tuple[Series, ...]
    low: float
    high: float
    finding: str = ""
    label: str = ""
    note: str = ""
    cut: Cut | None = None
    no_change: float | None = None
    no_change_provisional: bool = False
    expected: tuple[date, ...] = ()
    grace_days: int = 3
    since: date | None = None
    until: date | None = None
    width: int = 700
    words: Words = field(default_factory=Words)

    def __post_init__(self) -> None:
        if not 1 <= len(self.series) <= 4:
            raise ValueError("a trajectory shows one to four people")
        if not self.low < self.high:
            raise ValueError("the scale must end above its start")


class Row(NamedTuple):
    """One line of the table of numbers: a day, one cell for each person, and how far apart two people were."""

    on: date
    when: str
    cells: tuple[str, ...]
    apart: str = ""


@dataclass(frozen=True, slots=True)
class KeyItem:
    """One entry under the chart; with a hand it names a person, without one it explains a mark."""

    text: str
    hand: int | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawn chart and everything its template prints; `empty` means that there is nothing to draw yet."""

    title: str
    finding: str
    label: str
    broad: Svg = NO_PICTURE
    wide: Svg = NO_PICTURE
    slim: Svg = NO_PICTURE
    key: tuple[KeyItem, ...] = ()
    head: tuple[str, ...] = ()
    table: tuple[Row, ...] = ()
    empty: bool = False
    empty_text: str = ""
    half: bool = False
    with_apart: bool = False

    @property
    def rows(self) -> Svg:
        """The table's rows as finished HTML; written here because a template takes ten times as long over each cell."""
        return Svg("".join(map(self._row, self.table)))

    def _row(self, row: Row) -> str:
        cells = (*row.cells, row.apart) if self.with_apart else row.cells
        told = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        when = f'<time datetime="{row.on.isoformat()}">{escape(row.when)}</time>'
        return f'<tr><th scope="row">{when}</th>{told}</tr>'
