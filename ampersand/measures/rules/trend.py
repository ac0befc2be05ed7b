"""Is the slope over many answers reliable? The reliable trend index, McAleavey 2022."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ampersand.core.numbers import above_zero, finite, listed

from .change import Z95
from .instrument import Number


@dataclass(frozen=True, slots=True)
class Trend:
    """A least-squares slope in points per unit of time, its error, and their ratio; the sign is the scale's own."""

    slope: float
    slope_error: float
    rti: float
    reliable: bool


def reliable_trend(times: Sequence[Number], scores: Sequence[Number], error_sd: Number) -> Trend:
    """Slope over its error, reliable beyond 1.96; `error_sd` is the standard error of one score, in points."""
    moments = [finite("a time", time) for time in listed("times", times)]
    values = [finite("a score", value) for value in listed("scores", scores)]
    if len(moments) != len(values):
        raise ValueError(f"times and scores must be of the same length, got {len(moments)} and {len(values)}")
    if len(moments) < 2:
        raise ValueError(f"a trend needs two scores or more, got {len(moments)}")
    error = above_zero("error_sd", error_sd)
    middle, level = math.fsum(moments) / len(moments), math.fsum(values) / len(values)
    spread = math.fsum((time - middle) ** 2 for time in moments)
    if spread == 0:
        raise ValueError("a trend needs at least two different times")
    slope = math.fsum((t - middle) * (x - level) for t, x in zip(moments, values, strict=True)) / spread
    slope_error = error / math.sqrt(spread)
    rti = slope / slope_error
    return Trend(slope, slope_error, rti, abs(rti) > Z95 and not math.isclose(abs(rti), Z95, rel_tol=1e-9))
