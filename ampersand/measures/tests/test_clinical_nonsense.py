"""Whatever a notebook hands to the library: a result, or a ValueError that says what was wrong. Nothing else."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ampersand import clinical

CHANGE: dict[str, Any] = {
    "before": 32.5, "after": 47.5, "sd": 7.5, "reliability": 0.8, "cutoff": 50, "higher_is_better": True,
}  # fmt: skip
COUPLE: dict[str, Any] = {
    "first": (40, 60), "second": (42, 58), "sd": 17, "reliability": 0.98, "cutoff": 51.5, "higher_is_better": True,
}  # fmt: skip
NONSENSE = [
    None, 5, True, "ab", b"ab", "", [], {}, {1, 2}, {"1": 2}, {1: 2}, [None], [[1]], (1,), (1, 2, 3), [1, 2], object(),
    math.nan, -math.inf, 10**400, 5e-324, 1e308, 1 + 2j, datetime.date(2026, 1, 1), [True, True], [("a", "b")],
    [(1, None)], [math.nan], range(9), lambda: 1,
]  # fmt: skip


def calls(nonsense: Any) -> dict[str, Callable[[], object]]:
    """Every way in which one piece of nonsense can be handed in."""
    return {
        "answers": lambda: clinical.score("phq-9", nonsense),
        "slug": lambda: clinical.score(nonsense, [0] * 9),
        "one answer": lambda: clinical.score("phq-9", [nonsense, *[0] * 8]),
        "times": lambda: clinical.reliable_trend(nonsense, [1, 2], 1),
        "scores": lambda: clinical.reliable_trend([1, 2], nonsense, 1),
        "error": lambda: clinical.reliable_trend([1, 2], [1, 2], nonsense),
        "goals": lambda: clinical.goal_attainment(nonsense),
        "goal": lambda: clinical.goal_attainment([nonsense]),
        **{name: lambda name=name: clinical.reliable_change(**CHANGE | {name: nonsense}) for name in CHANGE},
        **{
            f"{rule} {name}": lambda name=name, rule=rule: clinical.couple_change(
                **COUPLE | {name: nonsense}, rule=rule
            )
            for name in COUPLE
            for rule in ("both", "mean")
        },
        "rule": lambda: clinical.couple_change(**COUPLE, rule=nonsense),
    }


def refusals(nonsense: Any) -> dict[str, str]:
    """What each way says against it; ways that take it are left out."""
    found = {}
    for what, call in calls(nonsense).items():
        try:
            call()
        except ValueError as error:
            found[what] = str(error)
    return found


@pytest.mark.parametrize("nonsense", NONSENSE, ids=[f"{type(one).__name__}{n}" for n, one in enumerate(NONSENSE)])
def test_the_only_error_is_a_value_error_with_a_reason(nonsense: Any) -> None:
    assert all(len(words) > 15 for words in refusals(nonsense).values())


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=3), st.lists))
def test_and_so_for_whatever_else_is_found(nonsense: Any) -> None:
    assert all(refusals(nonsense).values())


@pytest.mark.parametrize("said", [None, "yes", 0.5, [], [True]])
def test_the_direction_is_said_plainly(said: Any) -> None:
    with pytest.raises(ValueError, match="higher_is_better must be True or False"):
        clinical.reliable_change(**CHANGE | {"higher_is_better": said})
    with pytest.raises(ValueError, match="higher_is_better must be True or False"):
        clinical.couple_change(**COUPLE | {"higher_is_better": said})


def test_a_set_of_answers_has_no_order() -> None:
    with pytest.raises(ValueError, match="answers must be a list"):
        clinical.score("phq-2", {1, 2})  # type: ignore[arg-type]


def test_a_range_and_an_iterator_are_lists_too() -> None:
    assert clinical.reliable_trend(range(6), iter([98, 98, 98, 99, 99, 99]), 0.5).reliable  # type: ignore[arg-type]
