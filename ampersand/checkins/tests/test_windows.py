"""When a check-in is open: before meetings, at the end of weeks without one, through changes of the clock."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ampersand.checkins.rules import windows
from ampersand.checkins.rules.windows import Meeting

ZONE = "Europe/Amsterdam"
THURSDAY = datetime(2026, 11, 19, 18, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
SOON = st.datetimes(datetime(2026, 9, 1), datetime(2027, 5, 1)).map(lambda at: at.replace(tzinfo=UTC))


def key(now: datetime, *meetings: datetime) -> str:
    found = windows.current(now, [Meeting(str(n), at) for n, at in enumerate(meetings)], ZONE)
    return found.key if found else ""


def test_it_opens_48_hours_before_a_meeting_and_closes_two_before() -> None:
    opens, closes = THURSDAY - 48 * HOUR, THURSDAY - 2 * HOUR
    assert [key(at, THURSDAY) for at in (opens - HOUR / 60, opens, closes - HOUR / 60, closes)] == [
        "",
        "m:0",
        "m:0",
        "",
    ]


def test_a_week_without_a_meeting_has_one_from_friday_to_sunday_in_the_practices_zone() -> None:
    opens, closes = datetime(2026, 11, 20, 6, tzinfo=UTC), datetime(2026, 11, 22, 21, tzinfo=UTC)
    assert [key(at) for at in (opens - HOUR, opens, closes - HOUR, closes)] == ["", "w:2026-11-16", "w:2026-11-16", ""]


def test_a_week_with_a_meeting_has_none_of_its_own() -> None:
    saturday = datetime(2026, 11, 21, 12, tzinfo=UTC)
    assert key(saturday, THURSDAY) == ""
    assert windows.upcoming(saturday, [Meeting("0", THURSDAY)], ZONE).key == "w:2026-11-23"


def test_a_meeting_on_monday_takes_the_place_of_the_week_before() -> None:
    monday = datetime(2026, 11, 23, 9, tzinfo=UTC)
    saturday, friday = datetime(2026, 11, 21, 12, tzinfo=UTC), datetime(2026, 11, 20, 12, tzinfo=UTC)
    assert (key(friday, monday), key(saturday, monday)) == ("", "m:0")


def test_the_clock_goes_back_and_the_weekly_one_still_closes_at_ten() -> None:
    week = windows.of_week(datetime(2026, 10, 24, tzinfo=UTC).date(), ZONE)
    assert week.opens == datetime(2026, 10, 23, 5, tzinfo=UTC)
    assert week.closes == datetime(2026, 10, 25, 21, tzinfo=UTC)


def test_a_meeting_can_be_rated_from_its_end_for_a_day() -> None:
    one = Meeting("0", THURSDAY, minutes=60)
    open_at = [bool(windows.rateable(THURSDAY + at * HOUR, [one])) for at in (0.9, 1, 24.9, 25)]
    assert open_at == [False, True, True, False]


@given(SOON, st.lists(SOON, max_size=4))
def test_there_is_always_a_next_one_and_never_two_weeklies_in_a_week_of_meetings(
    now: datetime, at: list[datetime]
) -> None:
    meetings = [Meeting(str(n), one) for n, one in enumerate(at)]
    following = windows.upcoming(now, meetings, ZONE)
    assert following.opens > now
    assert following.opens < following.closes
    found = windows.current(now, meetings, ZONE)
    assert found is None or found.is_open(now)
