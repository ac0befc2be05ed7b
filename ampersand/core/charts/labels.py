"""Words inside the picture: names at the ends of lines, the distance between two people, the cut-off."""

from collections.abc import Iterator
from dataclasses import dataclass

from ampersand.core.charts import svg
from ampersand.core.charts.frame import Frame, at_end
from ampersand.core.charts.lines import Line, Spot
from ampersand.core.charts.model import Trajectory
from ampersand.core.charts.place import Box, Candidate, Room, spread
from ampersand.core.charts.rounds import Round, distance, shared
from ampersand.core.charts.text import LINE, shorten, width, wrap
from ampersand.core.charts.wording import cut_text

RISE = 12
DROP = 4


@dataclass(frozen=True, slots=True)
class Apart:
    """A distance to show: the two spots, from upper to lower, and its words."""

    upper: Spot
    lower: Spot
    text: str
    at_end: bool

    @property
    def x(self) -> float:
        return max(self.upper[0], self.lower[0])

    @property
    def middle(self) -> float:
        return (self.upper[1] + self.lower[1]) / 2


def gap_text(chart: Trajectory, turn: Round) -> str:
    return chart.words.apart.format(gap=chart.words.number(distance(turn) or 0))


def distances(chart: Trajectory, frame: Frame, rounds: list[Round]) -> list[Apart]:
    """How far apart two people were at the start and are now; once where there is only one time to compare."""
    both = shared(rounds) if len(chart.series) == 2 else []
    found = []
    for turn in both[:1] + both[1:][-1:]:
        spots = sorted(
            ((frame.x(point.on), frame.y(point.value or 0)) for point in turn.answers.values()),
            key=lambda spot: spot[1],
        )
        last = max(point.on for point in turn.answers.values())
        found.append(Apart(spots[0], spots[1], gap_text(chart, turn), at_end(frame.span, last, chart.grace_days)))
    return found


def text_box(long: float, x: float, baseline: float, lines: int = 1) -> Box:
    """The rectangle a label of this length covers when it starts at x on this baseline."""
    return Box(x, baseline - RISE, x + long, baseline + DROP + LINE * (lines - 1))


def draw_gap(apart: Apart) -> str:
    """A thin line from one mark to the height of the other, where there is room for one."""
    if apart.lower[1] - apart.upper[1] < 22 or abs(apart.upper[0] - apart.lower[0]) > 12:
        return ""
    return svg.line("gap", apart.x, apart.upper[1] + 9, apart.x, apart.lower[1] - 9)


def around(text: str, spot: Spot) -> Iterator[Candidate]:
    """Places for a name beside its line's end, nearest first: right, above, below, left, then further up and down."""
    x, y = spot
    long = width(text)
    for away in range(0, 240, 6):
        yield text_box(long, x + 12, y + 5 - away), away / 6
        yield text_box(long, x - long / 2, y - 13 - away), away / 6
        yield text_box(long, x - long / 2, y + 23 + away), away / 6
        yield text_box(long, x + 12, y + 5 + away), away / 6
        yield text_box(long, x - long - 12, y + 5 - away), away / 6
        yield text_box(long, x - long - 12, y + 5 + away), away / 6


def beside(apart: Apart) -> Iterator[Candidate]:
    """Places for the words of a distance: right of its line, in the middle first, then around its two ends."""
    half = (apart.lower[1] - apart.upper[1]) / 2
    long = width(apart.text)
    for away in range(0, 240, 6):
        price = away / 6 + (0 if away + 14 <= half else 1)
        for shift in (10, -long - 10):
            yield text_box(long, apart.x + shift, apart.middle + 5 - away), price
            yield text_box(long, apart.x + shift, apart.middle + 5 + away), price


def draw_ends(frame: Frame, names: list[tuple[str, float]], apart: Apart | None, x: float, room: Room) -> str:
    """Names (and the latest distance between them) at the ends of lines, each as near to its line as can be."""
    entries = [(y, 0, name) for name, y in names]
    if apart is not None:
        entries.append((apart.middle, 1, apart.text))
    entries.sort(key=lambda entry: entry[0])
    if apart is not None and len(entries) == 3 and entries[0][0] == entries[2][0]:
        entries[1:] = entries[:0:-1]
    heights = spread([y for y, *_ in entries], LINE, frame.top, frame.bottom)
    drawn = []
    for y, (_, kind, text) in zip(heights, entries, strict=True):
        drawn.append(svg.label(text, x, y + 5, strong=not kind))
        room.taken.append(text_box(width(text), x, y + 5))
    return "".join(drawn)


def along(frame: Frame, lines: tuple[str, ...], y: float) -> Iterator[Candidate]:
    """Places for the words of the cut-off: always touching its line, above or below it, from left to right."""
    longest = max(map(width, lines))
    free = max(0, frame.right - frame.left - 12 - longest)
    for step in range(6):
        x = frame.left + 6 + free * step / 5
        yield text_box(longest, x, y - 8 - LINE * (len(lines) - 1), len(lines)), step / 3
        yield text_box(longest, x, y + 19, len(lines)), step / 3


def draw_cut(chart: Trajectory, frame: Frame, room: Room) -> str:
    """The cut-off as a fine dotted line with its meaning in words."""
    if chart.cut is None or not frame.span.low <= chart.cut.value <= frame.span.high:
        return ""
    y = frame.y(chart.cut.value)
    room.lines.append((frame.left, y, frame.right, y))
    drawn = svg.line("cut", frame.left, y, frame.right, y)
    lines = wrap(cut_text(chart), frame.right - frame.left - 12)
    near = room.strip(y - 10 - LINE * len(lines), y + 6 + LINE * len(lines))
    place = near.choose(along(frame, lines, y)) if lines else None
    if place is None:
        return drawn
    box, free = place
    return drawn + svg.labels(lines, box.left, box.top + RISE, halo=not free)


def draw_placed(text: str, candidates: Iterator[Candidate], room: Room, *, strong: bool = False) -> str:
    """A label in the best free place, if there is one at all."""
    place = room.choose(candidates)
    if place is None:
        return ""
    box, free = place
    return svg.label(text, box.left, box.top + RISE, strong=strong, halo=not free)


def end_spot(line: Line) -> Spot:
    return line.runs[-1][-1]


def name_room(wide: int) -> float:
    """The widest a name may be at the end of a line; the key always has it in full."""
    return 78 if wide <= 340 else 104 if wide <= 480 else 150


def fitted(chart: Trajectory, wide: int) -> tuple[str, ...]:
    return tuple(shorten(series.name, name_room(wide)) for series in chart.series)
