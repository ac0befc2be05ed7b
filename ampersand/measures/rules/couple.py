"""Has the couple changed? Two rules, always shown beside each partner's own verdict; there is no single standard.

Rule "both" (Anker, Duncan & Sparks 2009): each partner is judged alone and the couple is as well as both are.
Rule "mean" (Jacobson 1984; Christensen et al. 2004): the mean of the two is judged like one person; it can hide a
partner who got worse, so it is never shown alone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from ampersand.core.numbers import finite, two, yes_or_no

from .change import (
    Change,
    Verdict,
    change_with_error,
    crosses,
    difference_error,
    measure_change,
    reliable_change,
)
from .instrument import Instrument, Number

type CoupleRule = Literal["both", "mean"]
type CoupleVerdict = Literal["recovered", "improved", "mixed", "unchanged", "deteriorated"]
type Pair = tuple[Number, Number]

BETTER: tuple[Verdict, ...] = ("recovered", "improved")


@dataclass(frozen=True, slots=True)
class CoupleChange:
    """The couple's verdict by one named rule, with each partner's change and, for rule "mean", the mean's."""

    rule: CoupleRule
    verdict: CoupleVerdict
    first: Change
    second: Change
    mean: Change | None = None

    @property
    def opposite(self) -> bool:
        """Whether one partner reliably got better and the other reliably got worse."""
        verdicts = (self.first.verdict, self.second.verdict)
        return "deteriorated" in verdicts and any(verdict in BETTER for verdict in verdicts)

    @property
    def provisional(self) -> bool:
        """Whether the verdict rests on an unverified number."""
        return self.first.provisional or self.second.provisional


def couple_change(
    *,
    first: Pair,
    second: Pair,
    sd: Number,
    reliability: Number,
    cutoff: Number | None,
    higher_is_better: bool,
    rule: CoupleRule = "both",
    independent_errors: bool = False,
    separated: bool = False,
) -> CoupleChange:
    """Judge a couple from two (before, after) pairs; with rule "mean" the default error is the individual's."""
    _check_rule(rule)
    for name, said in (("independent_errors", independent_errors), ("separated", separated)):
        yes_or_no(name, said)
    pairs = _pair("first", first), _pair("second", second)
    one, other = (
        reliable_change(
            before=before,
            after=after,
            sd=sd,
            reliability=reliability,
            cutoff=cutoff,
            higher_is_better=higher_is_better,
        )
        for before, after in pairs
    )
    if rule == "both":
        return CoupleChange("both", "deteriorated" if separated else both_verdict(one, other), one, other)
    before, after = _means(*pairs)
    error = difference_error(sd, reliability) / (math.sqrt(2) if independent_errors else 1)
    crossed = crosses(before, after, cutoff, higher_is_better)
    mean = change_with_error(before, after, error, crossed, higher_is_better)
    return CoupleChange("mean", "deteriorated" if separated else mean.verdict, one, other, mean)


def measure_couple_change(instrument: Instrument, first: Pair, second: Pair, rule: CoupleRule) -> CoupleChange | None:
    """Judge a couple by the instrument's own parameters, or None when none are known."""
    _check_rule(rule)
    one, other = measure_change(instrument, *first), measure_change(instrument, *second)
    if one is None or other is None:
        return None
    if rule == "both":
        return CoupleChange("both", both_verdict(one, other), one, other)
    mean = measure_change(instrument, *_means(first, second))
    assert mean is not None
    return CoupleChange("mean", mean.verdict, one, other, mean)


def both_verdict(one: Change, two: Change) -> CoupleVerdict:
    """Rule "both"; its lines for deteriorated and mixed are our reading of the paper (product default)."""
    verdicts = (one.verdict, two.verdict)
    if "deteriorated" in verdicts:
        return "deteriorated"
    if all(verdict == "recovered" for verdict in verdicts):
        return "recovered"
    if all(verdict in BETTER for verdict in verdicts):
        return "improved"
    return "mixed" if any(verdict in BETTER for verdict in verdicts) else "unchanged"


def _means(first: Pair, second: Pair) -> tuple[float, float]:
    return (first[0] + second[0]) / 2, (first[1] + second[1]) / 2


def _pair(name: str, pair: object) -> Pair:
    before, after = two(name, "(before, after)", pair)
    return finite(f"{name} before", before), finite(f"{name} after", after)


def _check_rule(rule: str) -> None:
    if rule not in ("both", "mean"):
        raise ValueError(f'rule must be "both" or "mean", got {rule!r}')
