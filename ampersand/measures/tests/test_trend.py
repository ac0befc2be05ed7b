"""The reliable trend index: the published vector, and its agreement with two-score change."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ampersand import clinical


def test_published_vector() -> None:
    trend = clinical.reliable_trend([1, 2, 3, 4, 5, 6], [98, 98, 98, 99, 99, 99], 0.5)
    assert trend.slope == pytest.approx(0.257143, abs=1e-6)
    assert trend.slope_error == pytest.approx(0.119523, abs=1e-6)
    assert trend.rti == pytest.approx(2.1514, abs=1e-4)
    assert trend.reliable


def test_first_and_last_alone_are_not_reliable_there() -> None:
    trend = clinical.reliable_trend([1, 6], [98, 99], 0.5)
    assert trend.rti == pytest.approx(1.4142, abs=1e-4)
    assert not trend.reliable


@given(st.integers(0, 40), st.integers(0, 40), st.floats(0.1, 10), st.integers(1, 50))
def test_two_scores_give_the_reliable_change_index(before: int, after: int, error: float, gap: int) -> None:
    trend = clinical.reliable_trend([0, gap], [before, after], error)
    assert trend.rti == pytest.approx((after - before) / (error * math.sqrt(2)))


@pytest.mark.parametrize(
    ("times", "scores", "error", "reason"),
    [
        ([1, 2], [1], 1, "same length"),
        ([1], [1], 1, "two scores or more"),
        ([1, 1], [1, 2], 1, "two different times"),
        ([1, 2], [1, math.nan], 1, "a score must be a finite number"),
        ([1, math.inf], [1, 2], 1, "a time must be a finite number"),
        ([1, 2], [1, 2], 0, "error_sd must be above 0"),
        ([1, 2], [1, 2], math.nan, "error_sd must be a finite number"),
    ],
)
def test_nonsense_is_refused_with_the_reason(
    times: list[float], scores: list[float], error: float, reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        clinical.reliable_trend(times, scores, error)
