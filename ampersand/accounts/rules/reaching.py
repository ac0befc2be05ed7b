"""How someone may be reached: by which ways, at which times, and when they are asked again.

Source: docs/explanation/coming-in.md, "How we reach you". Silence is the safe side: no message on a machine, no mail to
someone who wants to be reached only in here.
"""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from enum import StrEnum

ASKED_AGAIN_AFTER = timedelta(days=90)
WEEKDAYS, WEEKEND = frozenset(range(5)), frozenset({5, 6})


class Channel(StrEnum):
    """A way to reach someone outside the program."""

    CALL = "call"
    TEXT = "text"
    EMAIL = "email"
    POST = "post"


class When(StrEnum):
    """A time at which someone may be reached."""

    WEEKDAY_MORNING = "weekday_morning"
    WEEKDAY_AFTERNOON = "weekday_afternoon"
    WEEKDAY_EVENING = "weekday_evening"
    WEEKEND_MORNING = "weekend_morning"
    WEEKEND_AFTERNOON = "weekend_afternoon"
    WEEKEND_EVENING = "weekend_evening"


class Shared(StrEnum):
    """Whether somebody else can pick up the device on which they read this."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


_HOURS = {"morning": (time(8), time(12)), "afternoon": (time(12), time(17)), "evening": (time(17), time(21))}


def may_write(channels: Collection[str]) -> bool:
    """Whether a mail may be sent at all; no channels mean: only in here."""
    return Channel.EMAIL in channels


def is_good(moment: datetime, times: Collection[str]) -> bool:
    """Whether something may arrive at this moment, told in the person's own time; no times mean: at any time."""
    return not times or any(_within(moment, When(one)) for one in times)


def next_good(moment: datetime, times: Collection[str]) -> datetime:
    """The first moment from this one on, in the person's own time, at which something may arrive."""
    if is_good(moment, times):
        return moment
    starts = [
        datetime.combine(moment.date() + timedelta(days=days), _hours(When(one))[0], moment.tzinfo)
        for days in range(8)
        for one in times
    ]
    return min(start for start in starts if start > moment and is_good(start, times))


def is_due(reviewed_on: date | None, today: date) -> bool:
    """Whether to ask how someone may be reached: never asked yet, or asked ninety days ago."""
    return reviewed_on is None or today >= reviewed_on + ASKED_AGAIN_AFTER


def _within(moment: datetime, when: When) -> bool:
    first, last = _hours(when)
    return moment.weekday() in _days(when) and first <= moment.time() < last


def _days(when: When) -> frozenset[int]:
    return WEEKDAYS if when.startswith("weekday") else WEEKEND


def _hours(when: When) -> tuple[time, time]:
    return _HOURS[when.split("_")[1]]
