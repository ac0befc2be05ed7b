"""Reliable change: the paper's own numbers, the edge rules, and symmetry."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ampersand import clinical
from ampersand.measures.rules.change import (
    Change,
    change_by_points,
    cutoff_a,
    cutoff_b,
    cutoff_c,
    difference_error,
    is_provisional,
    measure_change,
    measurement_error,
)

scores = st.floats(-200, 200).map(lambda value: round(value, 2))


def paper(before: float, after: float, cutoff: float | None = 50) -> Change:
    return clinical.reliable_change(
        before=before, after=after, sd=7.5, reliability=0.8, cutoff=cutoff, higher_is_better=True
    )


class TestVectorA:
    """Jacobson & Truax 1991: 32.5 to 47.5, S_diff 4.74, RC 3.16."""

    def test_errors(self) -> None:
        assert measurement_error(7.5, 0.8) == pytest.approx(3.3541, abs=1e-4)
        assert difference_error(7.5, 0.8) == pytest.approx(4.7434, abs=1e-4)

    def test_index_and_verdict(self) -> None:
        change = paper(32.5, 47.5)
        assert change.rc == pytest.approx(3.1623, abs=1e-4)
        assert change.verdict == "improved"
        assert paper(47.5, 32.5).rc == pytest.approx(-3.1623, abs=1e-4)

    def test_cutoffs(self) -> None:
        assert cutoff_a(clinical_mean=40, clinical_sd=7.5, higher_is_better=True) == 55
        assert cutoff_b(norm_mean=60, norm_sd=7.5, higher_is_better=True) == 45
        assert cutoff_c(clinical_mean=40, clinical_sd=7.5, norm_mean=60, norm_sd=7.5) == 50


class TestVectorB:
    """The couples of Jacobson & Truax 1991, on the DAS; only the rows that the spec prints."""

    @pytest.mark.parametrize(
        ("before", "after", "rc", "verdict"),
        [
            (90.5, 97.0, 1.291, "unchanged"),
            (74.0, 124.0, 9.931, "recovered"),
            (61.0, 96.5, 7.051, "improved"),
            (66.5, 62.5, -0.795, "unchanged"),
        ],
    )
    def test_fixed_inputs(self, before: float, after: float, rc: float, verdict: str) -> None:
        change = clinical.reliable_change(
            before=before, after=after, sd=17.8, reliability=0.96, cutoff=97, higher_is_better=True
        )
        assert change.rc == pytest.approx(rc, abs=5e-4)
        assert change.threshold == pytest.approx(9.86782, abs=1e-5)
        assert change.verdict == verdict

    def test_sample_inputs(self) -> None:
        assert difference_error(11.82566, 0.87) == pytest.approx(6.02993, abs=1e-5)
        assert 1.96 * difference_error(11.82566, 0.87) == pytest.approx(11.81866, abs=1e-5)
        line = cutoff_c(clinical_mean=81.58333, clinical_sd=11.82566, norm_mean=114.8, norm_sd=17.8)
        assert line == pytest.approx(94.84241, abs=1e-5)


class TestEdges:
    def test_each_mean_is_weighted_by_the_other_groups_spread(self) -> None:
        line = cutoff_c(clinical_mean=19.7, clinical_sd=7.7, norm_mean=4.7, norm_sd=4.8)
        assert line == pytest.approx(10.46, abs=5e-3)

    def test_functional_from_the_start_can_improve_but_not_recover(self) -> None:
        assert paper(55, 70).verdict == "improved"
        assert paper(70, 55).verdict == "deteriorated"

    def test_a_score_on_the_cutoff_is_not_across_it(self) -> None:
        assert paper(35, 50).verdict == "improved"
        assert paper(35, 50.5).verdict == "recovered"
        assert paper(50, 70).verdict == "improved"

    def test_without_a_cutoff_nobody_recovers(self) -> None:
        assert paper(20, 80, cutoff=None).verdict == "improved"

    def test_a_change_of_exactly_the_threshold_is_not_reliable(self) -> None:
        change = clinical.reliable_change(
            before=0, after=19.6, sd=10, reliability=0.5, cutoff=None, higher_is_better=True
        )
        assert change.threshold == pytest.approx(19.6)
        assert change.verdict == "unchanged"

    def test_a_published_number_of_points_is_reached_by_exactly_that_many(self) -> None:
        assert change_by_points(15, 9, 6, False, False).verdict == "improved"
        assert change_by_points(15, 10, 6, False, False).verdict == "unchanged"
        assert change_by_points(15, 21, 6, False, False).verdict == "deteriorated"

    def test_points_and_spreads_must_be_above_zero(self) -> None:
        with pytest.raises(ValueError, match="points must be above 0"):
            change_by_points(15, 9, 0, False, False)
        with pytest.raises(ValueError, match="norm_sd must be above 0"):
            cutoff_b(norm_mean=60, norm_sd=0, higher_is_better=True)

    @pytest.mark.parametrize(
        ("wrong", "reason"),
        [
            ({"before": math.nan}, "before must be a finite number"),
            ({"after": math.inf}, "after must be a finite number"),
            ({"sd": -1}, "sd must be above 0"),
            ({"sd": 0}, "sd must be above 0"),
            ({"sd": math.nan}, "sd must be a finite number"),
            ({"reliability": 0}, "reliability must lie between 0 and 1"),
            ({"reliability": 1}, "reliability must lie between 0 and 1"),
            ({"reliability": 1.2}, "reliability must lie between 0 and 1"),
            ({"cutoff": math.nan}, "cutoff must be a finite number"),
            ({"before": "12"}, "before must be a finite number"),
        ],
    )
    def test_nonsense_is_refused_with_the_reason(self, wrong: dict[str, float], reason: str) -> None:
        inputs = {"before": 1, "after": 2, "sd": 5, "reliability": 0.8, "cutoff": 3} | wrong
        with pytest.raises(ValueError, match=reason):
            clinical.reliable_change(**inputs, higher_is_better=True)


class TestShippedNumbers:
    @pytest.mark.parametrize(
        ("slug", "threshold"),
        [("csi-32", 12.54), ("csi-16", 6.66), ("csi-4", 2.72), ("core-10", 6.75), ("scs-sf", 0.67)],
    )
    def test_threshold_from_sd_and_reliability(self, slug: str, threshold: float) -> None:
        change = measure_change(clinical.instrument(slug), 1, 2)
        assert change is not None
        assert change.threshold == pytest.approx(threshold, abs=5e-3)
        assert change.rc is not None

    @pytest.mark.parametrize(("slug", "points"), [("phq-9", 6), ("gad-7", 4), ("pcl-5", 18)])
    def test_published_points(self, slug: str, points: int) -> None:
        change = measure_change(clinical.instrument(slug), 20, 20 - points)
        assert change is not None
        assert change.threshold == points
        assert change.reliable

    @pytest.mark.parametrize("slug", ["phq-2", "phq-4", "k6", "k10", "pc-ptsd-5", "audit-c"])
    def test_no_parameters_no_verdict(self, slug: str) -> None:
        assert measure_change(clinical.instrument(slug), 4, 1) is None

    def test_only_verified_numbers_are_not_provisional(self) -> None:
        with_change = [slug for slug in clinical.instruments() if clinical.instrument(slug).change]
        sure = [slug for slug in with_change if not is_provisional(clinical.instrument(slug))]
        assert sure == ["core-10", "pcl-5"]

    def test_verdicts_on_real_scores(self) -> None:
        verdicts = {
            ("csi-16", 43, 64): "recovered",
            ("csi-4", 11, 17): "recovered",
            ("phq-9", 15, 9): "recovered",
            ("phq-9", 16, 10): "improved",
            ("phq-9", 10, 4): "recovered",
            ("pcl-5", 46, 28): "recovered",
            ("pcl-5", 47, 29): "improved",
            ("core-10", 18, 11): "improved",
            ("core-10", 18, 12): "unchanged",
            ("scs-sf", 2.0, 4.0): "improved",
        }
        for (slug, before, after), verdict in verdicts.items():
            change = measure_change(clinical.instrument(slug), before, after)
            assert change is not None
            assert change.verdict == verdict, (slug, before, after)


@given(scores, scores, st.floats(0.5, 50), st.floats(0.05, 0.95), scores)
def test_turning_the_scale_round_changes_nothing(
    before: float, after: float, sd: float, reliability: float, cutoff: float
) -> None:
    up = clinical.reliable_change(
        before=before, after=after, sd=sd, reliability=reliability, cutoff=cutoff, higher_is_better=True
    )
    down = clinical.reliable_change(
        before=-before, after=-after, sd=sd, reliability=reliability, cutoff=-cutoff, higher_is_better=False
    )
    assert (up.rc, up.verdict) == (down.rc, down.verdict)


@given(scores, scores, scores)
def test_going_back_undoes_the_change(before: float, after: float, cutoff: float) -> None:
    forth, back = paper(before, after, cutoff), paper(after, before, cutoff)
    assert forth.rc == pytest.approx(-back.rc if back.rc else 0)
    assert (forth.verdict == "deteriorated") == (back.verdict in ("improved", "recovered"))
