"""When one of several has not answered two check-ins in a row that another did (protocol 6.3, row 8; D).

A check-in that nobody answered counts for nobody: perhaps it came at a bad time for all.
"""

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime

IN_A_ROW = 2


@dataclass(frozen=True, slots=True)
class Window[P: Hashable]:
    """A check-in that has closed, and who answered it."""

    closed_at: datetime
    by: frozenset[P]


@dataclass(frozen=True, slots=True)
class Missed[P: Hashable]:
    """Who has not answered, since the check-in that came first, up to the latest."""

    who: P
    since: datetime
    upto: datetime


def missed[P: Hashable](windows: Sequence[Window[P]], members: Collection[P]) -> list[Missed[P]]:
    """Those of the members who answered none of the last two check-ins that somebody answered; nobody of one alone."""
    last = [one for one in sorted(windows, key=lambda one: one.closed_at) if one.by][-IN_A_ROW:]
    if len(last) < IN_A_ROW or len(members) < 2:
        return []
    silent = [who for who in members if not any(who in one.by for one in last)]
    return [Missed(who, last[0].closed_at, last[-1].closed_at) for who in silent]
