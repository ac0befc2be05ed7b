"""People's lines and marks: where they run, which marks are drawn, and how two in one place both stay visible."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from ampersand.core.charts import svg
from ampersand.core.charts.frame import Frame
from ampersand.core.charts.model import Point, Trajectory
from ampersand.core.charts.place import Box, Segment
from ampersand.core.charts.rounds import Round, pieces

Spot = tuple[float, float]
NEAR = 6.0
STEP = 16.0


@dataclass(frozen=True, slots=True)
class Line:
    """One person's line in one picture: its unbroken runs, the marks to draw on it, their size, and the last answer."""

    hand: int
    runs: tuple[tuple[Spot, ...], ...]
    marks: tuple[Spot, ...]
    size: float
    last: Point | None

    def segments(self) -> Iterator[Segment]:
        for run in self.runs:
            for one, two in pairwise(run):
                yield (*one, *two)

    def boxes(self) -> Iterator[Box]:
        reach = self.size + 2
        for x, y in self.marks:
            yield Box(x - reach, y - reach, x + reach, y + reach)


def mark_size(runs: list[list[Spot]]) -> float:
    """Smaller marks where answers stand close together."""
    steps = [two[0] - one[0] for run in runs for one, two in pairwise(run)]
    usual = sorted(steps)[len(steps) // 2] if steps else STEP
    return 5.0 if usual >= 14 else 4.0 if usual >= 8 else 3.5


def thinned(run: list[Spot]) -> list[Spot]:
    """The ends of a run and as many answers between them as have room: the line still passes through every one."""
    if len(run) < 3:
        return run
    kept = [run[0]]
    kept += [spot for spot in run[1:-1] if spot[0] - kept[-1][0] >= STEP * 0.75 and run[-1][0] - spot[0] >= STEP * 0.75]
    sparse = [run[0]]
    for spot in kept[1:]:
        if spot[0] - sparse[-1][0] >= STEP * 0.75:
            sparse.append(spot)
    return [*sparse, run[-1]]


def make_line(chart: Trajectory, frame: Frame, rounds: list[Round], person: int) -> Line:
    """One person's line, laid onto the frame."""
    runs = pieces(rounds, person)
    spots = [[(frame.x(point.on), frame.y(point.value)) for point in run if point.value is not None] for run in runs]
    return Line(
        hand=shape(chart.series[person].hand),
        runs=tuple(tuple(run) for run in spots),
        marks=tuple(spot for run in spots for spot in thinned(run)),
        size=mark_size(spots),
        last=runs[-1][-1] if runs else None,
    )


def shape(hand: int) -> int:
    """The drawn hand, 1 to 4: a fifth member shares the first one's shape."""
    return (hand - 1) % 4 + 1


def draw_lines(lines: list[Line]) -> str:
    """Solid lines below dashed ones, so that two which run together are both seen."""
    ordered = sorted(lines, key=lambda line: line.hand)
    return "".join(svg.group(line.hand, *(svg.path(run) for run in line.runs if len(run) > 1)) for line in ordered)


def draw_marks(lines: list[Line]) -> str:
    """Every mark; where several people stand on one spot the later hands become rings around the first."""
    ordered = sorted(lines, key=lambda line: line.hand)
    drawn: list[tuple[int, int, str]] = []
    for place, line in enumerate(ordered):
        for x, y in line.marks:
            rank = sum(
                any(abs(x - other_x) <= NEAR and abs(y - other_y) <= NEAR for other_x, other_y in other.marks)
                for other in ordered[:place]
            )
            size = line.size + 4 * rank
            drawn.append((-rank, place, svg.mark(line.hand, x, y, size, ring=rank > 0)))
    drawn.sort(key=lambda item: item[:2])
    layers = groupby(drawn, key=lambda item: item[:2])
    return "".join(svg.group(ordered[place].hand, *(mark for *_, mark in layer)) for (_, place), layer in layers)
