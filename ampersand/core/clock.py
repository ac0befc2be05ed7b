"""The one clock; tests set it."""

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
