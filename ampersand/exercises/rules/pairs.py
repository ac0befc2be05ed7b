"""When a sealed exercise opens: everyone has finished, and everyone wants to share. In any order; protocol 5.0."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Side[P: Hashable]:
    """One person's side: whether it is finished, and whether they want to share."""

    person: P
    finished: bool = False
    shares: bool = False


def opens[P: Hashable](members: Iterable[P], sides: Iterable[Side[P]]) -> bool:
    """Whether it opens now: every one of two or more members has finished and wants to share."""
    everyone = set(members)
    ready = {side.person for side in sides if side.finished and side.shares}
    return len(everyone) > 1 and everyone <= ready
