"""Weekly bars: how often something was in each week, and under it a line of how strong it was, from 0 to 10."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from math import ceil

from ampersand.core.charts import svg
from ampersand.core.charts.model import NO_PICTURE, Figure, KeyItem, Row, Svg, Words
from ampersand.core.charts.text import width
from ampersand.core.charts.ticks import value_ticks

SLIM, WIDE, BROAD = 340, 700, 1000
LEFT, RIGHT, TOP, BARS, BETWEEN, LINE, FOOT = 34, 12, 30, 118, 52, 88, 30
MOST, STRONGEST, WIDEST, MARK = 4, 10, 22, 4.5


@dataclass(frozen=True, slots=True)
class Bar:
    """One week: how often (None: not said; 0: said to be none), and how strong on average, if that may be drawn."""

    monday: date
    value: float | None
    strength: float | None = None


@dataclass(frozen=True, slots=True)
class BarSeries:
    """One person's weeks; without a hand those of several people taken together."""

    name: str
    hand: int | None
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class BarWords(Words):
    """What a chart of weekly bars says besides."""

    week: str = "Week from"
    often: str = "Rows a week"
    strong: str = "How hot, 0 to 10"
    of: str = "{name}: {what}"
    unsaid: str = "nothing noted"
    together: str = "Plain grey bar: {name}"
    quiet: str = "Mark on the ground line: a quiet week"
    missing: str = "No mark: nothing noted"
    said: str = "{name}: {low} to {high} a week, noted in {count} of {all} weeks."
    said_once: str = "{name}: {low} a week, noted in {count} of {all} weeks."
    unsaid_all: str = "{name}: nothing noted."

    def plain(self, name: str) -> str:
        """What a bar of several people is called."""
        return self.together.format(name=name[:1].lower() + name[1:])


@dataclass(frozen=True, slots=True)
class WeeklyBars:
    """The same weeks of one to six people, on one scale."""

    title: str
    series: tuple[BarSeries, ...]
    finding: str = ""
    empty_text: str = ""
    half: bool = False
    words: BarWords = field(default_factory=BarWords)

    def __post_init__(self) -> None:
        if not 1 <= len(self.series) <= 6:
            raise ValueError("weekly bars show one to six people")
        if len({tuple(bar.monday for bar in series.bars) for series in self.series}) != 1:
            raise ValueError("everyone's bars are of the same weeks")

    @property
    def mondays(self) -> tuple[date, ...]:
        """The weeks, from the first to the last."""
        return tuple(bar.monday for bar in self.series[0].bars)

    @property
    def is_empty(self) -> bool:
        """Whether nobody said anything of any week."""
        return all(bar.value is None for series in self.series for bar in series.bars)


def weekly_bars(chart: WeeklyBars) -> Figure:
    """Draws weekly bars; where nobody has noted anything the figure is `empty` and has no picture."""
    said = " ".join([chart.title + ".", *(_sentence(chart.words, series) for series in chart.series)])
    if chart.is_empty:
        return Figure(chart.title, chart.finding, said, empty=True, empty_text=chart.empty_text, half=chart.half)
    return Figure(
        title=chart.title,
        finding=chart.finding,
        label=said,
        broad=NO_PICTURE if chart.half else _picture(chart, "broad", BROAD, said),
        wide=_picture(chart, "wide", 480 if chart.half else WIDE, said),
        slim=_picture(chart, "slim", SLIM, said),
        key=tuple(_key(chart)),
        head=(chart.words.week, *_heads(chart)),
        table=tuple(_rows(chart)),
        half=chart.half,
    )


def _picture(chart: WeeklyBars, kind: str, size: int, said: str) -> Svg:
    lines = any(bar.strength is not None for series in chart.series for bar in series.bars)
    top, ground = TOP, TOP + BARS
    floor = ground + BETWEEN + LINE if lines else ground
    highest = max([MOST, *(ceil(bar.value) for series in chart.series for bar in series.bars if bar.value is not None)])
    slot = (size - LEFT - RIGHT) / len(chart.mondays)
    parts = [svg.label(chart.words.often, 0, 14), *_grid(chart.words, (0, highest), top, ground, size)]
    if lines:
        parts.append(svg.label(chart.words.strong, 0, ground + BETWEEN - 16))
        parts += _grid(chart.words, (0, STRONGEST), ground + BETWEEN, floor, size)
    for place, series in enumerate(chart.series):
        inner = _bars(series, place, len(chart.series), slot, ground, BARS / highest)
        if lines:
            inner += _line(series, slot, floor, LINE / STRONGEST)
        parts.append(_group(series.hand, inner))
    parts += _weeks(chart, slot, size, floor)
    return svg.picture(kind, size, floor + FOOT, said, *parts)


def _bars(series: BarSeries, place: int, people: int, slot: float, ground: float, unit: float) -> list[str]:
    thick = min(WIDEST, slot * 0.72 / people)
    drawn = []
    for week, bar in enumerate(series.bars):
        if bar.value is None:
            continue
        middle = LEFT + slot * (week + 0.5) + (place - (people - 1) / 2) * (thick + 1)
        high = bar.value * unit
        if bar.value:
            x, y = svg.number(middle - thick / 2), svg.number(ground - high)
            size = f'width="{svg.number(thick)}" height="{svg.number(high)}"'
            drawn.append(f'<rect class="step" x="{x}" y="{y}" {size} rx="2"/>')
        if series.hand or not bar.value:  # what is of several people together is a plain bar
            drawn.append(svg.mark(svg.shape(series.hand or 1), middle, ground - high, min(MARK, thick / 2.4)))
    return drawn


def _line(series: BarSeries, slot: float, floor: float, unit: float) -> list[str]:
    runs: list[list[tuple[float, float]]] = [[]]
    for week, bar in enumerate(series.bars):
        if bar.strength is not None:
            runs[-1].append((LEFT + slot * (week + 0.5), floor - bar.strength * unit))
        elif bar.value != 0 and runs[-1]:  # a quiet week has no strength, and does not break the line
            runs.append([])
    drawn = [svg.path(run) for run in runs if len(run) > 1]
    return drawn + [svg.mark(svg.shape(series.hand or 1), x, y, MARK) for run in runs for x, y in run]


def _group(hand: int | None, parts: list[str]) -> str:
    return svg.group(svg.shape(hand), *parts) if hand else f'<g class="both">{"".join(parts)}</g>'


def _grid(words: Words, scale: tuple[int, int], top: float, ground: float, size: int) -> list[str]:
    low, high = scale
    drawn = []
    for tick in value_ticks(low, high, 4):
        if tick <= high:
            y = ground - (tick - low) * (ground - top) / (high - low)
            drawn.append(svg.line("axis" if tick == low else "grid", LEFT, y, size - RIGHT, y))
            drawn.append(svg.label(words.number(tick), LEFT - 10, y + 5, anchor="end"))
    return drawn


def _weeks(chart: WeeklyBars, slot: float, size: int, floor: float) -> list[str]:
    named = [(place, chart.words.day(monday)) for place, monday in enumerate(chart.mondays)]
    every = ceil((max(width(text) for _, text in named) + 12) / slot)
    last = len(named) - 1
    drawn = []
    for place, text in named:
        if (last - place) % every == 0:
            half = width(text) / 2
            middle = min(max(LEFT + slot * (place + 0.5), half), size - half)
            drawn.append(svg.label(text, middle, floor + 22, anchor="middle"))
    return drawn


def _key(chart: WeeklyBars) -> Iterable[KeyItem]:
    if len(chart.series) > 1:
        for series in chart.series:
            name = series.name if series.hand else chart.words.plain(series.name)
            yield KeyItem(name, series.hand and svg.shape(series.hand))
    values = [bar.value for series in chart.series for bar in series.bars]
    if 0 in values:
        yield KeyItem(chart.words.quiet)
    if None in values:
        yield KeyItem(chart.words.missing)


def _heads(chart: WeeklyBars) -> Iterable[str]:
    for series in chart.series:
        for what in (chart.words.often, chart.words.strong):
            yield chart.words.of.format(name=series.name, what=what) if len(chart.series) > 1 else what


def _rows(chart: WeeklyBars) -> Iterable[Row]:
    for week, monday in enumerate(chart.mondays):
        cells: list[str] = []
        for series in chart.series:
            bar = series.bars[week]
            cells.append(chart.words.unsaid if bar.value is None else chart.words.number(float(bar.value)))
            cells.append("" if bar.strength is None else chart.words.number(float(bar.strength)))
        yield Row(on=monday, when=chart.words.full(monday), cells=tuple(cells))


def _sentence(words: BarWords, series: BarSeries) -> str:
    values = [float(bar.value) for bar in series.bars if bar.value is not None]
    if not values:
        return words.unsaid_all.format(name=series.name)
    low, high = words.number(min(values)), words.number(max(values))
    said = words.said_once if low == high else words.said
    return said.format(name=series.name, low=low, high=high, count=len(values), all=len(series.bars))
