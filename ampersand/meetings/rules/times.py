"""Wall clocks and instants: what somebody typed in a zone, and when that is for everyone.

A meeting is kept as an instant with the name of its zone; a series goes on at the same hour of the clock when summer
time begins or ends. Source: the IANA time zone database, by `zoneinfo`; RFC 5545, 3.3.5, for hours that do not exist.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONGEST_SERIES = 30


def instant(day: date, hour: time, zone: str) -> datetime:
    """The instant at which a clock in this zone shows this hour, in UTC.

    Of an hour that comes twice it is the first; an hour that is skipped is read by the clock of before the change.
    """
    return datetime.combine(day, hour, ZoneInfo(zone)).astimezone(UTC)


def series(first: date, hour: time, zone: str, *, every_weeks: int, number: int) -> Iterator[datetime]:
    """The instants of a series at one hour of the clock: `every_weeks` is 1 or 2, `number` 1 to 30."""
    for place in range(max(1, min(number, LONGEST_SERIES))):
        yield instant(first + timedelta(weeks=place * every_weeks), hour, zone)


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def begins(day: date, zone: str) -> datetime:
    """The first instant of a day in a zone, also where the clocks change at midnight."""
    return instant(day, time(), zone)


def here(at: datetime, zone: str) -> datetime:
    """An instant as clocks in a zone show it."""
    return at.astimezone(ZoneInfo(zone))
