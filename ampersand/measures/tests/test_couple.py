"""The couple's verdict by both rules: the five worked cases and what must always hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ampersand import clinical
from ampersand.measures.rules.couple import CoupleChange, CoupleRule, couple_change, measure_couple_change

type Pair = tuple[float, float]

CASES = [
    ((40, 60), (42, 58), "recovered", "recovered", "recovered", 5.294, "recovered"),
    ((40, 60), (45, 47), "recovered", "unchanged", "mixed", 3.235, "recovered"),
    ((40, 62), (50, 40), "recovered", "deteriorated", "deteriorated", 1.765, "unchanged"),
    ((30, 40), (32, 42), "improved", "improved", "improved", 2.941, "improved"),
    ((60, 61), (45, 46), "unchanged", "unchanged", "unchanged", 0.294, "unchanged"),
]
pairs = st.tuples(st.integers(0, 81), st.integers(0, 81))


def csi(first: Pair, second: Pair, rule: CoupleRule) -> CoupleChange:
    return clinical.couple_change(
        first=first, second=second, sd=17, reliability=0.98, cutoff=51.5, higher_is_better=True, rule=rule
    )


@pytest.mark.parametrize(("first", "second", "one", "two", "both", "rc", "mean"), CASES)
def test_worked_cases(first: Pair, second: Pair, one: str, two: str, both: str, rc: float, mean: str) -> None:
    by_both, by_mean = csi(first, second, "both"), csi(first, second, "mean")
    assert (by_both.first.verdict, by_both.second.verdict, by_both.verdict) == (one, two, both)
    assert (by_both.rule, by_mean.rule) == ("both", "mean")
    assert by_mean.mean is not None
    assert by_mean.mean.rc == pytest.approx(rc, abs=5e-4)
    assert by_mean.verdict == mean
    assert (by_mean.first, by_mean.second) == (by_both.first, by_both.second)


@pytest.mark.parametrize(("first", "second", "one", "two", "both", "rc", "mean"), CASES)
def test_the_shipped_csi_16_gives_the_same(
    first: Pair, second: Pair, one: str, two: str, both: str, rc: float, mean: str
) -> None:
    form = clinical.instrument("csi-16")
    by_both = measure_couple_change(form, first, second, "both")
    by_mean = measure_couple_change(form, first, second, "mean")
    assert by_both is not None
    assert by_mean is not None
    assert (by_both.verdict, by_mean.verdict) == (both, mean)
    assert by_both.provisional


def test_both_is_the_rule_unless_another_is_named() -> None:
    change = clinical.couple_change(
        first=(40, 60), second=(45, 47), sd=17, reliability=0.98, cutoff=51.5, higher_is_better=True
    )
    assert (change.rule, change.verdict) == ("both", "mixed")


def test_one_better_and_one_worse_is_told() -> None:
    assert csi((40, 62), (50, 40), "mean").opposite
    assert not csi((40, 60), (45, 47), "both").opposite


def test_improved_and_recovered_together_are_improved() -> None:
    assert csi((40, 60), (30, 40), "both").verdict == "improved"


def test_a_mean_on_the_cutoff_is_not_across_it() -> None:
    assert csi((40, 51), (40, 52), "mean").verdict == "improved"
    change = measure_couple_change(clinical.instrument("csi-16"), (40, 51), (40, 52), "mean")
    assert change is not None
    assert change.verdict == "improved"


def test_independent_errors_make_the_mean_surer() -> None:
    inputs = {"first": (40, 45), "second": (40, 45), "sd": 17, "reliability": 0.98, "cutoff": 51.5}
    usual = couple_change(**inputs, higher_is_better=True, rule="mean")  # type: ignore[arg-type]
    surer = couple_change(**inputs, higher_is_better=True, rule="mean", independent_errors=True)  # type: ignore[arg-type]
    assert usual.verdict == "unchanged"
    assert surer.verdict == "improved"
    assert usual.mean is not None
    assert surer.mean is not None
    assert surer.mean.threshold == pytest.approx(usual.mean.threshold / 2**0.5)


def test_a_couple_that_separated_counts_as_deteriorated() -> None:
    inputs = {"first": (40, 60), "second": (40, 60), "sd": 17, "reliability": 0.98, "cutoff": 51.5}
    for rule in ("both", "mean"):
        change = couple_change(**inputs, higher_is_better=True, rule=rule, separated=True)  # type: ignore[arg-type]
        assert change.verdict == "deteriorated"
        assert change.first.verdict == "recovered"


def test_without_parameters_there_is_no_verdict() -> None:
    assert measure_couple_change(clinical.instrument("k6"), (13, 4), (13, 4), "both") is None


def test_nonsense_is_refused_with_the_reason() -> None:
    with pytest.raises(ValueError, match='rule must be "both" or "mean"'):
        csi((1, 2), (1, 2), "worst")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"second must be a \(before, after\) pair"):
        csi((1, 2), (1, 2, 3), "both")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="first after must be a finite number"):
        csi((1, float("nan")), (1, 2), "mean")


@given(pairs, pairs, st.sampled_from(["both", "mean"]))
def test_nobody_is_first(first: Pair, second: Pair, rule: CoupleRule) -> None:
    assert csi(first, second, rule).verdict == csi(second, first, rule).verdict


@given(pairs, pairs)
def test_both_is_never_kinder_than_either_partner(first: Pair, second: Pair) -> None:
    change = csi(first, second, "both")
    verdicts = {change.first.verdict, change.second.verdict}
    if change.verdict == "recovered":
        assert verdicts == {"recovered"}
    if "deteriorated" in verdicts:
        assert change.verdict == "deteriorated"
