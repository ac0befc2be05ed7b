"""How far goals were reached: goal attainment scaling (Kiresuk & Sherman 1968) and our own 0-10 rating."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ampersand.core.numbers import finite, listed, two

type Number = int | float

RHO = 0.3
LEVELS = (-2, -1, 0, 1, 2)


@dataclass(frozen=True, slots=True)
class GoalRating:
    """Mean ratings (0-10) before and after, over all rated goals; `change` only over goals rated both times."""

    before: float | None
    after: float | None
    change: float | None
    goals: int


def goal_attainment(goals: Sequence[tuple[Number, Number]]) -> float:
    """T score (50 = all as expected) of (level -2..2, weight >= 0) pairs; goals of weight 0 are left out."""
    rated = [_rated(*two("a goal", "(level, weight)", goal)) for goal in listed("goals", goals)]
    if not rated:
        raise ValueError("goal attainment needs at least one (level, weight) pair")
    counted = [(level, weight) for level, weight in rated if weight > 0]
    if not counted:
        raise ValueError("at least one goal needs a weight above 0")
    heaviest = max(weight for _, weight in counted)
    shares = [(level, weight / heaviest) for level, weight in counted]
    total = math.fsum(share for _, share in shares)
    squares = math.fsum(share**2 for _, share in shares)
    reached = math.fsum(level * share for level, share in shares)
    return 50 + 10 * reached / math.sqrt((1 - RHO) * squares + RHO * total**2)


def _rated(level: object, weight: object) -> tuple[Number, Number]:
    if finite("a level", level) not in LEVELS:
        raise ValueError(f"a level must be one of -2, -1, 0, 1, 2, got {level!r}")
    if finite("a weight", weight) < 0:
        raise ValueError(f"a weight must not be negative, got {weight!r}")
    return finite("a level", level), finite("a weight", weight)


def goal_rating(before: Sequence[Number | None], after: Sequence[Number | None]) -> GoalRating:
    """Mean progress over up to three goals rated 0 (none) to 10 (reached), None where a goal was not rated."""
    if len(before) != len(after):
        raise ValueError(f"rate the same goals before and after, got {len(before)} and {len(after)}")
    if not 1 <= len(before) <= 3:
        raise ValueError(f"rate one to three goals, got {len(before)}")
    for rating in (*before, *after):
        if rating is not None and not 0 <= finite("a rating", rating) <= 10:
            raise ValueError(f"a rating must lie from 0 to 10, got {rating!r}")
    steps = [late - early for early, late in zip(before, after, strict=True) if early is not None and late is not None]
    return GoalRating(_mean(before), _mean(after), _mean(steps), len(steps))


def _mean(values: Sequence[Number | None]) -> float | None:
    known = [value for value in values if value is not None]
    return math.fsum(known) / len(known) if known else None
