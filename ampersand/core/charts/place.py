"""Where labels stand so that none covers another, and lines only where there is no other room."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import NamedTuple

Segment = tuple[float, float, float, float]
GRID, LINE, MARK = 2.5, 6.0, 9.0


class Box(NamedTuple):
    """A rectangle by its left, top, right and bottom edge."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def inside(self, other: "Box") -> bool:
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


Candidate = tuple[Box, float]


def crosses(box: Box, segment: Segment) -> bool:
    """Whether a straight line passes through the box (Liang and Barsky's clipping)."""
    x1, y1, x2, y2 = segment
    if (x1 < box.left and x2 < box.left) or (x1 > box.right and x2 > box.right):
        return False
    if (y1 < box.top and y2 < box.top) or (y1 > box.bottom and y2 > box.bottom):
        return False
    enter, leave = 0.0, 1.0
    for step, room in (
        (x1 - x2, x1 - box.left),
        (x2 - x1, box.right - x1),
        (y1 - y2, y1 - box.top),
        (y2 - y1, box.bottom - y1),
    ):
        if step == 0:
            if room < 0:
                return False
        elif step < 0:
            enter = max(enter, room / step)
        else:
            leave = min(leave, room / step)
    return enter <= leave


def spread(wanted: Sequence[float], apart: float, low: float, high: float) -> list[float]:
    """Positions as near as can be to the wanted ones (given rising), at least `apart`, between low and high."""
    blocks: list[tuple[float, int]] = []
    for number, position in enumerate(wanted):
        blocks.append((position - number * apart, 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (mean, count), (other, more) = blocks.pop(-2), blocks.pop()
            blocks.append(((mean * count + other * more) / (count + more), count + more))
    flat = [mean for mean, count in blocks for _ in range(count)]
    ceiling = max(low, high - (len(flat) - 1) * apart)
    return [min(max(mean, low), ceiling) + number * apart for number, mean in enumerate(flat)]


@dataclass(slots=True)
class Room:
    """The free space of one drawing: labels never overlap, and lines are crossed only as a last resort."""

    bounds: Box
    lines: list[Segment] = field(default_factory=list)
    marks: list[Box] = field(default_factory=list)
    grid: list[float] = field(default_factory=list)
    taken: list[Box] = field(default_factory=list)

    def strip(self, top: float, bottom: float) -> "Room":
        """The same room between two heights, with only what lies there; labels put into it are taken in both."""
        lines = [line for line in self.lines if not (max(line[1], line[3]) < top or min(line[1], line[3]) > bottom)]
        marks = [mark for mark in self.marks if mark.top < bottom and mark.bottom > top]
        return Room(self.bounds, lines, marks, [y for y in self.grid if top < y < bottom], self.taken)

    def choose(self, candidates: Iterable[Candidate]) -> tuple[Box, bool] | None:
        """The place in whose way least stands, and whether it is free of lines; candidates come cheapest first."""
        best: Box | None = None
        least, free = 0.0, True
        for box, price in candidates:
            if best is not None and price >= least:
                break
            if not box.inside(self.bounds) or any(box.meets(other) for other in self.taken):
                continue
            ruled = GRID * sum(box.top < y < box.bottom for y in self.grid)
            covered = ruled + self._hidden(box, least - price - ruled if best else inf)
            if best is None or price + covered < least:
                best, least, free = box, price + covered, covered == 0
        if best is None:
            return None
        self.taken.append(best)
        return best, free

    def _hidden(self, box: Box, most: float) -> float:
        """What the box would cover; counting ends where it cannot become the best any more."""
        cost = 0.0
        for mark in self.marks:
            if box.meets(mark):
                cost += MARK
        for line in self.lines:
            if cost >= most:
                break
            if crosses(box, line):
                cost += LINE
        return cost
