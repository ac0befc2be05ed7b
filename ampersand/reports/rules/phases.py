"""Before, now, at the end: three moments of one course, and whether two people came closer.

Source: the care pathway's one-page look back (baseline, present, end); missing weeks are never filled in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ampersand.measures.rules.words import Course, Point

SAME_BELOW = 0.05  # of the whole scale: below it two gaps are called about the same


@dataclass(frozen=True, slots=True)
class Phases:
    """The first result, the latest one, and the last one of work that has ended; each only where there is one."""

    before: Point | None = None
    now: Point | None = None
    end: Point | None = None

    @property
    def latest(self) -> Point | None:
        """The newest of them that is not the first."""
        return self.now or self.end


def phases(points: Sequence[Point], ended_on: date | None = None) -> Phases:
    """The three moments of one course. After the end, `now` is what was answered later still, such as at a booster."""
    scored = [point for point in points if point.total is not None]
    if not scored:
        return Phases()
    first, rest = scored[0], scored[1:]
    if ended_on is None:
        return Phases(first, rest[-1] if rest else None)
    until = [point for point in rest if point.on <= ended_on]
    later = [point for point in rest if point.on > ended_on]
    return Phases(first, later[-1] if later else None, until[-1] if until else None)


def missed(points: Sequence[Point]) -> int:
    """How often somebody was asked and did not answer."""
    return sum(not point.answered for point in points)


@dataclass(frozen=True, slots=True)
class Ends:
    """Where two people saw it on the first day that both had shown something, and now: shares of the scale, 1 best."""

    since: date
    then: tuple[float, float]
    now: tuple[float, float]


def ends(one: Course, two: Course, low: float, high: float, *, up: bool) -> Ends | None:
    """The two times that `nearness` compares; None where it says nothing."""
    found = nearness(one, two, low, high)
    if found is None:
        return None

    def share(point: Point) -> float:
        assert point.total is not None
        part = (float(point.total) - low) / (high - low)
        return min(1.0, max(0.0, part if up else 1 - part))

    since = found[1]
    then = share(_at(one, since)), share(_at(two, since))
    return Ends(since, then, (share(one.scored[-1]), share(two.scored[-1])))


def nearness(one: Course, two: Course, low: float, high: float) -> tuple[int, date] | None:
    """Whether two people see it closer together (1), about as far apart (0) or further apart (-1) than at a day.

    The day is the first on which both have shown something. None while either has shown fewer than two results.
    """
    if len(one.scored) < 2 or len(two.scored) < 2:
        return None
    since = max(one.scored[0].on, two.scored[0].on)
    then, now = _gap(_at(one, since), _at(two, since)), _gap(one.scored[-1], two.scored[-1])
    if max(one.scored[-1].on, two.scored[-1].on) <= since:
        return None
    share = (then - now) / (high - low)
    return (0 if abs(share) < SAME_BELOW else 1 if share > 0 else -1), since


def _at(course: Course, day: date) -> Point:
    """The last result up to a day."""
    return [point for point in course.scored if point.on <= day][-1]


def _gap(one: Point, two: Point) -> float:
    assert one.total is not None
    assert two.total is not None
    return abs(float(one.total) - float(two.total))
