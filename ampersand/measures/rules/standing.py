"""How one person stands on one instrument, kept so short that one more answer is one small step.

`step` over every session in order gives the same status as `track.measure_track` over the whole line, because that
rule asks only for the first total, the first one that was worse, the last one, and how many sessions there were.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from .change import Change, measure_change
from .instrument import Instrument, Number
from .track import Track, measure_track


@dataclass(frozen=True, slots=True)
class Mark:
    """One total: in which session (1 = the first), how many points, when."""

    session: int
    total: Number
    at: datetime


@dataclass(frozen=True, slots=True)
class Course:
    """A line in short: sessions asked or answered, answers given, the first, first worse and last total."""

    sessions: int = 0
    answers: int = 0
    first: Mark | None = None
    worse: Mark | None = None
    last: Mark | None = None
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """What a course says: the change from the first to the last total (None without two), the status, since when."""

    change: Change | None
    track: Track
    since: datetime | None


def step(instrument: Instrument, course: Course, total: Number | None, at: datetime) -> Course:
    """The course after one more answer; `total` is None when too many items were left open to have one."""
    session = course.sessions + 1
    course = replace(course, sessions=session, answers=course.answers + 1, answered_at=at)
    if total is None:
        return course
    mark = Mark(session, total, at)
    if course.first is None:
        return replace(course, first=mark, last=mark)
    worse = course.worse or (mark if _is_worse(instrument, course.first.total, total) else None)
    return replace(course, worse=worse, last=mark)


def missed(course: Course) -> Course:
    """The course after a session that was asked for and not answered."""
    return replace(course, sessions=course.sessions + 1)


def replay(instrument: Instrument, sessions: Iterable[tuple[datetime, bool, Number | None]]) -> Course:
    """The course over (when, answered, total) in order of time."""
    course = Course()
    for at, answered, total in sessions:
        course = step(instrument, course, total, at) if answered else missed(course)
    return course


def judge(instrument: Instrument, course: Course) -> Judged:
    """Change and status of a course, and the moment the status rests on."""
    change = None
    if course.first and course.last and course.last is not course.first:
        change = measure_change(instrument, course.first.total, course.last.total)
    status = measure_track(instrument, _totals(course))
    return Judged(change, status, _since(course, status))


def _is_worse(instrument: Instrument, before: Number, after: Number) -> bool:
    if after == before or (after > before) == instrument.higher_is_better:
        return False
    change = measure_change(instrument, before, after)
    return change is not None and change.verdict == "deteriorated"


def _totals(course: Course) -> list[Number | None]:
    """A line of the same length that the rule of track.py judges like the whole one."""
    totals: list[Number | None] = [None] * course.sessions
    for mark in (course.first, course.worse, course.last):
        if mark:
            totals[mark.session - 1] = mark.total
    return totals


def _since(course: Course, status: Track) -> datetime | None:
    """Worse: since the first worse answer; silent: since the last answer; no improvement: since the start."""
    if status.reason == "worse" and course.worse:
        return course.worse.at
    if status.reason == "no-improvement" and course.first:
        return course.first.at
    return course.answered_at
