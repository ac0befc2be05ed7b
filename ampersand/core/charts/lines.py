"""People's lines and marks: where they run, which marks are drawn, and how two in one place both stay visible."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

from ampersand.core.charts import svg
from ampersand.core.charts.frame import Frame
from ampersand.core.charts.model import Point, Trajectory
from ampersand.core.charts.place import Box, Segment
from ampersand.core.charts.rounds import Round, pieces

Spot = tuple[float, float]
SPACE = 12.0
FULL = 5.0


@dataclass(frozen=True, slots=True)
class Line:
    """One person's line in one picture: its unbroken runs, the spots to mark, the size of a mark, the last answer."""

    hand: int
    runs: tuple[tuple[Spot, ...], ...]
    spots: tuple[Spot, ...]
    size: float
    last: Point | None

    def segments(self) -> Iterator[Segment]:
        for run in self.runs:
            for one, two in pairwise(run):
                yield (*one, *two)


class Mark(NamedTuple):
    """One shape to draw; `rank` counts the people it stands behind, as a ring."""

    hand: int
    x: float
    y: float
    size: float
    rank: int = 0

    @property
    def reach(self) -> float:
        return self.size * 1.25 + 1

    def box(self) -> Box:
        reach = self.reach
        return Box(self.x - reach, self.y - reach, self.x + reach, self.y + reach)


def mark_size(runs: list[list[Spot]]) -> float:
    """Smaller marks where answers stand close together."""
    steps = [two[0] - one[0] for run in runs for one, two in pairwise(run)]
    usual = sorted(steps)[len(steps) // 2] if steps else SPACE
    return FULL if usual >= SPACE else 4.0 if usual >= 8 else 3.5


def thinned(run: list[Spot]) -> list[Spot]:
    """The ends of a run and as many answers between them as have room: the line still passes through every one."""
    kept = run[:1]
    for spot in run[1:-1]:
        if spot[0] - kept[-1][0] >= SPACE and run[-1][0] - spot[0] >= SPACE:
            kept.append(spot)
    return kept + run[1:][-1:]


def make_line(chart: Trajectory, frame: Frame, rounds: list[Round], person: int) -> Line:
    """One person's line, laid onto the frame."""
    runs = pieces(rounds, person)
    spots = [[(frame.x(point.on), frame.y(point.value)) for point in run if point.value is not None] for run in runs]
    return Line(
        hand=svg.shape(chart.series[person].hand),
        runs=tuple(tuple(run) for run in spots),
        spots=tuple(spot for run in spots for spot in thinned(run)),
        size=mark_size(spots),
        last=runs[-1][-1] if runs else None,
    )


def draw_lines(lines: list[Line]) -> str:
    """Solid lines below dashed ones, so that two which run together are both seen."""
    ordered = sorted(lines, key=lambda line: line.hand)
    return "".join(svg.group(line.hand, *(svg.path(run) for run in line.runs if len(run) > 1)) for line in ordered)


def place_marks(lines: list[Line]) -> list[Mark]:
    """Every mark; where several people stand on one spot the later hands become rings around the first."""
    if len(lines) == 1:
        return [Mark(lines[0].hand, x, y, lines[0].size) for x, y in lines[0].spots]
    ordered = sorted(lines, key=lambda line: line.hand)
    marks: list[Mark] = []
    for place, line in enumerate(ordered):
        ends = {spot for run in line.runs for spot in (run[0], run[-1])}
        for x, y in line.spots:
            near = line.size * 0.9
            rank = sum(
                any(abs(x - other_x) <= near and abs(y - other_y) <= near for other_x, other_y in other.spots)
                for other in ordered[:place]
            )
            if rank == 0:
                marks.append(Mark(line.hand, x, y, line.size))
            elif line.size == FULL or (x, y) in ends:
                marks.append(Mark(line.hand, x, y, line.size + rank * (4 if line.size == FULL else 3), rank))
    return sorted(marks, key=lambda mark: (-mark.rank, mark.hand))


def draw_marks(marks: list[Mark]) -> str:
    layers = groupby(marks, key=lambda mark: mark.hand)
    return "".join(
        svg.group(hand, *(svg.mark(hand, mark.x, mark.y, mark.size, ring=mark.rank > 0) for mark in layer))
        for hand, layer in layers
    )
