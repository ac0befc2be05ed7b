"""Dana's week: what stands in it, what she moves in it, her hours, days away, and the rooms of the office."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from ampersand.core import clock
from ampersand.core.ids import new_id
from ampersand.meetings.actions import setting
from ampersand.meetings.models import Away, Hours, Meeting, Room
from ampersand.meetings.rules.grid import Bounds, place
from tests.cast import Cast

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
EVENING = datetime(2026, 11, 26, 17, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now() -> None:
    clock.fix(MONDAY)


def meet(cast: Cast, at: datetime = EVENING, **more: Any) -> Meeting:
    return setting.set_meeting(by=cast.viewer(cast.dana), case_id=cast.couple.pk, at=at, minutes=60, **more)


def text(response: Any, status: int = 200) -> str:
    assert response.status_code == status, response.content[:300]
    return response.content.decode()


def test_the_week_shows_whose_where_and_when_on_her_own_clock(cast: Cast) -> None:
    row = meet(cast)
    dana = cast.client(cast.dana)
    page = text(dana.get("/calendar/"))
    assert "Ana &amp; Ben" in page
    assert "18:30" in page
    assert f"at-{(18 - 8) * 4 + 3} for-4" in page
    assert str(row.pk) not in text(dana.get("/calendar/?day=2026-12-02"))
    assert "Ana &amp; Ben" in text(dana.get("/calendar/day/?day=2026-11-26"))
    assert text(dana.get("/calendar/?day=nonsense"))


@pytest.mark.parametrize("who", ["ana", "emil", "gita", "farid"])
def test_nobody_else_has_a_calendar(cast: Cast, who: str) -> None:
    client = cast.client(getattr(cast, who))
    for path in ("/calendar/", "/calendar/day/", "/calendar/new/", "/calendar/hours/", "/calendar/away/", "/today/"):
        assert client.get(path).status_code == 404, path


def test_a_meeting_moved_in_the_week_can_be_put_back(cast: Cast) -> None:
    row, dana = meet(cast), cast.client(cast.dana)
    told = {"day": "2026-11-25", "hour": "10:15", "minutes": "60", "revision": "0", "room": "", "from": "week"}
    answer = dana.post(reverse("meetings:move", args=[row.pk]), told)
    assert answer.status_code == 303
    assert answer.url == f"/calendar/?day=2026-11-25&moved={row.pk}&was=2026-11-26T18:30"
    page = text(dana.get(answer.url))
    assert "Put it back" in page
    back = {"day": "2026-11-26", "hour": "18:30", "revision": "1", "undo": "yes"}
    assert dana.post(reverse("meetings:move", args=[row.pk]), told | back).url == "/calendar/?day=2026-11-26"
    row = Meeting.objects.visible_to(cast.viewer(cast.dana)).get()
    assert (row.begins_at, row.revision) == (EVENING, 2)


def test_dana_says_when_she_works_and_takes_it_away_again(cast: Cast) -> None:
    dana = cast.client(cast.dana)
    told = {"weekday": "3", "begins": "09:00", "ends": "17:00", "zone": "Europe/Amsterdam", "room": ""}
    assert dana.post("/calendar/hours/", told).status_code == 303
    assert "Some hours begin then already." in text(dana.post("/calendar/hours/", told), 422)
    assert "after the beginning" in text(dana.post("/calendar/hours/", told | {"ends": "08:00"}), 422)
    (row,) = Hours.objects.visible_to(cast.viewer(cast.dana))
    assert not Hours.objects.visible_to(cast.viewer(cast.hugo)).exists()
    assert cast.client(cast.hugo).post(f"/calendar/hours/{row.pk}/remove/").status_code == 404
    assert dana.post(f"/calendar/hours/{row.pk}/remove/").status_code == 303
    assert "No hours yet" in text(dana.get("/calendar/hours/"))


def test_the_rest_after_a_meeting_is_hers_to_say(cast: Cast) -> None:
    dana = cast.client(cast.dana)
    told = {"joint_minutes": 80, "alone_minutes": 50, "rest": 20, "notice": 12, "change_notice": 24, "days": 60}
    assert dana.post("/calendar/hours/", told).status_code == 303
    row = meet(cast)
    assert row.free_at - row.ends_at == timedelta(minutes=20)
    assert 'value="20"' in text(dana.get("/calendar/hours/"))


def test_days_away_are_whole_days_unless_she_says_hours(cast: Cast) -> None:
    dana = cast.client(cast.dana)
    told = {"first": "2026-12-24", "last": "2026-12-31", "why": "holiday", "form_id": str(new_id())}
    for _ in range(2):
        assert dana.post("/calendar/away/", told).status_code == 303
    (row,) = Away.objects.visible_to(cast.viewer(cast.dana))
    assert (row.begins_at.isoformat(), row.ends_at.isoformat()) == (
        "2026-12-23T23:00:00+00:00", "2026-12-31T23:00:00+00:00"
    )  # fmt: skip
    assert "holiday" in text(dana.get("/calendar/?day=2026-12-28"))
    assert "after the beginning" in text(dana.post("/calendar/away/", told | {"last": "2026-12-01"}), 422)
    assert dana.post(f"/calendar/away/{row.pk}/remove/").status_code == 303


def test_the_office_keeps_the_rooms(cast: Cast) -> None:
    gita = cast.client(cast.gita)
    assert gita.post("/practice/rooms/", {"name": "The garden room"}).status_code == 303
    assert "is there already" in text(gita.post("/practice/rooms/", {"name": "The garden room"}), 422)
    assert cast.client(cast.dana).post("/practice/rooms/", {"name": "Mine"}).status_code == 404
    room = Room.objects.get()
    assert "The garden room" in text(cast.client(cast.dana).get("/calendar/hours/"))
    assert gita.post(f"/practice/rooms/{room.pk}/close/").status_code == 303
    assert "The garden room" not in text(cast.client(cast.dana).get("/calendar/hours/"))


def test_today_is_where_her_work_begins(cast: Cast) -> None:
    meet(cast, MONDAY + timedelta(hours=2))
    dana = cast.client(cast.dana)
    assert dana.get("/").url == "/today/"
    page = text(dana.get("/today/"))
    assert "One meeting" in page
    assert "12:00" in page


def test_the_week_costs_the_same_however_full_it_is(cast: Cast, django_assert_max_num_queries: Any) -> None:
    dana = cast.client(cast.dana)
    dana.get("/account/")
    for hours in range(5):
        meet(cast, MONDAY + timedelta(hours=24 + hours * 2))
    for _ in range(2):
        with django_assert_max_num_queries(8):
            text(dana.get("/calendar/"))
        for hours in range(5):
            meet(cast, MONDAY + timedelta(hours=48 + hours * 2))


def test_a_picture_of_a_day_holds_what_is_early_late_and_over_midnight() -> None:
    early, late = datetime(2026, 11, 23, 6, 30), datetime(2026, 11, 23, 23, 30)
    bounds = Bounds.around([(early.time(), late.time()), (late.time(), datetime(2026, 11, 24, 0, 30).time())])
    assert bounds == Bounds(6, 24)
    assert place(early, early + timedelta(minutes=50), bounds).row == 3
    assert place(late, late + timedelta(hours=1), bounds).rows == 2
    assert place(early, early + timedelta(minutes=5), bounds).rows == 1
