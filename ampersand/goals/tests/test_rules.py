"""Words, scales, ratings, steps and limits of goals."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ampersand.goals.rules import scale, steps
from ampersand.goals.rules.attainment import goal_attainment
from ampersand.goals.rules.steps import Done, Offer
from ampersand.goals.rules.words import about_changing_another

GOOD = {-2: "Never", -1: "Once a month", 0: "Once a week", 1: "Twice a week", 2: "Most days"}


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("Ben should listen more", "Ben"),
        ("She stops shouting", "She"),
        ("my partner needs to help", "my partner"),
        ("I want him to change", "him"),
        ("Get Ben to listen", "Ben"),
        ("I want Ben to stop", "Ben"),
        ("They never help", "They"),
        ("We have a calm talk every week", ""),
        ("I say what I need in one clear sentence", ""),
        ("I stop before heat six", ""),
        ("We make Ben's birthday special", ""),
        ("", ""),
    ],
)
def test_a_goal_is_about_us_or_me(text: str, whom: str) -> None:
    assert about_changing_another(text, ["Ana", "Ben"]) == whom


def test_a_scale_has_five_different_levels() -> None:
    assert scale.problems(GOOD) == {}
    assert scale.problems({**GOOD, 1: " "}) == {1: "missing"}
    assert scale.problems({**GOOD, 1: "once a  WEEK"}) == {1: "same"}
    assert scale.problems({**GOOD, 2: "x" * 161}) == {2: "long"}


@given(st.dictionaries(st.sampled_from(["Ana", "Ben", "Dana"]), st.integers(-2, 2)))
def test_no_rating_shows_before_everyone_has_rated(ratings: dict[str, int]) -> None:
    shown = scale.revealed(ratings, frozenset({"Ana", "Ben"}))
    assert shown == (ratings if {"Ana", "Ben"} <= ratings.keys() else {})


@pytest.mark.parametrize(("ratings", "talk"), [((0, 0), False), ((-1, 0), False), ((-1, 1), True), ((2, -2), True)])
def test_two_stones_apart_is_something_to_talk_about(ratings: tuple[int, int], talk: bool) -> None:
    assert scale.to_talk_about(ratings) is talk


@given(st.lists(st.integers(-2, 1), min_size=1, max_size=5), st.data())
def test_a_step_up_never_lowers_the_score(levels: list[int], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(levels) - 1))
    higher = [level + (at == place) for at, level in enumerate(levels)]
    before, after = ([(level, 1) for level in some] for some in (levels, higher))
    assert goal_attainment(after) > goal_attainment(before)


def test_three_shared_and_two_own_at_once() -> None:
    assert not steps.too_many("shared", ["shared", "shared", "mine", "mine"])
    assert steps.too_many("shared", ["shared", "family", "shared"])
    assert steps.too_many("supporting", ["mine", "supporting", "shared"])


def test_the_first_date_is_within_a_week() -> None:
    agreed = date(2026, 11, 25)
    assert steps.first_date_problem(agreed, agreed) == ""
    assert steps.first_date_problem(agreed + timedelta(days=7), agreed) == ""
    assert steps.first_date_problem(agreed + timedelta(days=8), agreed) == "late"
    assert steps.first_date_problem(agreed - timedelta(days=1), agreed) == "past"


@pytest.mark.parametrize(("hard", "advice"), [(0, "easy"), (2, "easy"), (3, ""), (5, ""), (6, "hard"), (10, "hard")])
def test_a_step_is_neither_too_easy_nor_too_hard(hard: int, advice: str) -> None:
    assert steps.hardness_advice(hard) == advice


def test_who_carries_more_than_seven_in_ten_is_asked_about() -> None:
    assert steps.carries_most(["Ana"] * 7 + ["Ben"] * 3, ["Ana", "Ben"]) is None
    assert steps.carries_most(["Ana"] * 8 + ["Ben"] * 3, ["Ana", "Ben"]) == "Ana"
    assert steps.carries_most(["Ana"], ["Ana"]) is None
    assert steps.carries_most([], ["Ana", "Ben"]) is None


def test_after_two_missed_weeks_something_smaller_is_offered() -> None:
    assert steps.offers([Done.DONE, Done.NOT_YET]) == ()
    assert steps.offers([Done.NOT_YET, Done.NO_CHANCE]) == (Offer.SHRINK, Offer.MOVE, Offer.SWAP)
    assert steps.offers([Done.NOT_YET] * 4)[0] is Offer.TALK
    assert steps.offers([Done.NOT_YET] * 4 + [Done.PART]) == ()
