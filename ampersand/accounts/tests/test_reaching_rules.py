"""When a mail may arrive, and when someone is asked again."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ampersand.accounts.rules import reaching
from ampersand.accounts.rules.reaching import When

MONDAY = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
chosen = st.sets(st.sampled_from([one.value for one in When]), min_size=1)


@pytest.mark.parametrize(
    ("times", "days", "hour", "minute"),
    [
        ([], 0, 7, 30),
        (["weekday_morning"], 0, 8, 0),
        (["weekday_evening"], 0, 17, 0),
        (["weekend_morning"], 5, 8, 0),
        (["weekend_evening", "weekday_afternoon"], 0, 12, 0),
    ],
)
def test_a_mail_waits_for_a_good_time(times: list[str], days: int, hour: int, minute: int) -> None:
    wanted = (MONDAY + timedelta(days=days)).replace(hour=hour, minute=minute)
    assert reaching.next_good(MONDAY, times) == wanted


def test_an_hour_ends_where_the_next_begins() -> None:
    noon = MONDAY.replace(hour=12, minute=0)
    assert not reaching.is_good(noon, ["weekday_morning"])
    assert reaching.is_good(noon, ["weekday_afternoon"])


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)), chosen)
def test_it_always_comes_within_a_week_at_a_good_time(moment: datetime, times: set[str]) -> None:
    found = reaching.next_good(moment, times)
    assert reaching.is_good(found, times)
    assert moment <= found <= moment + timedelta(days=8)


@pytest.mark.parametrize(("days", "due"), [(89, False), (90, True), (400, True)])
def test_everyone_is_asked_again_after_ninety_days(days: int, due: bool) -> None:
    first = date(2026, 8, 1)
    assert reaching.is_due(first, first + timedelta(days=days)) is due
    assert reaching.is_due(None, first)


def test_only_here_means_no_mail_at_all() -> None:
    assert not reaching.may_write([])
    assert not reaching.may_write(["call", "post"])
    assert reaching.may_write(["email"])
