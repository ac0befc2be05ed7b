"""When a rating is worth a look: the published vectors, the boundaries, and what holds for all of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ampersand.checkins import content
from ampersand.checkins.rules.alliance import Flag, Kind, Thresholds, flags, is_low_low, is_split, split

LIMITS = Thresholds(gap=3, drop=2, low=6)
NORM = Thresholds(gap=3, drop=2, low=4, sd=0.8)
SCORES = st.floats(0, 10).map(lambda score: round(score, 1))
MEETINGS = st.lists(st.dictionaries(st.sampled_from(["Ana", "Ben", "Chloé"]), SCORES, max_size=3), max_size=8)


def test_the_published_vectors() -> None:
    assert split(4.5, 3.5, 0.8) == pytest.approx(1.25)
    assert is_split([4.5, 3.5], NORM), "1.25 SD is shown"
    assert split(3.0, 3.0, 0.8) == 0
    assert not is_split([3.0, 3.0], NORM), "not a split"
    assert is_low_low([3.0, 3.0], NORM), "but both low"


@pytest.mark.parametrize(("scores", "found"), [([8, 5.1], False), ([8, 5], True), ([5], False), ([], False)])
def test_without_a_norm_a_gap_of_three_decides(scores: list[float], found: bool) -> None:
    assert is_split(scores, LIMITS) is found


def test_a_standard_deviation_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="above 0"):
        split(1, 2, 0)


def kinds(meetings: list[dict[str, float]], limits: Thresholds = LIMITS) -> list[tuple[str, tuple[str, ...], bool]]:
    return [(one.kind.value, one.who, one.persisting) for one in flags(meetings, limits)]


def test_a_drop_of_two_counts_from_the_persons_own_last_rating() -> None:
    assert kinds([{"Ana": 9}, {}, {"Ben": 7}, {"Ana": 7.1, "Ben": 7}]) == []
    assert kinds([{"Ana": 9}, {"Ben": 7}, {"Ana": 7, "Ben": 7}]) == [("drop", ("Ana",), False)]


def test_low_is_below_the_threshold_and_low_low_is_said_once_for_all() -> None:
    assert kinds([{"Ana": 6, "Ben": 6}]) == []
    assert kinds([{"Ana": 5.9, "Ben": 6}]) == [("low", ("Ana",), False)]
    assert kinds([{"Ana": 5.9, "Ben": 5}]) == [("low-low", ("Ana", "Ben"), False)]
    assert kinds([{"Ana": 4}]) == [("low", ("Ana",), False)], "alone there is no low-low"


def test_a_split_names_the_lower_and_persists_in_two_of_the_last_three() -> None:
    apart, near = {"Ana": 9.0, "Ben": 6.0}, {"Ana": 8.0, "Ben": 7.0}
    assert kinds([apart]) == [("split", ("Ben",), False)]
    assert ("split", ("Ben",), True) in kinds([apart, near, apart])
    assert ("split", ("Ben",), False) in kinds([apart, near, near, apart]), "only one of the last three"
    assert kinds([apart, near]) == []


def test_while_only_one_has_rated_the_latest_the_split_before_it_stays() -> None:
    assert kinds([{"Ana": 9, "Ben": 6}, {"Ana": 9}]) == [("split", ("Ben",), False)]


@given(MEETINGS)
def test_flags_name_only_people_who_rated_and_say_nothing_without_ratings(meetings: list[dict[str, float]]) -> None:
    found: list[Flag[str]] = flags(meetings, LIMITS)
    rated = {person for one in meetings for person in one}
    assert all(set(one.who) <= rated and one.who for one in found)
    assert rated or not found
    assert len({(one.kind, one.who) for one in found}) == len(found), "each thing once"


@given(MEETINGS)
def test_no_flag_hangs_on_the_order_of_people(meetings: list[dict[str, float]]) -> None:
    turned = [dict(reversed(one.items())) for one in meetings]
    first = {(one.kind, frozenset(one.who), one.size) for one in flags(meetings, LIMITS)}
    assert {(one.kind, frozenset(one.who), one.size) for one in flags(turned, LIMITS)} == first


@given(st.lists(SCORES, min_size=2, max_size=6))
def test_equal_ratings_are_never_a_split(scores: list[float]) -> None:
    assert not any(one.kind is Kind.SPLIT for one in flags([{"Ana": one, "Ben": one} for one in scores], LIMITS))


def test_the_shipped_thresholds_are_those_of_the_order_of_the_day() -> None:
    limits = content.feedback().thresholds
    assert (limits.gap, limits.drop, limits.low, limits.sd) == (3, 2, 6, None)
