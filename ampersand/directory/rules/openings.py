"""Whether a therapist has room: what was said, and whether it was confirmed lately enough to be shown."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

FAR = date(9999, 1, 1)  # sorts behind everything


class Room(StrEnum):
    """What a therapist said about room."""

    OPEN = "open"
    WAITING = "waiting"
    FULL = "full"


class Shown(StrEnum):
    """What a visitor is told."""

    NOW = "now"
    FROM = "from"
    WAITING = "waiting"
    FULL = "full"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True)
class Openings:
    """What was said: room, from which day, and until when that counts as confirmed."""

    room: str = ""
    free_on: date | None = None
    until: date | None = None

    def shown(self, today: date) -> Shown:
        """What a visitor is told on this day."""
        if not self.room or self.until is None or self.until < today:
            return Shown.UNCONFIRMED
        if self.room != Room.OPEN or self.free_on is None:
            return Shown.WAITING if self.room == Room.WAITING else Shown.FULL
        return Shown.NOW if self.free_on <= today else Shown.FROM

    def order(self, today: date) -> date:
        """The day by which the list is sorted: the first free one; far away without room or confirmation."""
        said = self.shown(today)
        if said is Shown.NOW:
            return today
        if said is Shown.FROM:
            assert self.free_on is not None
            return self.free_on
        behind = {Shown.WAITING: 0, Shown.UNCONFIRMED: 1, Shown.FULL: 2}[said]
        return FAR + timedelta(days=behind)


def week(day: date) -> str:
    """The week of a day, such as "2026-W49" (ISO 8601); later weeks sort behind earlier ones."""
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02}"


def turn(seed: int, day: date) -> int:
    """A therapist's place among equals on one day, 0 to 2,147,483,646: each day another order, as by lot.

    `seed` is a number from 1 to 2,147,483,646 that was drawn when the page was published. A Lehmer step with a
    multiplier of the day; the modulus is prime, so no two seeds ever share a place.
    """
    return seed * multiplier(day) % MODULUS


MODULUS = 2_147_483_647


def multiplier(day: date) -> int:
    """The day's multiplier, 1 to 2,147,483,646."""
    return pow(48_271, day.toordinal(), MODULUS)
