"""How often, how hot and how often mended, week by week. Weeks begin on Monday, where the person is.

Source: the conflict diary of our own words (count, mean and highest heat, mended of all; undefined where there was
none, and never nought). A week in which nothing was said is missing, not quiet.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from .fear import is_drawn

WEEK = timedelta(days=7)
APART = 3  # counts that differ by so much are for the therapist alone


@dataclass(frozen=True, slots=True)
class Logged:
    """One row as one person noted it: the day where they were, its heat if said, and whether it mended."""

    on: date
    heat: int | None = None
    mended: bool = False


@dataclass(frozen=True, slots=True)
class Week:
    """One week of one person: `count` is None where nothing was said, and 0 where they said that it was quiet.

    `mean` and `hottest` are of all heats said; `drawn` is the mean of those that may stand in a picture.
    """

    monday: date
    count: float | None = None
    mean: float | None = None
    hottest: int | None = None
    drawn: float | None = None
    mended: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """All of some rows: how many, how hot, how many mended; `rate` is 0 to 1, or None where there was no row."""

    count: int
    mean: float | None
    hottest: int | None
    mended: int
    rate: float | None


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def week_of(at: datetime, zone: str) -> date:
    """The Monday of the week in which an instant falls, for somebody in a time zone."""
    return monday(at.astimezone(ZoneInfo(zone)).date())


def weeks(logged: Iterable[Logged], quiet: Collection[date], first: date, last: date) -> tuple[Week, ...]:
    """Every week from the Monday `first` to the Monday `last`, with what was noted in it."""
    by_week: dict[date, list[Logged]] = {}
    for one in logged:
        by_week.setdefault(monday(one.on), []).append(one)
    found, at = [], first
    while at <= last:
        found.append(_week(at, by_week.get(at, []), at in quiet))
        at += WEEK
    return tuple(found)


def summary(logged: Sequence[Logged]) -> Summary:
    """Count, mean and highest heat, how many mended and the share of them; the share is None where there was no row."""
    heats = [one.heat for one in logged if one.heat is not None]
    mended = sum(one.mended for one in logged)
    rate = mended / len(logged) if logged else None
    return Summary(len(logged), _mean(heats), max(heats, default=None), mended, rate)


def are_apart(one: Week, other: Week) -> bool:
    """Whether two people's counts of one week differ so much that only the therapist is shown it."""
    return one.count is not None and other.count is not None and abs(one.count - other.count) >= APART


def of_both(one: Week, other: Week, *, close: bool = True) -> Week:
    """The mean of two people's week; missing where one is missing or, for the two to see, the counts are far apart."""
    if one.count is None or other.count is None or (close and are_apart(one, other)):
        return Week(one.monday)
    drawn = None if one.drawn is None or other.drawn is None else (one.drawn + other.drawn) / 2
    both = (one.count + other.count) / 2
    return Week(one.monday, count=both, drawn=drawn)


def _week(at: date, logged: Sequence[Logged], quiet: bool) -> Week:
    if not logged:
        return Week(at, count=0 if quiet else None)
    found = summary(logged)
    drawn = [one.heat for one in logged if one.heat is not None and is_drawn(one.heat)]
    return Week(at, found.count, found.mean, found.hottest, _mean(drawn), found.mended)


def _mean(values: Sequence[int]) -> float | None:
    return sum(values) / len(values) if values else None
