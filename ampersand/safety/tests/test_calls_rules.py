"""Who is called, and when again."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ampersand.safety.rules.calls import EVERY, Turn, is_silent, next_call, on_call, whom

DANA, EMIL, HUGO, IDA = (UUID(int=number) for number in range(1, 5))
EVERY_DAY = frozenset(range(7))
DAY = Turn(DANA, frozenset(range(5)), time(9), time(18))
NIGHT = Turn(HUGO, EVERY_DAY, time(18), time(9))
ALWAYS = Turn(EMIL, EVERY_DAY, time(0), time(0))
ZONE = "Europe/Amsterdam"


def at(day: int, hour: int) -> datetime:
    """An hour of November 2026 in Amsterdam, one hour ahead of UTC; the 2nd is a Monday."""
    return datetime(2026, 11, day, hour, tzinfo=UTC) - timedelta(hours=1)


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (at(2, 10), (DANA, EMIL)),
        (at(2, 9), (DANA, EMIL)),
        (at(2, 18), (HUGO, EMIL)),
        (at(3, 2), (HUGO, EMIL)),
        (at(7, 10), (EMIL,)),
    ],
)
def test_the_rota_by_the_clock_of_the_practice(when: datetime, expected: tuple[UUID, ...]) -> None:
    assert on_call([DAY, NIGHT, ALWAYS], when, ZONE) == expected


def test_a_night_belongs_to_the_day_on_which_it_begins() -> None:
    friday_night = Turn(HUGO, frozenset({4}), time(22), time(6))
    assert friday_night.holds(datetime(2026, 11, 7, 5, 59))
    assert not friday_night.holds(datetime(2026, 11, 6, 5, 59))


def test_an_hour_without_anybody_calls_everyone_on_the_rota() -> None:
    assert on_call([DAY], at(8, 3), ZONE) == (DANA,)
    assert on_call([], at(8, 3), ZONE) == ()


def test_each_call_reaches_one_more_and_nobody_twice() -> None:
    people = {"treating": [DANA], "leads": [EMIL], "rota": [HUGO, EMIL, IDA]}
    assert whom(1, **people) == (DANA, HUGO, EMIL)
    assert whom(2, **people) == (DANA, HUGO, EMIL)
    assert whom(3, **people) == (DANA, HUGO, EMIL, IDA)
    assert whom(9, **people) == (DANA, HUGO, EMIL, IDA)


def test_where_there_is_nobody_those_who_supervise_are_called() -> None:
    assert whom(1, treating=[], leads=[], rota=[], others=[EMIL]) == (EMIL,)
    assert whom(1, treating=[DANA], leads=[], rota=[], others=[EMIL]) == (DANA,)


@given(late=st.integers(0, 10**6))
def test_the_next_call_is_within_a_quarter_of_an_hour_and_keeps_step(late: int) -> None:
    first = datetime(2026, 11, 2, 9, tzinfo=UTC)
    now = first + timedelta(seconds=late)
    found = next_call(first, now)
    assert now < found <= now + EVERY
    assert (found - first) % EVERY == timedelta(0)


def test_three_minutes_without_a_sign_are_silence() -> None:
    now = datetime(2026, 11, 2, 9, tzinfo=UTC)
    assert is_silent(None, now)
    assert is_silent(now - timedelta(minutes=4), now)
    assert not is_silent(now - timedelta(minutes=2), now)
