"""Where a stretch of time stands in a picture of a day whose rows are quarters of an hour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

USUAL = (8, 19)  # hours that are always drawn


@dataclass(frozen=True, slots=True)
class Bounds:
    """From which hour to which a day is drawn."""

    first: int
    last: int

    @property
    def span(self) -> tuple[int, int]:
        """For `range`: every hour that begins within."""
        return self.first, self.last

    @classmethod
    def around(cls, spans: Sequence[tuple[time, time]]) -> Bounds:
        """Wide enough for all of these on a clock; one that ends the day after reaches to midnight."""
        first, last = USUAL
        for begins, ends in spans:
            first = min(first, begins.hour)
            last = 24 if ends <= begins else max(last, ends.hour + (1 if ends.minute or ends.second else 0))
        return cls(first, min(last, 24))


@dataclass(frozen=True, slots=True)
class Place:
    """The first row, from 1 on, and how many rows it takes."""

    row: int
    rows: int


def place(begins: datetime, ends: datetime, bounds: Bounds) -> Place:
    """The rows of a stretch on one clock; what lies outside is cut off, what is short still takes one row."""
    minute = max(0, (begins.hour - bounds.first) * 60 + begins.minute)
    row = minute // 15
    long = -(-int((ends - begins).total_seconds() // 60) // 15)
    most = (bounds.last - bounds.first) * 4
    return Place(min(row, most - 1) + 1, max(1, min(long, most - row)))
