"""Goal attainment scaling and the 0-10 goal rating."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ampersand import clinical
from ampersand.goals.rules.attainment import goal_rating

goals = st.lists(st.tuples(st.integers(-2, 2), st.integers(1, 9)), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("levels", "weights", "t_score"),
    [
        ((0, 0, 0), (1, 1, 1), 50),
        ((1, 0, -1), (1, 1, 1), 50),
        ((1, 1, 1), (1, 1, 1), 63.6931),
        ((2, 1, -1), (3, 2, 1), 65.4228),
        ((-2, -2), (1, 1), 25.1931),
        ((0, 1), (4, 9), 58.2642),
        ((1,), (1,), 60),
    ],
)
def test_worked_vectors(levels: tuple[int, ...], weights: tuple[int, ...], t_score: float) -> None:
    result = clinical.goal_attainment(list(zip(levels, weights, strict=True)))
    assert result == pytest.approx(t_score, abs=5e-5)
    assert isinstance(result, float)


def test_goals_without_weight_are_left_out() -> None:
    assert clinical.goal_attainment([(1, 1), (-2, 0)]) == clinical.goal_attainment([(1, 1)])


@pytest.mark.parametrize(
    ("pairs", "reason"),
    [
        ([], "at least one"),
        ([(1, 0), (2, 0)], "at least one goal needs a weight above 0"),
        ([(3, 1)], "a level must be one of"),
        ([(0.5, 1)], "a level must be one of"),
        ([(1, -1)], "a weight must not be negative"),
        ([(1, math.nan)], "a weight must be a finite number"),
        ([(math.nan, 1)], "a level must be a finite number"),
    ],
)
def test_nonsense_is_refused_with_the_reason(pairs: list[tuple[float, float]], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        clinical.goal_attainment(pairs)


@given(goals)
def test_the_other_way_round_lies_as_far_on_the_other_side_of_fifty(pairs: list[tuple[int, int]]) -> None:
    turned = [(-level, weight) for level, weight in pairs]
    assert clinical.goal_attainment(pairs) - 50 == pytest.approx(50 - clinical.goal_attainment(turned))


@given(goals, st.floats(1e-140, 1e140))
def test_only_the_ratio_of_weights_counts(pairs: list[tuple[int, int]], factor: float) -> None:
    scaled = [(level, weight * factor) for level, weight in pairs]
    assert clinical.goal_attainment(scaled) == pytest.approx(clinical.goal_attainment(pairs))


def test_goal_rating_compares_only_goals_rated_twice() -> None:
    three = goal_rating([2, 3, 1], [5, 4, 6])
    assert (three.before, three.after, three.change) == (2.0, 5.0, 3.0)
    one = goal_rating([2, 3], [4, None])
    assert (one.change, one.goals) == (2.0, 1)
    assert goal_rating([None], [3]).change is None
    assert goal_rating([0], [10]).change == 10
    for wrong in (11, -1):
        with pytest.raises(ValueError, match="0 to 10"):
            goal_rating([wrong], [3])
