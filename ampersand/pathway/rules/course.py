"""When the work is looked at as a whole: half way, towards the end, and at 1, 3, 6 and 12 months after it.

Half way is the half of the meetings agreed, at the latest in week 11; the ending takes the last two meetings. An offer
after the end that nobody made lapses when the next is due, the last one after two months. Source:
docs/explanation/course-of-work.md (shape and months: clinical protocol of this house, D; usual lengths: content).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from .choices import BOOSTERS, ENDING, MIDDLE, booster

MIDDLE_BY = timedelta(weeks=11)
ENDING_TAKES = 2  # meetings
LAPSES = timedelta(days=61)
LAST_STANDS = 4  # months


@dataclass(frozen=True, slots=True)
class Length:
    """How many meetings, from which day, and how many weeks lie between two of them."""

    meetings: int
    begun_on: date
    every_weeks: int = 1

    @property
    def step(self) -> timedelta:
        """From one meeting to the next."""
        return timedelta(weeks=self.every_weeks)

    @property
    def middle_on(self) -> date:
        """From when the look half way is due."""
        return self.begun_on + min(ceil(self.meetings / 2) * self.step, MIDDLE_BY)

    @property
    def ending_on(self) -> date:
        """From when the ending is due: the last two meetings, and never before the middle."""
        return max(self.begun_on + max(self.meetings - ENDING_TAKES, 1) * self.step, self.middle_on)

    @property
    def until(self) -> date:
        """The day of the last meeting, if none falls out."""
        return self.begun_on + max(self.meetings - 1, 0) * self.step

    def week(self, on: date) -> int:
        """Which week of the work a day lies in, the first being 1; 0 before it."""
        return max(0, (on - self.begun_on).days // 7 + 1)


@dataclass(frozen=True, slots=True)
class Due:
    """A look at the whole that is due: on which occasion, and since when."""

    occasion: str
    since: date


def due(length: Length, on: date, done: Collection[str], ended_on: date | None = None) -> Due | None:
    """What is due on a day, given the occasions that were looked at already; the later one where two are."""
    if ended_on is not None:
        return _offer(on, done, ended_on)
    if ENDING in done:
        return None
    middle = length.middle_on
    if on < middle:
        return None  # the ending is never before it
    if on >= (ending := length.ending_on):
        return Due(ENDING, ending)
    return None if MIDDLE in done else Due(MIDDLE, middle)


def coming(on: date, done: Collection[str], ended_on: date) -> Due | None:
    """The offer that is due, or else the next one to come; None once the last has been made or has lapsed."""
    if found := _offer(on, done, ended_on):
        return found
    ahead = (after for after in BOOSTERS if months_later(ended_on, after) > on and booster(after) not in done)
    after = next(ahead, None)
    return Due(booster(after), months_later(ended_on, after)) if after else None


def stands_until(after: int, ended_on: date) -> date:
    """Until when an offer made so many months after the end stands: until the next is due, the last for four months."""
    following = next((months for months in BOOSTERS if months > after), after + LAST_STANDS)
    return months_later(ended_on, following)


def _offer(on: date, done: Collection[str], ended_on: date) -> Due | None:
    passed = [after for after in BOOSTERS if on >= months_later(ended_on, after)]
    if not passed:
        return None
    since = months_later(ended_on, passed[-1])
    lapsed = passed[-1] == BOOSTERS[-1] and on - since > LAPSES
    return None if lapsed or booster(passed[-1]) in done else Due(booster(passed[-1]), since)


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))
