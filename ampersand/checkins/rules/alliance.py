"""Ratings after meetings: when one is low, falls, or lies far from another's.

Source: protocol 6.3, row 7 (a gap of three or more of ten between two people, or two or more down since last time) and
the practice default for split alliances: |A - B| / SD of a norm, shown from 1.0 on; "persisting" when present in two of
the last three meetings; "low-low", everyone below the threshold, said separately, since the split is 0 there. Without a
norm, as for our own lines, the gap itself decides. Product defaults (D): they invite a look and raise no alert.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

SHOWN_FROM = 1.0  # standard deviations
LAST, PERSISTS = 3, 2


class Kind(StrEnum):
    """What is worth a look."""

    LOW = "low"
    LOW_LOW = "low-low"
    DROP = "drop"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From where on something is worth a look, on 0 to 10; `sd` of a norm where there is one."""

    gap: float
    drop: float
    low: float
    sd: float | None = None


@dataclass(frozen=True, slots=True)
class Flag[P: Hashable]:
    """One thing to look at since the latest rating: `who` is low, fell or is the lower of the two; `size` in points."""

    kind: Kind
    who: tuple[P, ...]
    size: float
    persisting: bool


def split(one: float, other: float, sd: float) -> float:
    """How far two ratings lie apart, in standard deviations; raises ValueError unless `sd` is above 0."""
    if not sd > 0:
        raise ValueError(f"a standard deviation is above 0, got {sd}")
    return abs(one - other) / sd


def is_split(scores: Iterable[float], limits: Thresholds) -> bool:
    """Whether the ratings of one meeting lie far apart; False for fewer than two."""
    given = sorted(scores)
    if len(given) < 2:
        return False
    if limits.sd is not None:
        return split(given[0], given[-1], limits.sd) >= SHOWN_FROM
    return round(given[-1] - given[0], 6) >= limits.gap


def is_low_low(scores: Sequence[float], limits: Thresholds) -> bool:
    """Whether two or more rated a meeting, all below the threshold."""
    return len(scores) > 1 and max(scores) < limits.low


def flags[P: Hashable](meetings: Sequence[Mapping[P, float]], limits: Thresholds) -> list[Flag[P]]:
    """What is worth a look now, from the scores of each meeting by person, the earliest first.

    A low and a drop are of the latest rated meeting, a split and low-low of the latest that two or more rated.
    """
    rated = [one for one in meetings if one]
    if not rated:
        return []
    pairs = [one for one in rated if len(one) > 1]
    both_low = _low_low(pairs, limits)
    found = [*both_low, *([] if both_low and pairs[-1] is rated[-1] else _low(rated, limits))]
    return [*found, *_drops(rated, limits), *_splits(pairs, limits)]


def _low_low[P: Hashable](pairs: Sequence[Mapping[P, float]], limits: Thresholds) -> list[Flag[P]]:
    seen = [is_low_low(list(one.values()), limits) for one in pairs]
    if not seen or not seen[-1]:
        return []
    return [Flag(Kind.LOW_LOW, tuple(pairs[-1]), max(pairs[-1].values()), _persists(seen))]


def _low[P: Hashable](rated: Sequence[Mapping[P, float]], limits: Thresholds) -> list[Flag[P]]:
    found = []
    for person, score in rated[-1].items():
        if score < limits.low:
            seen = [one[person] < limits.low for one in rated if person in one]
            found.append(Flag(Kind.LOW, (person,), score, _persists(seen)))
    return found


def _drops[P: Hashable](rated: Sequence[Mapping[P, float]], limits: Thresholds) -> list[Flag[P]]:
    found = []
    for person in rated[-1]:
        own = [one[person] for one in rated if person in one]
        fell = [round(before - after, 6) >= limits.drop for before, after in pairwise(own)]
        if fell and fell[-1]:
            found.append(Flag(Kind.DROP, (person,), round(own[-2] - own[-1], 1), _persists(fell)))
    return found


def _splits[P: Hashable](pairs: Sequence[Mapping[P, float]], limits: Thresholds) -> list[Flag[P]]:
    seen = [is_split(one.values(), limits) for one in pairs]
    if not seen or not seen[-1]:
        return []
    last = pairs[-1]
    least = min(last.values())
    lower = tuple(person for person, score in last.items() if score == least)
    return [Flag(Kind.SPLIT, lower, round(max(last.values()) - least, 1), _persists(seen))]


def _persists(seen: Sequence[bool]) -> bool:
    return sum(seen[-LAST:]) >= PERSISTS
