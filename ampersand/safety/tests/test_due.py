"""By when somebody has acted: in working hours of the practice, on its own clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ampersand.safety.rules.alerts import FACTS, Kind, Level, Within, goes_on_in, row_of, what_follows
from ampersand.safety.rules.due import due

AMSTERDAM = "Europe/Amsterdam"


def here(day: int, hour: int, minute: int = 0) -> datetime:
    """An instant of November 2026 on the practice's clock; the 2nd is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=ZoneInfo(AMSTERDAM))


@pytest.mark.parametrize(
    ("within", "at", "by"),
    [
        (Within.AT_ONCE, here(7, 3), here(7, 3)),
        (Within.SAME_DAY, here(2, 10), here(2, 18)),
        (Within.SAME_DAY, here(2, 7), here(2, 18)),
        (Within.SAME_DAY, here(2, 16), here(2, 18)),
        (Within.SAME_DAY, here(2, 16, 1), here(3, 12)),
        (Within.SAME_DAY, here(2, 23, 30), here(3, 12)),
        (Within.SAME_DAY, here(6, 17), here(9, 12)),
        (Within.SAME_DAY, here(8, 11), here(9, 12)),
        (Within.WORKING_DAY, here(2, 10), here(3, 10)),
        (Within.WORKING_DAY, here(6, 10), here(9, 10)),
        (Within.WORKING_DAY, here(6, 20), here(9, 18)),
        (Within.WORKING_DAY, here(7, 12), here(9, 18)),
        (Within.WORKING_DAY, here(2, 6), here(2, 18)),
        (Within.THREE_DAYS, here(2, 10), here(5, 10)),
        (Within.THREE_DAYS, here(4, 19), here(6, 18)),
        (Within.THREE_DAYS, here(5, 10), here(6, 18)),
        (Within.THREE_DAYS, here(6, 20), here(9, 18)),
        (Within.THREE_DAYS, here(7, 10), here(10, 10)),
    ],
)
def test_a_day_is_counted_as_the_practice_works(within: Within, at: datetime, by: datetime) -> None:
    assert due(within, at, AMSTERDAM) == by


def test_the_clock_is_that_of_the_practice_and_not_of_the_server() -> None:
    at = datetime(2026, 11, 2, 20, 0, tzinfo=UTC)  # noon on Monday in Los Angeles, nine in the evening in Amsterdam
    assert due(Within.SAME_DAY, at, "America/Los_Angeles") == datetime(2026, 11, 3, 2, 0, tzinfo=UTC)
    assert due(Within.SAME_DAY, at, AMSTERDAM) == here(3, 12)


def test_the_day_on_which_clocks_change_is_a_day_like_any_other() -> None:
    friday = datetime(2026, 10, 23, 17, 0, tzinfo=ZoneInfo(AMSTERDAM))
    assert due(Within.WORKING_DAY, friday, AMSTERDAM) == datetime(2026, 10, 26, 17, 0, tzinfo=ZoneInfo(AMSTERDAM))


@given(
    at=st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC)),
    within=st.sampled_from([one for one in Within if one is not Within.GIVEN]),
)
def test_nothing_is_due_before_it_happened_nor_much_later_than_said(at: datetime, within: Within) -> None:
    by = due(within, at, AMSTERDAM)
    assert at <= by
    longest = {Within.AT_ONCE: 0, Within.SAME_DAY: 3 * 24, Within.WORKING_DAY: 4 * 24, Within.THREE_DAYS: 73}[within]
    assert by - at <= timedelta(hours=longest)


def test_what_has_a_day_of_its_own_needs_no_rule() -> None:
    with pytest.raises(ValueError, match="comes with it"):
        due(Within.GIVEN, here(2, 10), AMSTERDAM)


def test_every_kind_has_its_place_and_only_high_calls_people_at_once() -> None:
    assert set(FACTS) == set(Kind)
    for kind, facts in FACTS.items():
        assert (facts.level is Level.HIGH) == (facts.within is Within.AT_ONCE), kind
        assert row_of(kind, taken=False, overdue=True) == facts.row


def test_the_order_of_the_day() -> None:
    assert row_of(Kind.ASQ_ACUTE, taken=False, overdue=True) == row_of(Kind.DANGER_NOW, taken=False, overdue=True) == 1
    assert row_of(Kind.ASQ_ACUTE, taken=True, overdue=True) == 3
    assert row_of(Kind.PRIVATE_CHECK_RED, taken=False, overdue=False) == 2
    assert row_of(Kind.CHILD_SAFETY, taken=False, overdue=False) == 2
    assert row_of(Kind.ASQ_POSITIVE, taken=False, overdue=False) == row_of(Kind.ITEM_9, taken=True, overdue=False) == 3
    assert row_of(Kind.PRIVATE_WORD, taken=False, overdue=False) == 4
    assert row_of(Kind.PRIVATE_WORD, taken=True, overdue=True) == 4
    assert row_of(Kind.FOLLOW_UP, taken=False, overdue=False) > 4
    assert row_of(Kind.FOLLOW_UP, taken=True, overdue=True) == row_of(Kind.PLAN_REVIEW, taken=False, overdue=True) == 3


def test_a_talk_within_72_hours_follows_moderate_and_high_and_a_look_at_the_plan_every_alert() -> None:
    assert (
        what_follows(Kind.ASQ_ACUTE)[0] == what_follows(Kind.ASQ_POSITIVE)[0] == (Kind.FOLLOW_UP, timedelta(hours=72))
    )
    assert [kind for kind, _ in what_follows(Kind.ITEM_9)] == [Kind.PLAN_REVIEW]
    assert [kind for kind, _ in what_follows(Kind.PRIVATE_CHECK_RED)] == []


def test_a_later_alert_takes_over_only_what_is_no_faster_than_itself() -> None:
    assert goes_on_in(Kind.ITEM_9, Kind.ASQ_POSITIVE)
    assert goes_on_in(Kind.ITEM_9, Kind.ITEM_9)
    assert not goes_on_in(Kind.ASQ_ACUTE, Kind.ITEM_9)
    assert goes_on_in(Kind.PRIVATE_WORD, Kind.PRIVATE_WORD)
    assert not goes_on_in(Kind.PRIVATE_WORD, Kind.ITEM_9)
    assert not goes_on_in(Kind.PRIVATE_CHECK_RED, Kind.ASQ_ACUTE)
