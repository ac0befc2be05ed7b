"""How a line went, for words: how much it moved between its beginning and now, on 0 to 10.

Our own rule (D) for home-made lines: the mean of the first three answers against the mean of the last three, where
there are six or more; else the first against the last. From one point on it is a little, from three on much. It is no
test of anything: single answers jump, and these lines have no known error of measurement.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

LITTLE, MUCH = 1.0, 3.0
ENDS = 3


class Moved(StrEnum):
    """How a line went."""

    TOO_FEW = "too few"
    SAME = "same"
    LITTLE_UP = "little up"
    MUCH_UP = "much up"
    LITTLE_DOWN = "little down"
    MUCH_DOWN = "much down"


def moved(values: Sequence[float]) -> Moved:
    """How much the values moved, the earliest first."""
    if len(values) < 2:
        return Moved.TOO_FEW
    ends = ENDS if len(values) >= 2 * ENDS else 1
    by = round(sum(values[-ends:]) / ends - sum(values[:ends]) / ends, 6)
    if abs(by) < LITTLE:
        return Moved.SAME
    if by > 0:
        return Moved.MUCH_UP if by >= MUCH else Moved.LITTLE_UP
    return Moved.MUCH_DOWN if -by >= MUCH else Moved.LITTLE_DOWN
