"""Where labels stand so that none covers another, and lines only where there is no other room."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

Segment = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Box:
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
    taken: list[Box] = field(default_factory=list)

    def choose(self, candidates: Iterable[Box]) -> tuple[Box, bool] | None:
        """The first free candidate, else the one in whose way least stands, and whether it is free of lines."""
        best: Box | None = None
        least = 0
        for box in candidates:
            if not box.inside(self.bounds) or any(box.meets(other) for other in self.taken):
                continue
            cost = sum(crosses(box, line) for line in self.lines) + 3 * sum(box.meets(mark) for mark in self.marks)
            if best is None or cost < least:
                best, least = box, cost
            if cost == 0:
                break
        if best is None:
            return None
        self.taken.append(best)
        return best, least == 0
