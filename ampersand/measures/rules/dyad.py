"""How far two partners' ratings lie apart. Product default, for the therapist only: a gap reveals a private rating."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ampersand.core.numbers import finite

from .instrument import Number

SHOW_FROM = 1.0


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap in norm SDs; `both_low` is reported apart, since two low ratings have no gap."""

    size: float
    lower: Literal["first", "second"] | None
    show: bool
    both_low: bool


def gap(first: Number, second: Number, *, norm_sd: Number, low_below: Number | None = None) -> Gap:
    """`|first - second| / norm_sd` for a higher-is-better rating, shown from 1.0 on."""
    if finite("norm_sd", norm_sd) <= 0:
        raise ValueError(f"norm_sd must be above 0, got {norm_sd!r}")
    size = abs(finite("first", first) - finite("second", second)) / norm_sd
    both_low = low_below is not None and max(first, second) < low_below
    lower: Literal["first", "second"] | None = None
    if first != second:
        lower = "first" if first < second else "second"
    return Gap(size, lower, size >= SHOW_FROM, both_low)


def persisting(gaps: Sequence[Gap]) -> bool:
    """Whether the gap was shown in two of the last three sessions."""
    return sum(one.show for one in gaps[-3:]) >= 2
