"""Before, now, at the end; and closer or further apart."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ampersand.measures.rules.words import Course, Point
from ampersand.reports.rules.phases import Phases, missed, nearness, phases

DAY = date(2026, 3, 1)


def at(day: int, total: float | None) -> Point:
    return Point(DAY + timedelta(days=day), total)


def test_open_work_has_a_before_and_a_now_and_no_end() -> None:
    found = phases([at(0, 5), at(7, None), at(14, 9)])
    assert found == Phases(at(0, 5), at(14, 9), None)


def test_one_result_is_a_beginning_and_no_change() -> None:
    assert phases([at(0, 5)]) == Phases(at(0, 5))
    assert phases([at(0, None)]) == Phases()


def test_ended_work_ends_with_its_last_result_and_a_booster_comes_after() -> None:
    points = [at(0, 5), at(14, 9), at(60, 8)]
    assert phases(points, DAY + timedelta(days=20)) == Phases(at(0, 5), at(60, 8), at(14, 9))
    assert phases(points, DAY + timedelta(days=60)) == Phases(at(0, 5), None, at(60, 8))


def test_missed_times_are_counted_and_never_filled_in() -> None:
    gap = Point(DAY + timedelta(days=7), None, answered=False)
    assert missed([at(0, 5), gap, at(14, None)]) == 1


@pytest.mark.parametrize(
    ("one", "two", "way"),
    [
        ([(0, 4), (30, 10)], [(0, 12), (30, 11)], 1),
        ([(0, 10), (30, 4)], [(0, 11), (30, 12)], -1),
        ([(0, 10), (30, 10)], [(0, 12), (30, 12)], 0),
        ([(0, 10), (30, 11)], [(5, 12), (20, 12)], 0),
    ],
)
def test_two_people_see_it_closer_or_further_apart(
    one: list[tuple[int, float]], two: list[tuple[int, float]], way: int
) -> None:
    courses = (Course("Ana", tuple(at(*p) for p in one)), Course("Ben", tuple(at(*p) for p in two)))
    found = nearness(*courses, 0, 21)
    assert found is not None
    assert found[0] == way


def test_nothing_is_said_before_both_have_shown_two_results() -> None:
    assert nearness(Course("Ana", (at(0, 4), at(9, 5))), Course("Ben", (at(0, 4),)), 0, 21) is None


@given(
    st.lists(st.tuples(st.integers(0, 300), st.none() | st.floats(0, 20)), max_size=12), st.none() | st.integers(0, 300)
)
def test_every_moment_is_one_of_the_results(given_: list[tuple[int, float | None]], ended: int | None) -> None:
    points = [at(*one) for one in sorted(given_, key=lambda one: one[0])]
    found = phases(points, None if ended is None else DAY + timedelta(days=ended))
    for moment in (found.before, found.now, found.end):
        assert moment is None or (moment in points and moment.total is not None)
    if ended is None:
        assert found.end is None
