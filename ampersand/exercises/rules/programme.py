"""Where somebody is in a programme: which parts are open, which comes next and when. Nothing is ever late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ampersand.exercises.rules.definition import Part

type When = Literal["before", "now", "next", "later"]

MORE_TIME = 7  # days that somebody adds at once
AWAY = timedelta(days=14)  # after which the page says that nothing is lost; ours (D)


@dataclass(frozen=True, slots=True)
class Stand:
    """One part as it stands for somebody today; `first` is the number of its first task among all of them."""

    number: int
    part: Part
    first: int
    when: When
    opens_on: date

    @property
    def is_open(self) -> bool:
        """Whether it can be worked on."""
        return self.when in ("before", "now")


def stands(parts: Sequence[Part], *, began: date, reached: int, added: int, today: date) -> tuple[Stand, ...]:
    """Every part of a programme begun on a day, of which somebody has reached a part (from 0) by their own word.

    A part opens on its day, moved by the days that were added, or earlier when its reader goes on to it.
    """
    days = [began + timedelta(days=part.after + (added if part.after else 0)) for part in parts]
    at = max((number for number, day in enumerate(days) if number <= reached or day <= today), default=0)
    found, first = [], 0
    for number, part in enumerate(parts):
        when: When = "before" if number < at else "now" if number == at else "next" if number == at + 1 else "later"
        found.append(Stand(number, part, first, when, days[number]))
        first += len(part.tasks)
    return tuple(found)


def now_at(found: Sequence[Stand]) -> Stand:
    """The part that somebody is in."""
    return next(one for one in found if one.when == "now")


def mean_of(given: Sequence[str]) -> float | None:
    """The mean of the numbers that lie open side by side, to one decimal; None for fewer than two."""
    numbers = [int(one) for one in given if one.isdecimal()]
    return round(sum(numbers) / len(numbers), 1) if len(numbers) > 1 else None


def been_away(touched: date, today: date) -> bool:
    """Whether nothing was written for two weeks or more."""
    return today - touched >= AWAY
