"""From when somebody who joined later may read what was before: if everyone agrees who was there and still is.

Source: docs/explanation/coming-in.md, "When work changes". Whoever has left cannot be asked any more, so what was
written while they were there stays closed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class Stay:
    """A member's time in a case."""

    person: UUID
    joined_at: datetime
    left_at: datetime | None = None


def asked(stays: Iterable[Stay], joiner: Stay) -> frozenset[UUID]:
    """Who is asked: everyone who takes part now and came before."""
    return frozenset(
        one.person
        for one in stays
        if one.person != joiner.person and one.left_at is None and one.joined_at < joiner.joined_at
    )


def opens_from(stays: Iterable[Stay], joiner: Stay, agreed: Mapping[UUID, bool]) -> datetime | None:
    """From when the joiner may read; None: from joining, because somebody has not agreed or nothing is left to open."""
    known = list(stays)
    who = asked(known, joiner)
    if not who or not all(agreed.get(person, False) for person in who):
        return None
    first = min(one.joined_at for one in known if one.person in who)
    gone = [one.left_at for one in known if one.left_at and one.person not in {*who, joiner.person}]
    found = max([first, *gone])
    return found if found < joiner.joined_at else None
