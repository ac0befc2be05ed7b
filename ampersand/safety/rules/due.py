"""By when somebody has acted: working hours of the practice, on its own clock.

Monday to Friday, 9 to 18: our choice, the same for every practice; public holidays count as working days, so a date is
at worst too early.
"""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ampersand.safety.rules.alerts import Within

OPENS, CLOSES = time(9), time(18)
WORKING_DAYS = range(5)  # Monday to Friday
ENOUGH_OF_A_DAY = timedelta(hours=2)  # less than this is not "the same day" any more
A_WORKING_DAY = timedelta(hours=9)
NEXT_MORNING = timedelta(hours=3)


def due(within: Within, at: datetime, zone: str) -> datetime:
    """When somebody must have acted on what happened at an instant, in UTC; `zone` is the practice's.

    At once: that instant. The same working day: its close, or noon of the next where less than two working hours are
    left. One working day: nine working hours later. Three days: the close of the last working day within them, and
    never later than 72 hours. Raises ValueError for GIVEN, whose day comes with it.
    """
    local = at.astimezone(ZoneInfo(zone))
    match within:
        case Within.AT_ONCE:
            found = local
        case Within.SAME_DAY:
            left = _closes(local) - local if _works(local) and local >= _opens(local) else timedelta(0)
            before = _works(local) and local < _opens(local)
            found = _closes(local) if before or left >= ENOUGH_OF_A_DAY else _later(_next_morning(local), NEXT_MORNING)
        case Within.WORKING_DAY:
            found = _later(local, A_WORKING_DAY)
        case Within.THREE_DAYS:
            found = min(_last_close(local + timedelta(days=3)), local + timedelta(days=3))
        case Within.GIVEN:
            raise ValueError("its day comes with it")
    return found.astimezone(UTC)


def _works(local: datetime) -> bool:
    return local.weekday() in WORKING_DAYS


def _opens(local: datetime) -> datetime:
    return local.replace(hour=OPENS.hour, minute=0, second=0, microsecond=0)


def _closes(local: datetime) -> datetime:
    return local.replace(hour=CLOSES.hour, minute=0, second=0, microsecond=0)


def _next_morning(local: datetime) -> datetime:
    morning = _opens(local + timedelta(days=1))
    while not _works(morning):
        morning += timedelta(days=1)
    return morning


def _later(local: datetime, working: timedelta) -> datetime:
    """So many working hours later, at most two working days away."""
    at = local
    if not _works(at) or at >= _closes(at):
        at = _next_morning(at)
    at = max(at, _opens(at))
    today = _closes(at) - at
    return at + working if working <= today else _next_morning(at) + (working - today)


def _last_close(local: datetime) -> datetime:
    close = _closes(local)
    while not _works(close):
        close -= timedelta(days=1)
    return close
