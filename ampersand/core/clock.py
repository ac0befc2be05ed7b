"""The one clock; tests set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_fixed: datetime | None = None


def now() -> datetime:
    """This instant, in UTC."""
    return _fixed or datetime.now(UTC)


def today(zone: str) -> date:
    """The date now in a time zone named as in the IANA list; raises ZoneInfoNotFoundError."""
    return now().astimezone(ZoneInfo(zone)).date()


def fix(instant: datetime | None) -> None:
    """Stop the clock at an instant, or let it run again with None."""
    global _fixed
    _fixed = instant


@contextmanager
def past(instant: datetime) -> Iterator[None]:
    """Tell something as it happened at an earlier instant; for the demo, in a process of its own."""
    before = _fixed
    fix(instant)
    try:
        yield
    finally:
        fix(before)
