"""Half way, the ending, and the offers afterwards, each to the day."""

from datetime import date, timedelta

import pytest

from ampersand.pathway.rules.choices import BOOSTERS, ENDING, MIDDLE, SIGNS, Choice, booster, choices, months, occasions
from ampersand.pathway.rules.course import Due, Length, due, months_later

BEGUN = date(2026, 1, 5)


def on(week: int) -> date:
    return BEGUN + timedelta(weeks=week)


def test_half_way_is_half_of_the_meetings_and_at_the_latest_week_eleven() -> None:
    assert Length(16, BEGUN).middle_on == on(8)
    assert Length(15, BEGUN).middle_on == on(8)
    assert Length(40, BEGUN).middle_on == on(11)
    assert Length(9, BEGUN, 2).middle_on == on(10)


def test_the_ending_takes_the_last_two_meetings_and_never_comes_before_the_middle() -> None:
    assert Length(16, BEGUN).ending_on == on(14)
    assert Length(16, BEGUN).until == on(15)
    for meetings in range(1, 101):
        for weeks in range(1, 13):
            one = Length(meetings, BEGUN, weeks)
            assert BEGUN <= one.middle_on <= one.ending_on


def test_what_is_due_while_the_work_runs() -> None:
    one = Length(16, BEGUN)
    assert due(one, on(8) - timedelta(days=1), ()) is None
    assert due(one, on(8), ()) == Due(MIDDLE, on(8))
    assert due(one, on(13), {MIDDLE}) is None
    assert due(one, on(13), {SIGNS}) == Due(MIDDLE, on(8)), "a look at a sign is not the look half way"
    assert due(one, on(14), ()) == Due(ENDING, on(14))
    assert due(one, on(40), {MIDDLE}) == Due(ENDING, on(14))
    assert due(one, on(40), {ENDING}) is None


@pytest.mark.parametrize("after", BOOSTERS)
def test_an_offer_is_due_from_its_day_until_the_next_takes_its_place(after: int) -> None:
    ended, one = date(2026, 1, 31), Length(16, BEGUN)
    day = months_later(ended, after)
    assert due(one, day, (), ended) == Due(booster(after), day)
    assert due(one, day, {booster(after)}, ended) is None
    before = due(one, day - timedelta(days=1), (), ended)
    assert before is None or months(before.occasion) < after


def test_nobody_owes_an_offer_that_was_not_made() -> None:
    ended, one = date(2026, 1, 31), Length(16, BEGUN)
    assert due(one, months_later(ended, 6), {booster(6)}, ended) is None, "the earlier ones have lapsed"
    last = months_later(ended, 12)
    assert due(one, last + timedelta(days=61), (), ended) is not None
    assert due(one, last + timedelta(days=62), (), ended) is None


@pytest.mark.parametrize(
    ("day", "count", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)), (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)), (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 3, 1), 12, date(2027, 3, 1)), (date(2026, 11, 30), 3, date(2027, 2, 28)),
    ],
)  # fmt: skip
def test_so_many_months_later(day: date, count: int, later: date) -> None:
    assert months_later(day, count) == later


def test_the_week_of_a_day() -> None:
    one = Length(16, BEGUN)
    assert [one.week(day) for day in (BEGUN - timedelta(days=1), BEGUN, on(1) - timedelta(days=1), on(1))] == [
        0,
        1,
        1,
        2,
    ]


def test_what_may_be_chosen() -> None:
    assert len(choices(MIDDLE, "couple")) == 6
    assert Choice.DECISION not in choices(SIGNS, "family")
    assert choices(SIGNS, "individual") == (Choice.GO_ON, Choice.CHANGE, Choice.PAUSE, Choice.END)
    for occasion in occasions():
        offers = {Choice.OFFERED, Choice.NOT_OFFERED}
        assert (set(choices(occasion, "couple")) == offers) == bool(months(occasion))
