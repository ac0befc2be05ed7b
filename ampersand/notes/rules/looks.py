"""Who looked into the record, as a client reads it: by the week, without hours, and never what is kept apart.

Source: docs/explanation/notes.md, "Who looked". A day and an hour beside a look would tell one partner when the other
had written; so looks are told by whole weeks, and a week only once it is over.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

WEEKS = 26


@dataclass(frozen=True, slots=True)
class Look:
    """One look: on which day, by whom."""

    on: date
    by: UUID


@dataclass(frozen=True, slots=True)
class Week:
    """One week and who looked in it, in the order of their names as they come."""

    begins: date
    by: tuple[UUID, ...]


def monday(on: date) -> date:
    """The Monday of a day's week."""
    return on - timedelta(days=on.weekday())


def by_week(looks: Iterable[Look], today: date) -> list[Week]:
    """The looks of the weeks that are over, the latest first, each person once a week."""
    found: dict[date, dict[UUID, None]] = {}
    for one in looks:
        week = monday(one.on)
        if week < monday(today):
            found.setdefault(week, {})[one.by] = None
    return [Week(week, tuple(sorted(who))) for week, who in sorted(found.items(), reverse=True)]
