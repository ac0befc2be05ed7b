"""How two sides of one row come to lie beside each other: each seals alone, each shares, and only then they open.

Source: sealed pairs of the practice's protocol: nothing opens until both have sealed and both have chosen to share;
either may take their side back before, without a trace.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Event(StrEnum):
    """What one of the two does."""

    SEAL = "seal"
    SHARE = "share"
    TAKE_BACK = "take_back"


class NotPossible(ValueError):
    """This cannot be done with a pair that stands so."""


@dataclass(frozen=True, slots=True)
class Pair[P]:
    """Two people, who of them has sealed their side, who has shared it, and whether it is open."""

    people: frozenset[P]
    sealed: frozenset[P] = frozenset()
    shared: frozenset[P] = frozenset()

    def __post_init__(self) -> None:
        if len(self.people) != 2:
            raise ValueError("a pair is of two people")

    @property
    def is_open(self) -> bool:
        """Whether both have sealed and both have shared."""
        return self.sealed == self.people == self.shared


def after[P](pair: Pair[P], who: P, event: Event) -> Pair[P]:
    """The pair after one of the two has done something; raises NotPossible, and ValueError for somebody else."""
    if who not in pair.people:
        raise ValueError("only the two whose row it is")
    one = frozenset({who})
    if event is Event.TAKE_BACK:
        if who not in pair.sealed:
            raise NotPossible
        return replace(pair, sealed=pair.sealed - one, shared=pair.shared - one)
    if event is Event.SEAL:
        if who in pair.sealed:
            raise NotPossible
        return replace(pair, sealed=pair.sealed | one)
    if who not in pair.sealed:
        raise NotPossible
    return replace(pair, shared=pair.shared | one)
