"""A course of scores in plain sentences: kind and short for clients, exact for therapists.

Client words never say more than the numbers can bear: "likely real" and "usual ups and downs" need a verified size of
reliable change; without one they only compare two sets of answers. They never give a verdict, a rank or a blame.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .change import Change, is_provisional, measure_change
from .couple import CoupleChange, measure_couple_change
from .instrument import Cutoff, Instrument, Number
from .track import measure_track

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


def therapist_words(instrument: Instrument, courses: Sequence[Course]) -> tuple[str, ...]:
    """What a therapist reads: each person's verdict, the couple by both rules, opposite directions, doubts."""
    lines = [line for course in courses for line in _person_lines(instrument, course)]
    if len(courses) == 2:
        lines += _couple_lines(instrument, courses[0], courses[1])
    if is_provisional(instrument):
        lines.append("Provisional: these verdicts rest on a number that nobody has checked yet, and alert no one.")
    return tuple(lines)


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
    """Only which way the answers point and roughly how far, as a share of the range."""
    difference = after - before if instrument.higher_is_better else before - after
    share = abs(difference) / (instrument.highest - instrument.lowest)
    if share < SAME_BELOW:
        return f"About the same as {when}."
    size = "a little " if share < LITTLE_BELOW else ""
    return _sentence(f"{size}{'better' if difference > 0 else 'harder'} than {when}.")


def _gap_words(points: Sequence[Point]) -> tuple[str, ...]:
    missed = sum(not point.answered for point in points)
    if not missed:
        return ()
    times = "one check-in" if missed == 1 else f"{missed} check-ins"
    return (f"There are no answers for {times}. Your line leaves a gap there, and that is all right.",)


def _person_lines(instrument: Instrument, course: Course) -> list[str]:
    scored = course.scored
    if not scored:
        return [f"{course.name}: no score yet."]
    first, last = scored[0], scored[-1]
    assert first.total is not None
    assert last.total is not None
    if len(scored) == 1:
        lines = [
            f"{course.name}: {shown(last.total)} on {day(last.on)}, the first score{_side(instrument, last.total)}."
        ]
    else:
        way = _way(instrument, last.total - first.total)
        course_line = f"{shown(first.total)} on {day(first.on)}, {shown(last.total)} on {day(last.on)}: {way}"
        lines = [f"{course.name}: {course_line}{_side(instrument, last.total)}. {_verdict(instrument, first, last)}"]
    return lines + _track_lines(instrument, course)


def _verdict(instrument: Instrument, first: Point, last: Point) -> str:
    assert first.total is not None
    assert last.total is not None
    change = measure_change(instrument, first.total, last.total)
    if change is None:
        return "No size of reliable change is known for this instrument, so there is no verdict."
    return f"{change.verdict.capitalize()} (reliable: {_threshold(change)}{_provisional(change)})."


def _track_lines(instrument: Instrument, course: Course) -> list[str]:
    where = measure_track(instrument, [point.total for point in course.points])
    reasons = {
        "worse": f"is off track: reliably worse than at the start in session {where.session}.",
        "no-improvement": f"is off track: no reliable improvement by session {where.session}.",
        "silent": "has no score for the last sessions, so where things stand is unknown.",
    }
    lines = [f"{course.name} {reasons[where.reason]}"] if where.reason in reasons else []
    without = len(course.points) - len(course.scored)
    if without:
        lines.append(f"{course.name}: {without} of {len(course.points)} occasions without a score.")
    return lines


def _couple_lines(instrument: Instrument, one: Course, two: Course) -> list[str]:
    if not (one.scored and two.scored):
        return []
    lines = [_apart(instrument, one, two)]
    if len(one.scored) < 2 or len(two.scored) < 2:
        return lines
    both = measure_couple_change(instrument, _ends(one), _ends(two), "both")
    mean = measure_couple_change(instrument, _ends(one), _ends(two), "mean")
    if both is None or mean is None:
        return lines
    if both.opposite:
        lines.append(_opposite(both, one.name, two.name))
    lines.append(f"As a couple, each judged alone (rule B): {both.verdict}.")
    lines.append(f"As a couple, by their mean (rule M): {mean.verdict}; a mean can hide one partner.")
    return lines


def _opposite(both: CoupleChange, one: str, two: str) -> str:
    return f"One got better and the other worse: {one} {both.first.verdict}, {two} {both.second.verdict}."


def _apart(instrument: Instrument, one: Course, two: Course) -> str:
    first, second = _ends(one)[1], _ends(two)[1]
    if first == second:
        return f"Latest scores: both {shown(first)}."
    worse = one if (first < second) == instrument.higher_is_better else two
    gap = shown(abs(first - second))
    return (
        f"Latest scores: {one.name} {shown(first)}, {two.name} {shown(second)}, {gap} apart; {worse.name} is worse off."
    )


def _ends(course: Course) -> tuple[Number, Number]:
    first, last = course.scored[0].total, course.scored[-1].total
    assert first is not None
    assert last is not None
    return first, last


def _way(instrument: Instrument, difference: Number) -> str:
    if difference == 0:
        return "no change"
    better = (difference > 0) == instrument.higher_is_better
    points = shown(abs(difference))
    return f"{points} {'point' if points == '1' else 'points'} {'better' if better else 'worse'}"


def _side(instrument: Instrument, total: Number) -> str:
    line = instrument.change_cutoff
    if line is None:
        return ""
    return f", on the {line.side(total)} side of {_line(line)}"


def _line(line: Cutoff) -> str:
    return f"{shown(line.value)}{' (provisional)' if line.source.provisional else ''}"


def _threshold(change: Change) -> str:
    points = f"{shown(change.threshold)} points"
    return f"{points} or more" if change.rc is None else f"more than {points}"


def _provisional(change: Change) -> str:
    return ", provisional" if change.provisional else ""


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]
