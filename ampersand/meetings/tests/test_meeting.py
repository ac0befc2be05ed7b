"""Dana sets, moves and calls off meetings; whoever takes part sees them in their own time, and nobody else does."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from ampersand.core import clock
from ampersand.core.ids import new_id
from ampersand.meetings.actions import coming, setting
from ampersand.meetings.actions.holding import Taken
from ampersand.meetings.models import Away, Meeting, Room
from ampersand.meetings.queries import joint
from ampersand.privacy.policy import Hidden
from tests.cast import Cast

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
THURSDAY = datetime(2026, 11, 26, 17, 30, tzinfo=UTC)  # half past six where Dana is, half past five for Ben
TYPED = {"day": "2026-11-26", "hour": "18:30", "minutes": "75", "room": "", "whom": "", "every": "", "number": ""}


@pytest.fixture(autouse=True)
def _now() -> None:
    clock.fix(NOW)


def post(client: Client, name: str, key: UUID, **data: Any) -> Any:
    return client.post(reverse(f"meetings:{name}", args=[key]), {"form_id": str(new_id())} | data)


def page(client: Client, name: str, key: UUID, status: int = 200) -> str:
    response = client.get(reverse(f"meetings:{name}", args=[key]))
    assert response.status_code == status
    return response.content.decode()


def held(cast: Cast) -> list[Meeting]:
    return list(Meeting.objects.visible_to(cast.viewer(cast.dana)).order_by("begins_at"))


def joint_one(cast: Cast, at: datetime = THURSDAY, **more: Any) -> Meeting:
    return setting.set_meeting(by=cast.viewer(cast.dana), case_id=cast.couple.pk, at=at, **more)


def test_dana_sets_one_and_pressed_twice_it_is_one(cast: Cast) -> None:
    dana = cast.client(cast.dana)
    for _ in range(2):
        assert post(dana, "set_meeting", cast.couple.pk, **TYPED).status_code == 303
    (row,) = held(cast)
    assert (row.begins_at, row.zone) == (THURSDAY, "Europe/Amsterdam")


def test_each_reads_it_in_their_own_time_and_the_others_beside_it(cast: Cast) -> None:
    row = joint_one(cast)
    assert "18:30" in page(cast.client(cast.ana), "meeting", row.pk)
    bens = page(cast.client(cast.ben), "meeting", row.pk)
    assert "17:30" in bens
    assert "18:30</time>, Amsterdam" in bens
    assert "17:30</time>, Lisbon" in page(cast.client(cast.ana), "meeting", row.pk)


def test_a_meeting_alone_is_there_for_that_person_and_for_nobody_else_in_the_case(cast: Cast) -> None:
    row = joint_one(cast, person_id=cast.ana.pk, minutes=50)
    ben = cast.client(cast.ben)
    nothing = page(ben, "of_case", cast.couple.pk)
    assert "No meeting is set" in nothing
    assert "you alone" in page(cast.client(cast.ana), "of_case", cast.couple.pk)
    assert page(ben, "meeting", row.pk, 404)
    assert "Ana 1, Ben 0" in page(cast.client(cast.dana), "of_case", cast.couple.pk)
    assert joint.next_of(cast.viewer(cast.ana), [cast.couple.pk]) == {}


def test_a_member_sets_nothing_and_a_stranger_alone_is_refused(cast: Cast) -> None:
    assert post(cast.client(cast.ana), "set_meeting", cast.couple.pk, **TYPED).status_code == 404
    assert post(cast.client(cast.emil), "set_meeting", cast.couple.pk, **TYPED).status_code == 404
    with pytest.raises(Hidden):
        joint_one(cast, person_id=cast.farid.pk)


def test_two_meetings_never_lie_over_each_other_nor_over_the_rest(cast: Cast) -> None:
    joint_one(cast, minutes=60)
    dana = cast.viewer(cast.dana)
    for minutes in (-30, 0, 30, 69):
        with pytest.raises(Taken):
            setting.set_meeting(by=dana, case_id=cast.family.pk, at=THURSDAY + timedelta(minutes=minutes), minutes=60)
    setting.set_meeting(by=dana, case_id=cast.family.pk, at=THURSDAY + timedelta(minutes=70), minutes=60)
    answer = post(cast.client(cast.dana), "set_meeting", cast.couple.pk, **TYPED | {"hour": "18:45"})
    assert answer.status_code == 422
    assert "You have another meeting then" in answer.content.decode()
    assert 'value="18:45"' in answer.content.decode(), "what was typed is kept"


def test_a_room_is_in_one_meeting_at_a_time_and_days_away_are_kept(cast: Cast) -> None:
    room = Room.objects.create(practice=cast.practice, name="The garden room")
    setting.set_meeting(by=cast.viewer(cast.hugo), case_id=cast.anas_own.pk, at=THURSDAY, minutes=60, room_id=room.pk)
    with pytest.raises(Taken) as taken:
        joint_one(cast, room_id=room.pk)
    assert taken.value.what == "room"
    Away(therapist=cast.dana, begins_at=THURSDAY, ends_at=THURSDAY + timedelta(days=1), zone="UTC").insert()
    with pytest.raises(Taken) as taken:
        joint_one(cast)
    assert taken.value.what == "away"


def test_a_series_stays_at_its_hour_and_tells_what_was_left_out(cast: Cast) -> None:
    since = datetime(2027, 3, 18, tzinfo=UTC)
    Away(therapist=cast.dana, begins_at=since, ends_at=since + timedelta(days=1), zone="UTC").insert()
    answer = cast.client(cast.dana)
    typed = TYPED | {"day": "2027-03-11", "every": "1", "number": "4", "form_id": str(new_id())}
    for _ in range(2):
        assert post(answer, "set_meeting", cast.couple.pk, **typed).status_code == 303
    rows = held(cast)
    assert [f"{row.begins_at:%d.%m. %H:%M}" for row in rows] == ["11.03. 17:30", "25.03. 17:30", "01.04. 16:30"]
    text = page(answer, "of_case", cast.couple.pk)
    assert "Thursday 18 March 2027, 18:30" in text
    assert "every week" in text


def test_one_of_a_series_moves_alone_and_the_later_ones_can_be_called_off_together(cast: Cast) -> None:
    dana = cast.client(cast.dana)
    post(dana, "set_meeting", cast.couple.pk, **TYPED | {"every": "2", "number": "3"})
    first, second, third = held(cast)
    typed = {"day": "2026-12-09", "hour": "10:00", "minutes": "60", "revision": "0"}
    assert post(dana, "move", second.pk, **typed).status_code == 303
    assert post(dana, "move", second.pk, **typed | {"hour": "11:00"}).status_code == 422, "a page from before"
    assert [f"{row.begins_at:%d %H}" for row in held(cast)] == ["26 17", "09 09", "24 17"]
    assert post(dana, "call_off", second.pk, which="later").status_code == 303
    assert {row.pk: row.state for row in held(cast)} == {
        first.pk: "set", second.pk: "called_off", third.pk: "called_off"
    }  # fmt: skip
    assert "It does not take place." in page(cast.client(cast.ana), "meeting", second.pk)


def test_what_is_set_again_after_it_was_called_off_is_the_same_meeting(cast: Cast) -> None:
    row = joint_one(cast)
    setting.call_off(by=cast.viewer(cast.dana), meeting_id=row.pk)
    again = joint_one(cast)
    assert (again.pk, again.state, again.revision) == (row.pk, "set", 2)


def test_who_was_not_there_is_noted_without_a_reason_and_seen_by_nobody_else(cast: Cast) -> None:
    row = joint_one(cast, at=NOW - timedelta(hours=2))
    how = {cast.ana.pk: ("late", 10), cast.ben.pk: ("not", 0)}
    coming.note(by=cast.viewer(cast.dana), meeting_id=row.pk, how=how)
    coming.note(by=cast.viewer(cast.dana), meeting_id=row.pk, how=how)
    assert joint.missed(cast.viewer(cast.dana), cast.couple.pk, NOW - timedelta(days=1)) == [
        (cast.ben.pk, row.begins_at)
    ]
    assert joint.missed(cast.viewer(cast.ana), cast.couple.pk, NOW - timedelta(days=1)) == []
    with pytest.raises(Hidden):
        coming.note(by=cast.viewer(cast.ana), meeting_id=row.pk, how=how)
    with pytest.raises(Hidden):
        coming.note(by=cast.viewer(cast.dana), meeting_id=row.pk, how={cast.farid.pk: ("not", 0)})


def test_the_pages_cost_the_same_however_many_meetings(cast: Cast, django_assert_max_num_queries: Any) -> None:
    dana, ana = cast.client(cast.dana), cast.client(cast.ana)
    rows = [joint_one(cast, at=THURSDAY + timedelta(weeks=week)) for week in range(12)]
    for client in (dana, ana):
        client.get("/account/")
        with django_assert_max_num_queries(10):
            page(client, "of_case", cast.couple.pk)
        with django_assert_max_num_queries(13):
            page(client, "meeting", rows[0].pk)
