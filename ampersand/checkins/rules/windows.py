"""When a check-in is open: 48 to 2 hours before a meeting, or at the end of a week without one; and after meetings.

Source: protocol 6.1, "Pre-session check-in" and "Post-session rating". Opening and closing hang on the case alone, so
they are the same instant for everyone in it. The hours of the weekly one are ours (D): from Friday morning to Sunday
evening in the practice's zone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

OPENS_BEFORE, CLOSES_BEFORE = timedelta(hours=48), timedelta(hours=2)
OPENS_ON, CLOSES_ON = (4, time(7)), (6, time(22))  # Friday and Sunday
AFTER_FOR = timedelta(hours=24)
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting that is planned: `key` names it."""

    key: str
    at: datetime
    minutes: int = 75

    @property
    def ends(self) -> datetime:
        """When it is over."""
        return self.at + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Window:
    """One check-in of a case: from when to when it can be answered; `meets` is the meeting it is for, if it is."""

    key: str
    opens: datetime
    closes: datetime
    meets: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        """Whether it can be answered at this instant."""
        return self.opens <= now < self.closes


def before(meeting: Meeting) -> Window:
    """The check-in before a meeting."""
    return Window(f"m:{meeting.key}", meeting.at - OPENS_BEFORE, meeting.at - CLOSES_BEFORE, meeting.at)


def after(meeting: Meeting) -> Window:
    """The time in which a meeting can be rated: from its end on, for a day."""
    return Window(f"f:{meeting.key}", meeting.ends, meeting.ends + AFTER_FOR, meeting.at)


def of_week(day: date, zone: str) -> Window:
    """The check-in at the end of a day's week, in a time zone by its IANA name."""
    monday = day - timedelta(days=day.weekday())
    opens, closes = (_at(monday, days, hour, zone) for days, hour in (OPENS_ON, CLOSES_ON))
    return Window(f"w:{monday.isoformat()}", opens, closes)


def current(now: datetime, meetings: Iterable[Meeting], zone: str) -> Window | None:
    """The check-in that can be answered now, the one that closes first; a week with a meeting has none of its own."""
    found = (one for one in _windows(now, list(meetings), zone) if one.is_open(now))
    return min(found, key=lambda one: (one.meets is None, one.closes), default=None)


def upcoming(now: datetime, meetings: Iterable[Meeting], zone: str) -> Window:
    """The next check-in that opens later than now."""
    found = (one for one in _windows(now, list(meetings), zone) if one.opens > now)
    return min(found, key=lambda one: (one.opens, one.meets is None))


def rateable(now: datetime, meetings: Iterable[Meeting]) -> list[tuple[Meeting, Window]]:
    """The meetings that can be rated now, the earliest first."""
    found = [(one, after(one)) for one in meetings]
    return sorted((pair for pair in found if pair[1].is_open(now)), key=lambda pair: pair[0].at)


def _windows(now: datetime, meetings: list[Meeting], zone: str) -> Iterator[Window]:
    planned = [before(one) for one in meetings]
    yield from planned
    monday = now.astimezone(ZoneInfo(zone)).date()
    monday -= timedelta(days=monday.weekday())
    met = {_monday(one.at, zone) for one in meetings}
    for number in range(2 * len(meetings) + 2):  # each meeting takes the place of two weekly ones at most
        day = monday + number * WEEK
        week = of_week(day, zone)
        if day not in met and not any(_overlap(week, other) for other in planned):
            yield week


def _monday(at: datetime, zone: str) -> date:
    day = at.astimezone(ZoneInfo(zone)).date()
    return day - timedelta(days=day.weekday())


def _overlap(one: Window, other: Window) -> bool:
    return one.opens < other.closes and other.opens < one.closes


def _at(monday: date, days: int, hour: time, zone: str) -> datetime:
    return datetime.combine(monday + timedelta(days=days), hour, ZoneInfo(zone)).astimezone(UTC)
