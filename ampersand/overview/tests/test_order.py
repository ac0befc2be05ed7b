"""The strict order: every row against every other, the oldest first within a row, and marks that last just so long."""

from datetime import UTC, datetime, timedelta
from itertools import permutations, product
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ampersand.measures.rules.track import Reason as Why
from ampersand.overview.rules.order import (
    ROWS,
    Cause,
    Reason,
    Row,
    before_meeting,
    cause_of_line,
    entries,
    is_seen,
    reason,
)

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def told(row: Row, days: int = 0, case: str = "a", cause: Cause | None = None, fresh: int | None = None) -> Reason[str]:
    since = NOW - days * DAY
    found = cause or next((one for one, its in ROWS.items() if its is row), Cause.ALERT)
    return Reason(case, found, row, since, since if fresh is None else NOW - fresh * DAY)


def order(found: list[Reason[str]]) -> list[str]:
    return [one.case for one in entries(found)]


@pytest.mark.parametrize(("first", "second"), [(a, b) for a, b in product(Row, Row) if a < b])
def test_an_earlier_row_comes_first_however_new_and_whatever_else_the_other_has(first: Row, second: Row) -> None:
    many = [Reason("b", Cause.ALERT, one, NOW - 300 * DAY, NOW, None, str(one)) for one in Row if one >= second]
    for found in ([told(first), *many], [*many, told(first)]):
        assert order(found) == ["a", "b"]


@pytest.mark.parametrize("row", Row)
def test_within_a_row_the_oldest_first(row: Row) -> None:
    ages = (3, 1, 2)
    for mixed in permutations([told(row, days, f"{days} days") for days in ages]):
        assert order(list(mixed)) == ["3 days", "2 days", "1 days"]


def test_every_cause_has_its_row_and_every_row_a_cause() -> None:
    assert set(ROWS) == set(Cause) - {Cause.ALERT}
    assert set(ROWS.values()) == set(Row) - {Row.DANGER, Row.RED}, "those two are told by alerts alone"
    assert list(Row) == list(range(1, 13))


ANY = st.builds(
    Reason,
    case=st.sampled_from("abcde"),
    cause=st.sampled_from(list(Cause)),
    row=st.sampled_from(list(Row)),
    since=st.integers(0, 50).map(lambda days: NOW - days * DAY),
    fresh=st.integers(0, 50).map(lambda days: NOW - days * DAY),
)


@given(st.lists(ANY, max_size=12))
@settings(max_examples=60)
def test_nothing_is_lost_and_each_case_stands_once_by_its_first_reason(found: list[Reason[str]]) -> None:
    listed = entries(found)
    assert sorted(one.case for one in listed) == sorted({one.case for one in found})
    assert sum(1 + len(one.others) for one in listed) == len(found)
    places = [(one.first.row, one.first.since) for one in listed]
    assert places == sorted(places)
    for one in listed:
        assert all((one.first.row, one.first.since) <= (other.row, other.since) for other in one.others)
    assert entries(found[::-1]) == listed, "the order in which reasons come in says nothing"


@given(st.lists(ANY, max_size=12), st.lists(st.integers(0, 11)))
@settings(max_examples=60)
def test_marks_take_away_what_they_name_and_nothing_else(found: list[Reason[str]], marked: list[int]) -> None:
    seen = {(found[n].case, found[n].key): found[n].fresh for n in marked if n < len(found)}
    left = [one for entry in entries(found, seen) for one in (entry.first, *entry.others)]
    assert sorted(map(repr, left)) == sorted(repr(one) for one in found if not is_seen(one, seen))
    assert all(one in left for one in found if not one.may_be_seen)


@pytest.mark.parametrize("cause", list(ROWS))
def test_a_mark_lasts_until_something_new_is_behind_it(cause: Cause) -> None:
    one = reason("a", cause, NOW - 9 * DAY, NOW - 2 * DAY, "p", "x")
    for upto, hidden in ((NOW - 2 * DAY, True), (NOW, True), (NOW - 2 * DAY - HOUR, False)):
        assert is_seen(one, {("a", one.key): upto}) == (hidden and one.may_be_seen)
    assert not is_seen(one, {("b", one.key): NOW})
    undone = ROWS[cause] <= Row.BEFORE or cause is Cause.DECIDE
    assert one.may_be_seen == (not undone or cause is Cause.FLAGGED)


def line(**other: object) -> Cause | None:
    calm = {
        "flagged": False, "track": "green", "why": "better", "verdict": "improved", "times": 5, "answers": 5,
        "sure": True, "asked": True,
    }  # fmt: skip
    return cause_of_line(**(calm | other))  # type: ignore[arg-type]


def test_what_a_line_gives() -> None:
    assert line() is None
    assert line(flagged=True, track="red", why="worse") is Cause.FLAGGED
    assert line(track="red", why="worse") is Cause.WORSE
    assert line(track="red", why="worse", sure=False) is None
    assert line(track="amber", why="no-improvement", verdict="unchanged") is Cause.NOT_ON_TRACK
    assert line(track="amber", why="no-improvement", verdict="unchanged", sure=False) is None
    assert line(track="unknown", why="silent") is Cause.SILENT
    assert line(track="unknown", why="silent", sure=False) is Cause.SILENT
    assert line(track="unknown", why="silent", asked=False) is None


@pytest.mark.parametrize(("times", "answers", "off"), [(3, 3, False), (4, 1, False), (4, 2, True), (5, 5, True)])
def test_from_the_fourth_time_no_sure_change_is_said(times: int, answers: int, off: bool) -> None:
    early = {"track": "unknown", "why": "too-early", "verdict": "unchanged", "times": times, "answers": answers}
    assert line(**early) is (Cause.NOT_ON_TRACK if off else None)
    assert line(**early | {"verdict": ""}) is None
    assert line(**early | {"sure": False}) is None


def test_every_way_in_which_a_line_can_stand_is_known() -> None:
    for track, why, verdict, sure in product(
        ("red", "amber", "unknown", "green"), get_args(Why.__value__), ("", "unchanged", "improved"), (True, False)
    ):
        found = line(track=track, why=why, verdict=verdict, sure=sure)
        assert found in {None, Cause.WORSE, Cause.NOT_ON_TRACK, Cause.SILENT}
        assert sure or found in {None, Cause.SILENT}, "an unverified number moves nothing"


def before(ahead: timedelta | None, **other: object) -> list[Cause]:
    calm = {"amber_since": None, "oldest_check": NOW - DAY, "is_agreed": True}
    meeting = None if ahead is None else NOW + ahead
    return [cause for cause, _since in before_meeting(meeting, NOW, **(calm | other))]  # type: ignore[arg-type]


@pytest.mark.parametrize(("ahead", "said"), [(7 * DAY, True), (7 * DAY + HOUR, False), (-HOUR, False), (None, False)])
def test_amber_counts_with_a_joint_meeting_within_seven_days(ahead: timedelta | None, said: bool) -> None:
    assert before(ahead, amber_since=NOW - DAY) == ([Cause.AMBER] if said else [])


@pytest.mark.parametrize(("ahead", "said"), [(72 * HOUR, True), (73 * HOUR, False), (HOUR, True), (-HOUR, False)])
def test_checks_and_signatures_count_within_72_hours(ahead: timedelta, said: bool) -> None:
    assert before(ahead, oldest_check=None) == ([Cause.CHECK_MISSING] if said else [])
    assert before(ahead, is_agreed=False) == ([Cause.UNSIGNED_SOON] if said else [])
    assert before(ahead) == []


@pytest.mark.parametrize(("age", "said"), [(30 * DAY, False), (30 * DAY + HOUR, True)])
def test_a_check_lasts_thirty_days(age: timedelta, said: bool) -> None:
    assert before(HOUR, oldest_check=NOW - age) == ([Cause.CHECK_MISSING] if said else [])
