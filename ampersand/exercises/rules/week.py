"""The last seven days of a log, in numbers: how often, and how hot it got."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Week:
    """How often something was written, the highest number of 0 to 10, and the mean to one decimal; None without any."""

    times: int
    most: int | None
    mean: float | None


def week_of(entries: Iterable[tuple[date, int | None]], today: date) -> Week:
    """The week that ends today, of days and what was rated on them."""
    here = [number for day, number in entries if today - A_WEEK < day <= today]
    given = [number for number in here if number is not None]
    return Week(len(here), max(given, default=None), round(sum(given) / len(given), 1) if given else None)
