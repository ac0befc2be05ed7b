"""Is the slope over many answers reliable? The reliable trend index, McAleavey 2022."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ampersand.core.numbers import finite

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
    if len(times) != len(scores):
        raise ValueError(f"times and scores must be of the same length, got {len(times)} and {len(scores)}")
    if len(times) < 2:
        raise ValueError(f"a trend needs two scores or more, got {len(times)}")
    if finite("error_sd", error_sd) <= 0:
        raise ValueError(f"error_sd must be above 0, got {error_sd!r}")
    moments = [finite("a time", time) for time in times]
    values = [finite("a score", value) for value in scores]
    middle, level = math.fsum(moments) / len(moments), math.fsum(values) / len(values)
    spread = math.fsum((time - middle) ** 2 for time in moments)
    if spread == 0:
        raise ValueError("a trend needs at least two different times")
    slope = math.fsum((t - middle) * (x - level) for t, x in zip(moments, values, strict=True)) / spread
    slope_error = error_sd / math.sqrt(spread)
    rti = slope / slope_error
    return Trend(slope, slope_error, rti, abs(rti) > Z95 and not math.isclose(abs(rti), Z95, rel_tol=1e-9))
