"""Has one person changed more than the instrument's own error? Jacobson & Truax 1991, J Consult Clin Psychol 59:12-19.

A change is signed so that plus is better, whatever the direction of the scale. It is reliable when it is larger than
1.96 standard errors of a difference (strictly), or when it reaches a published number of points. Recovered also means
having crossed the cut-off; someone who began on the functional side can improve but not recover.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from ampersand.core.numbers import above_zero, finite, yes_or_no

from .instrument import ChangeParameters, Instrument, Number

type Verdict = Literal["recovered", "improved", "unchanged", "deteriorated"]

Z95 = 1.96


@dataclass(frozen=True, slots=True)
class Change:
    """A change between two scores: `rc` in standard errors, `better_by` and `threshold` in points, plus is better."""

    before: Number
    after: Number
    better_by: Number
    rc: float | None
    threshold: float
    reliable: bool
    verdict: Verdict
    provisional: bool = False


def measurement_error(sd: Number, reliability: Number) -> float:
    """Standard error of measurement, `sd * sqrt(1 - reliability)`, in points; sd above 0, reliability inside (0, 1)."""
    spread = above_zero("sd", sd)
    if not 0 < finite("reliability", reliability) < 1:
        raise ValueError(f"reliability must lie between 0 and 1 (both excluded), got {reliability!r}")
    return spread * math.sqrt(1 - reliability)


def difference_error(sd: Number, reliability: Number) -> float:
    """Standard error of the difference of two scores, `sqrt(2)` times the error of one, in points."""
    return math.sqrt(2) * measurement_error(sd, reliability)


def reliable_change(
    *,
    before: Number,
    after: Number,
    sd: Number,
    reliability: Number,
    cutoff: Number | None,
    higher_is_better: bool,
) -> Change:
    """Reliable change index and verdict; a score equal to the cut-off counts as not crossed."""
    yes_or_no("higher_is_better", higher_is_better)
    crossed = crosses(before, after, cutoff, higher_is_better)
    return change_with_error(before, after, difference_error(sd, reliability), crossed, higher_is_better)


def change_with_error(
    before: Number,
    after: Number,
    error: float,
    crossed: bool,
    higher_is_better: bool,
    provisional: bool = False,
) -> Change:
    """The verdict for a given standard error of the difference, in points, and whether the cut-off was crossed."""
    better_by = _better_by(before, after, higher_is_better)
    threshold = Z95 * error
    reliable = abs(better_by) > threshold and not math.isclose(abs(better_by), threshold, rel_tol=1e-9)
    verdict = _verdict(better_by, reliable, crossed)
    return Change(before, after, better_by, better_by / error, threshold, reliable, verdict, provisional)


def change_by_points(
    before: Number,
    after: Number,
    points: Number,
    crossed: bool,
    higher_is_better: bool,
    provisional: bool = False,
) -> Change:
    """The verdict by a published whole-number threshold: a change of exactly that many points is reliable."""
    above_zero("points", points)
    better_by = _better_by(before, after, higher_is_better)
    reliable = abs(better_by) >= points or math.isclose(abs(better_by), points, rel_tol=1e-9)
    verdict = _verdict(better_by, reliable, crossed)
    return Change(before, after, better_by, None, float(points), reliable, verdict, provisional)


def measure_change(instrument: Instrument, before: Number, after: Number) -> Change | None:
    """The change between two totals by the instrument's own parameters, or None when none are known."""
    if instrument.change is None:
        return None
    line = instrument.change_cutoff
    crossed = line is not None and line.side(before) == "clinical" and line.crossed(after)
    better, unsure = instrument.higher_is_better, is_provisional(instrument)
    error = error_of(instrument.change)
    if error is not None:
        return change_with_error(before, after, error, crossed, better, unsure)
    assert instrument.change.points is not None
    return change_by_points(before, after, instrument.change.points.value, crossed, better, unsure)


def crosses(before: Number, after: Number, cutoff: Number | None, higher_is_better: bool) -> bool:
    """Whether a pair of scores goes from the worse to the better side of a plain cut-off; on it is not across it."""
    if cutoff is None:
        return False
    start, line, end = finite("before", before), finite("cutoff", cutoff), finite("after", after)
    return start < line < end if higher_is_better else end < line < start


def error_of(parameters: ChangeParameters) -> float | None:
    """Standard error of the difference, in points, or None when only a number of points was published."""
    if parameters.sd is None or parameters.reliability is None:
        return None
    return difference_error(parameters.sd.value, parameters.reliability.value)


def is_provisional(instrument: Instrument) -> bool:
    """Whether a verdict on this instrument rests on an unverified number (threshold or cut-off)."""
    line = instrument.change_cutoff
    unsure = instrument.change is not None and instrument.change.provisional
    return unsure or (line is not None and line.source.provisional)


def cutoff_a(*, clinical_mean: Number, clinical_sd: Number, higher_is_better: bool) -> float:
    """Two SD from the clinical mean in the better direction: when only clinical norms are known."""
    step = 2 * above_zero("clinical_sd", clinical_sd)
    return finite("clinical_mean", clinical_mean) + (step if higher_is_better else -step)


def cutoff_b(*, norm_mean: Number, norm_sd: Number, higher_is_better: bool) -> float:
    """Two SD from the normal mean in the worse direction: when only normal norms are known."""
    step = 2 * above_zero("norm_sd", norm_sd)
    return finite("norm_mean", norm_mean) - (step if higher_is_better else -step)


def cutoff_c(*, clinical_mean: Number, clinical_sd: Number, norm_mean: Number, norm_sd: Number) -> float:
    """Between both groups, each mean weighted by the other group's SD: preferred when both are known."""
    clinical, norm = above_zero("clinical_sd", clinical_sd), above_zero("norm_sd", norm_sd)
    weighted = norm * finite("clinical_mean", clinical_mean) + clinical * finite("norm_mean", norm_mean)
    return weighted / (norm + clinical)


def _better_by(before: Number, after: Number, higher_is_better: bool) -> Number:
    difference = finite("after", after) - finite("before", before)
    return difference if higher_is_better else -difference


def _verdict(better_by: Number, reliable: bool, crossed: bool) -> Verdict:
    if not reliable:
        return "unchanged"
    if better_by < 0:
        return "deteriorated"
    return "recovered" if crossed else "improved"
