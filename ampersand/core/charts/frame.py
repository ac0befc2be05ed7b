"""The plot inside its picture: from days and scores to places on paper."""

from dataclasses import dataclass
from datetime import date

from ampersand.core.charts.model import Trajectory
from ampersand.core.charts.place import Box
from ampersand.core.charts.rounds import Round
from ampersand.core.charts.text import width
from ampersand.core.charts.ticks import value_ticks

SHORTEST = 21
TOP = 22  # four equal answers at the top of the scale make rings this high
BELOW = 30
GUTTER = 14


@dataclass(frozen=True, slots=True)
class Span:
    """The days and scores a chart must show; scores outside the scale stretch it, so that none is hidden."""

    first: date
    last: date
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Frame:
    """Measures of one picture; `left` to `right` and `top` to `bottom` is the plot, `day` and `point` are its steps."""

    span: Span
    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    day: float
    point: float

    def x(self, on: date) -> float:
        return self.left + (on - self.span.first).days * self.day

    def y(self, value: float) -> float:
        return self.bottom - (value - self.span.low) * self.point

    def plot(self) -> Box:
        return Box(self.left, self.top - 6, self.right, self.bottom)


def span_of(chart: Trajectory, rounds: list[Round]) -> Span:
    """The days from the first to the last round and the whole scale, each stretched where the data go beyond."""
    days = [point.on for turn in rounds for point in turn.answers.values()] + [turn.on for turn in rounds]
    days += [on for on in (chart.since, chart.until) if on is not None]
    values = [point.value for series in chart.series for point in series.points if point.value is not None]
    return Span(min(days), max(days), min([chart.low, *values]), max([chart.high, *values]))


def at_end(span: Span, on: date, grace_days: int) -> bool:
    """Whether a day is so near the last one that its label stands at the end of the picture."""
    return (span.last - on).days <= max(grace_days, (span.last - span.first).days * 0.04)


def make_frame(chart: Trajectory, span: Span, wide: int, gutter: float) -> Frame:
    """A picture of the given width; taller where there is more to tell apart."""
    much = len(chart.series) > 1 or chart.no_change is not None or chart.cut is not None
    height = {340: 290 if much else 220, 480: 260 if much else 200, 700: 300 if much else 230}.get(wide, 340)
    ticks = value_ticks(span.low, span.high)
    left = max(32.0, max([width(chart.words.number(tick)) for tick in ticks]) + 14)
    right, bottom = wide - max(GUTTER, gutter), height - BELOW
    day = (right - left) / max(SHORTEST, (span.last - span.first).days)
    point = (bottom - TOP) / (span.high - span.low)
    return Frame(span, wide, height, left, right, TOP, bottom, day, point)


def window(frame: Frame, middle: float, away: float) -> tuple[float, float] | None:
    """The band from `middle - away` to `middle + away` in y, cut to the scale; nothing where it lies outside."""
    low, high = max(frame.span.low, middle - away), min(frame.span.high, middle + away)
    return (frame.y(high), frame.y(low)) if low < high else None
