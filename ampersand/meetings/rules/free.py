"""Which times are free: working hours, less what is taken, away days and buffers. Plain values in, plain values out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ampersand.meetings.rules.times import instant

STEP = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Span:
    """From one instant until another, which is not part of it."""

    begins: datetime
    ends: datetime

    def meets(self, other: Span) -> bool:
        """Whether the two have a moment in common."""
        return self.begins < other.ends and other.begins < self.ends


@dataclass(frozen=True, slots=True)
class Opening:
    """Working hours on one weekday (0 is Monday), by the clocks of a zone; `room` is where, empty for online."""

    weekday: int
    begins: time
    ends: time
    zone: str
    room: str = ""


@dataclass(frozen=True, slots=True)
class Booking:
    """How times are offered: minutes long, minutes of rest after, hours of notice, days ahead."""

    minutes: int
    rest: int = 10
    notice: int = 24
    days: int = 28


@dataclass(frozen=True, slots=True)
class Slot:
    """A time that could be taken."""

    at: datetime
    room: str = ""


def open_spans(openings: Iterable[Opening], first: date, days: int) -> Iterator[tuple[Span, Opening]]:
    """The working hours of some days as instants, whatever the clocks do in between; in order of the days."""
    held = list(openings)
    for number in range(days):
        day = first + timedelta(days=number)
        for one in held:
            if one.weekday == day.weekday():
                span = Span(instant(day, one.begins, one.zone), instant(day, one.ends, one.zone))
                if span.begins < span.ends:
                    yield span, one


def free(
    openings: Sequence[Opening], busy: Sequence[Span], rooms: dict[str, Sequence[Span]], *, how: Booking, now: datetime
) -> list[Slot]:
    """The times at which a meeting could begin, earliest first, each once.

    `busy` are the therapist's meetings (with their rest) and days away, `rooms` what is taken in each room.
    """
    earliest, latest = now + timedelta(hours=how.notice), now + timedelta(days=how.days)
    long, rest = timedelta(minutes=how.minutes), timedelta(minutes=how.rest)
    found: dict[datetime, Slot] = {}
    first = now.astimezone(UTC).date() - timedelta(days=1)  # somewhere it is still yesterday
    for span, opening in open_spans(openings, first, how.days + 3):
        for at in _starts(span, long, opening.zone):
            whole = Span(at, at + long + rest)
            taken = any(one.meets(whole) for one in busy)
            taken = taken or any(one.meets(Span(at, at + long)) for one in rooms.get(opening.room, ()))
            if earliest <= at <= latest and not taken:
                found.setdefault(at, Slot(at, opening.room))
    return [found[at] for at in sorted(found)]


def _starts(span: Span, long: timedelta, zone: str) -> Iterator[datetime]:
    """Every half hour from the opening on, as long as the whole meeting lies within."""
    at = span.begins
    while at + long <= span.ends:
        yield at.astimezone(ZoneInfo(zone)).astimezone(UTC)
        at += STEP
