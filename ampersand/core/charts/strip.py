"""A strip of meetings: how each person rated it, and how far apart they were, one column a meeting."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from math import ceil

from ampersand.core.charts import svg
from ampersand.core.charts.model import Figure, KeyItem, Row, Svg, Words
from ampersand.core.charts.text import width

SLIM, WIDE, BROAD = 340, 700, 1000
MOST = {SLIM: 8, WIDE: 16, BROAD: 24}
HEIGHT, TOP, BELOW, LEFT, RIGHT = 230, 26, 34, 34, 24
MARK, SIDE = 6.0, 8.0


@dataclass(frozen=True, slots=True)
class Column:
    """One meeting: the day, and each person's rating in the order of the people; None where there is none."""

    on: date
    scores: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """Ratings of meetings on one scale. A distance of `wide` or more carries its number; below `low` stands a line."""

    title: str
    people: tuple[tuple[str, int], ...]  # name and hand
    columns: tuple[Column, ...]
    wide: float
    low: float | None = None
    low_label: str = ""
    finding: str = ""
    bottom: float = 0
    top: float = 10
    words: Words = field(default_factory=lambda: Words(when="Meeting"))

    def __post_init__(self) -> None:
        if not self.bottom < self.top:
            raise ValueError("the scale must end above its start")
        if any(len(one.scores) != len(self.people) for one in self.columns):
            raise ValueError("each meeting holds one rating, or None, for each person")


def strip(chart: Strip) -> Figure:
    """The strip with its table and the sentence that stands for it."""
    said = _sentence(chart)
    empty = not any(score is not None for column in chart.columns for score in column.scores)
    apart = len(chart.people) > 1
    return Figure(
        title=chart.title,
        finding=chart.finding,
        label=said,
        broad=Svg("") if empty else _picture(chart, "broad", BROAD, said),
        wide=Svg("") if empty else _picture(chart, "wide", WIDE, said),
        slim=Svg("") if empty else _picture(chart, "slim", SLIM, said),
        key=_key(chart),
        head=(chart.words.when, *(name for name, _ in chart.people), *((chart.words.apart_head,) if apart else ())),
        table=tuple(_row(chart, column) for column in chart.columns),
        empty=empty,
        empty_text=chart.words.empty,
        with_apart=apart,
    )


def distance(column: Column) -> float | None:
    """How far the highest and the lowest rating of a meeting lie apart; None for fewer than two."""
    given = [score for score in column.scores if score is not None]
    return round(max(given) - min(given), 2) if len(given) > 1 else None


def _picture(chart: Strip, kind: str, wide: int, said: str) -> Svg:
    columns = chart.columns[-MOST[wide] :]
    step = (wide - LEFT - RIGHT) / len(columns)
    places = [LEFT + step * (number + 0.5) for number in range(len(columns))]
    drawn = [_grid(chart, wide), _low(chart, wide), _days(chart, columns, places)]
    drawn += [_column(chart, column, x) for column, x in zip(columns, places, strict=True)]
    return svg.picture(kind, wide, HEIGHT, said, *drawn)


def _y(chart: Strip, value: float) -> float:
    share = (value - chart.bottom) / (chart.top - chart.bottom)
    return HEIGHT - BELOW - share * (HEIGHT - BELOW - TOP)


def _grid(chart: Strip, wide: int) -> str:
    middle = (chart.bottom + chart.top) / 2
    drawn = ""
    for tick in (chart.bottom, middle, chart.top):
        drawn += svg.line("grid", LEFT, _y(chart, tick), wide - RIGHT, _y(chart, tick))
        drawn += svg.label(chart.words.number(tick), LEFT - 10, _y(chart, tick) + 5, anchor="end")
    return drawn


def _low(chart: Strip, wide: int) -> str:
    return "" if chart.low is None else svg.line("cut", LEFT, _y(chart, chart.low), wide - RIGHT, _y(chart, chart.low))


def _days(chart: Strip, columns: Sequence[Column], places: Sequence[float]) -> str:
    """The days under the columns: the latest, and every second or third before it, as many as have room."""
    texts = [chart.words.day(column.on) for column in columns]
    room = (places[-1] - places[0]) / max(1, len(places) - 1) if len(places) > 1 else LEFT
    every = max(1, ceil((max(map(width, texts)) + 10) / room))
    named = range(len(columns) - 1, -1, -every)
    return "".join(svg.label(texts[n], places[n], HEIGHT - 10, anchor="middle") for n in named)


def _column(chart: Strip, column: Column, x: float) -> str:
    given = [(score, svg.shape(chart.people[n][1])) for n, score in enumerate(column.scores) if score is not None]
    given.sort()
    if not given:
        return ""
    apart = distance(column)
    drawn = ""
    low, high = _y(chart, given[0][0]), _y(chart, given[-1][0])
    if low - high >= 2 * MARK + 1:  # nearer than that they stand side by side
        drawn += svg.line("gap", x, high, x, low)
    if apart is not None and apart >= chart.wide:
        text = chart.words.number(round(apart, 1))
        drawn += svg.label(text, x + 7, (low + high) / 2 + 5, strong=True, halo=True)
    for x_of, (score, hand) in zip(_beside(chart, [score for score, _ in given], x), given, strict=True):
        drawn += svg.group(hand, svg.mark(hand, x_of, _y(chart, score), MARK))
    return drawn


def _beside(chart: Strip, scores: Sequence[float], x: float) -> list[float]:
    """Where the marks of one meeting stand: on the line, or side by side where they would cover each other."""
    near = [abs(_y(chart, one) - _y(chart, other)) < 2 * MARK + 1 for one, other in pairwise(scores)]
    places, number = [], 0
    for index in range(len(scores)):
        number = number + 1 if index and near[index - 1] else 0
        touching = any(near[max(0, index - 1) : index + 1])
        places.append(x + (SIDE * (2 * (number % 2) - 1) if touching else 0))
    return places


def _key(chart: Strip) -> tuple[KeyItem, ...]:
    people = tuple(KeyItem(name, svg.shape(hand)) for name, hand in chart.people)
    return (*people, KeyItem(chart.low_label)) if chart.low is not None and chart.low_label else people


def _row(chart: Strip, column: Column) -> Row:
    cells = tuple("" if score is None else chart.words.number(round(score, 2)) for score in column.scores)
    apart = distance(column)
    return Row(column.on, chart.words.full(column.on), cells, "" if apart is None else chart.words.number(apart))


def _sentence(chart: Strip) -> str:
    words, number = chart.words, chart.words.number
    parts = [words.scale.format(title=chart.title, low=number(chart.bottom), high=number(chart.top))]
    for place, (name, _) in enumerate(chart.people):
        given = [column.scores[place] for column in chart.columns if column.scores[place] is not None]
        if not given:
            parts.append(words.nothing_yet.format(name=name) + ".")
            continue
        first, last = number(given[0] or 0), number(given[-1] or 0)
        once = len(given) == 1
        parts.append(words.once.format(name=name, first=first) if once else words.course.format(
            name=name, first=first, last=last
        ))  # fmt: skip
    return " ".join(parts)
