"""When somebody is asked and when they answer."""

from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from ampersand.operations.demo.people import Someone

WEEK = timedelta(weeks=1)


class Diary:
    """One person's weeks in one treatment: which they let pass, and at what hour they answer."""

    def __init__(
        self, person: Someone, first_on: date, today: date, chance: Random, *,
        skips: float = 0.0, left_out: frozenset[int] = frozenset(), silent_from: int | None = None,
        until: date | None = None,
    ) -> None:  # fmt: skip
        self.person, self.first_on, self.today, self.until = person, first_on, today, until or today
        self.silent_from = silent_from
        self.chance, self.skips, self.left_out = chance, skips, left_out
        self._moments: dict[date, datetime | None] = {}

    def dates(self, every: int, begin: int = 0) -> list[date]:
        """The days on which something is asked every so many weeks, from week `begin` on, up to today or the end."""
        found, day = [], self.first_on + begin * WEEK
        while day <= self.until:
            found.append(day)
            day += every * WEEK
        return found

    def week(self, day: date) -> int:
        """How many weeks after the first day."""
        return (day - self.first_on).days // 7

    def moment(self, day: date) -> datetime | None:
        """When the questions of this day were answered, all in one go; None when they were not, or not yet."""
        if day not in self._moments:
            self._moments[day] = self._decide(day)
        return self._moments[day]

    def _decide(self, day: date) -> datetime | None:
        later = self.chance.choices((0, 1, 2), (60, 30, 10))[0]
        minute = int(self.chance.triangular(7.5 * 60, 22.5 * 60, 20 * 60))
        passes = self.chance.random() < self.skips and day != self.first_on
        week = self.week(day)
        on = day + timedelta(days=later)
        silent = self.silent_from is not None and week >= self.silent_from
        if passes or silent or week in self.left_out or on >= self.today or on > self.until:
            return None
        return datetime.combine(on, time(minute // 60, minute % 60, self.chance.randrange(60)), self.zone)

    @property
    def zone(self) -> ZoneInfo:
        """Where the person is."""
        return ZoneInfo(self.person.zone)
