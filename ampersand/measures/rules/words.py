"""A course of scores in plain sentences: kind and short for clients, exact for therapists.

Client words never say more than the numbers can bear: "likely real" and "usual ups and downs" need a verified size of
reliable change; without one they only compare two sets of answers. They never give a verdict, a rank or a blame.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .change import measure_change
from .instrument import Instrument, Number

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
SAME_BELOW, LITTLE_BELOW = 0.05, 0.15  # shares of the whole range, our choice, used where no size is verified
REAL_LITTLE_BELOW = 2.0  # multiples of the threshold below which a reliable change is still called a little


@dataclass(frozen=True, slots=True)
class Point:
    """One occasion: its day and its total, None when it was not answered or could not be scored."""

    on: date
    total: Number | None
    answered: bool = True


@dataclass(frozen=True, slots=True)
class Course:
    """One person's occasions on one instrument, in order of time."""

    name: str
    points: tuple[Point, ...]

    @property
    def scored(self) -> tuple[Point, ...]:
        """The occasions that have a total."""
        return tuple(point for point in self.points if point.total is not None)


def client_words(instrument: Instrument, points: Sequence[Point]) -> tuple[str, ...]:
    """What a person reads about their own line: the finding first, then what is missing."""
    if not points:
        return ("No answers yet. Your line begins with the first ones.",)
    if points[-1].answered and points[-1].total is None:
        return ("Some questions were left open, so there is no result this time. That is all right.",)
    scored = [point for point in points if point.total is not None]
    if not scored:
        return ("No answers yet. Your line begins with the first ones.",)
    if len(scored) == 1:
        finding: tuple[str, ...] = ("These are your first answers. Your line begins here.",)
    else:
        finding = _client_change(instrument, scored[0], scored[-1])
    return (*finding, *_gap_words(points))


def since(earlier: date, later: date) -> str:
    """How a client names an earlier day: by month, by day within the same month, with the year when it differs."""
    month = MONTHS[earlier.month - 1]
    if earlier.year != later.year:
        return f"in {month} {earlier.year}"
    return f"on {earlier.day} {month}" if earlier.month == later.month else f"in {month}"


def shown(value: Number) -> str:
    """A score for reading: whole numbers without decimals, others with at most two."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def day(on: date) -> str:
    """A day for reading, such as 3 March 2026."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def _client_change(instrument: Instrument, first: Point, last: Point) -> tuple[str, ...]:
    assert first.total is not None
    assert last.total is not None
    when = since(first.on, last.on)
    change = measure_change(instrument, first.total, last.total)
    if change is None or change.provisional:
        return (_compared(instrument, first.total, last.total, when),)
    if not change.reliable:
        return (f"Much as it was {when}: within the usual ups and downs.",)
    size = "a little " if abs(change.better_by) < REAL_LITTLE_BELOW * change.threshold else ""
    way = "better" if change.better_by > 0 else "harder"
    finding = _sentence(f"{size}{way} than {when}; a change this size is likely real.")
    return (finding,) if change.better_by > 0 else (finding, "It is worth talking about when you next meet.")


def _compared(instrument: Instrument, before: Number, after: Number, when: str) -> str:
    return compared(instrument.lowest, instrument.highest, before, after, when, up=instrument.higher_is_better)


def compared(low: Number, high: Number, before: Number, after: Number, when: str, *, up: bool) -> str:
    """Only which way two totals point and roughly how far, as a share of the scale; `up` when higher is better."""
    share = _share(low, high, before, after, up=up)
    if abs(share) < SAME_BELOW:
        return f"About the same as {when}."
    size = "a little " if abs(share) < LITTLE_BELOW else ""
    return _sentence(f"{size}{'better' if share > 0 else 'harder'} than {when}.")


def direction(instrument: Instrument, before: Number, after: Number) -> int:
    """1 where a client reads "better", -1 where "harder", 0 where neither; by the same rule as their words."""
    change = measure_change(instrument, before, after)
    if change is None or change.provisional:
        share = _share(instrument.lowest, instrument.highest, before, after, up=instrument.higher_is_better)
        return 0 if abs(share) < SAME_BELOW else (1 if share > 0 else -1)
    if not change.reliable:
        return 0
    return 1 if change.better_by > 0 else -1


def _share(low: Number, high: Number, before: Number, after: Number, *, up: bool) -> float:
    return (after - before if up else before - after) / (high - low)


def _gap_words(points: Sequence[Point]) -> tuple[str, ...]:
    missed = sum(not point.answered for point in points)
    if not missed:
        return ()
    times = "one check-in" if missed == 1 else f"{missed} check-ins"
    return (f"There are no answers for {times}. Your line leaves a gap there, and that is all right.",)


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]
