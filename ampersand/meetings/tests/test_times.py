"""Clocks and instants in every zone, and which times are free."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import given, settings
from hypothesis import strategies as st

from ampersand.meetings.rules.free import Booking, Opening, Span, free
from ampersand.meetings.rules.times import here, instant, series

ZONES = st.sampled_from(sorted(available_timezones() - {"localtime", "Factory"}))
DAYS, HOURS = st.dates(date(2024, 1, 1), date(2030, 12, 31)), st.times(datetime.min.time(), time(23, 59))


@settings(max_examples=300, deadline=None)
@given(ZONES, DAYS, HOURS)
def test_what_is_typed_is_what_the_clock_shows_unless_that_hour_is_skipped(zone: str, day: date, hour: time) -> None:
    at = instant(day, hour, zone)
    assert at.tzinfo is UTC
    shown = here(at, zone)
    typed = datetime.combine(day, hour, ZoneInfo(zone))
    skipped = typed.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) != typed.replace(tzinfo=None)
    if skipped:
        assert timedelta() < shown.replace(tzinfo=None) - typed.replace(tzinfo=None) <= timedelta(days=1)
    else:
        assert shown.replace(tzinfo=None, fold=0) == typed.replace(tzinfo=None)


@settings(max_examples=100, deadline=None)
@given(ZONES, DAYS, st.integers(1, 2), st.integers(2, 30))
def test_a_series_stays_at_its_hour_whatever_the_clocks_do(zone: str, first: date, weeks: int, number: int) -> None:
    found = list(series(first, time(12), zone, every_weeks=weeks, number=number))
    assert len(found) == number
    assert {here(at, zone).time() for at in found} == {time(12)}
    assert [here(at, zone).date() for at in found] == [first + timedelta(weeks=weeks * n) for n in range(number)]


def test_an_hour_that_comes_twice_is_the_first_and_one_that_is_skipped_comes_after_the_change() -> None:
    assert instant(date(2026, 10, 25), time(2, 30), "Europe/Amsterdam") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert here(instant(date(2026, 3, 29), time(2, 30), "Europe/Amsterdam"), "Europe/Amsterdam").time() == time(3, 30)


NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)  # a Wednesday
THURSDAY = Opening(3, time(9), time(12), "Europe/Amsterdam", "room")


@settings(max_examples=60, deadline=None)
@given(ZONES, DAYS, st.integers(30, 90), st.integers(0, 30))
def test_free_times_lie_within_the_hours_of_the_therapists_clock(zone: str, day: date, minutes: int, rest: int) -> None:
    now = datetime.combine(day, time(8), UTC)
    hours = [Opening(weekday, time(9), time(12), zone) for weekday in range(7)]
    for slot in free(hours, [], {}, how=Booking(minutes, rest, notice=0, days=10), now=now):
        begins, ends = here(slot.at, zone), here(slot.at + timedelta(minutes=minutes), zone)
        assert begins.time() >= time(9)
        assert ends.time() <= time(12) or begins.utcoffset() != ends.utcoffset()


def test_what_is_taken_is_not_offered_nor_the_rest_around_it() -> None:
    taken = Span(NOON.replace(day=19, hour=9), NOON.replace(day=19, hour=10, minute=10))  # ten in Amsterdam
    found = free([THURSDAY], [taken], {}, how=Booking(50, 10, days=5), now=NOON)
    assert [slot.at for slot in found] == [
        NOON.replace(day=19, hour=8),
    ] or found == []
    assert [here(slot.at, "Europe/Amsterdam").strftime("%H:%M") for slot in found] == []


def test_a_room_that_is_taken_is_not_offered_and_notice_is_kept() -> None:
    whole = {"room": [Span(NOON.replace(day=19, hour=8), NOON.replace(day=19, hour=9))]}
    found = free([THURSDAY], [], whole, how=Booking(60, 0, notice=0, days=5), now=NOON)
    assert [here(slot.at, "Europe/Amsterdam").strftime("%H:%M") for slot in found] == ["10:00", "10:30", "11:00"]
    assert free([THURSDAY], [], {}, how=Booking(60, 0, notice=48, days=5), now=NOON) == []
