"""Ana and Ben, in two zones, take a time together; each takes one alone; nobody learns of the other's."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core import mail
from django.urls import reverse

from ampersand.core import clock
from ampersand.core.ids import new_id
from ampersand.meetings.actions import booking, freed, setting
from ampersand.meetings.actions.booking import TooLate
from ampersand.meetings.actions.holding import Taken
from ampersand.meetings.forms.taking import key_of
from ampersand.meetings.models import Calendar, Hours, Meeting, Wish
from ampersand.meetings.queries import offers
from ampersand.privacy.policy import Hidden
from ampersand.safety.models import JointWork
from tests.cast import Cast

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
TUESDAY = datetime(2026, 12, 1, 8, tzinfo=UTC)  # nine where Dana is


@pytest.fixture(autouse=True)
def _works_on_tuesdays(cast: Cast) -> None:
    clock.fix(MONDAY)
    for weekday in (1, 2):
        Hours(
            therapist=cast.dana, practice=cast.practice, weekday=weekday, begins=time(9), ends=time(12),
            zone="Europe/Amsterdam",
        ).insert()  # fmt: skip
    Calendar(therapist=cast.dana, practice=cast.practice, offers_alone=True).insert()
    JointWork(case=cast.couple, goes_on=True).insert()


def times(cast: Cast, who: str, query: str = "", case: Any = None) -> tuple[int, str]:
    path = reverse("meetings:times", args=[(case or cast.couple).pk])
    response = cast.client(getattr(cast, who)).get(path + query)
    return response.status_code, response.content.decode()


def take(cast: Cast, who: str, at: datetime = TUESDAY, *, alone: bool = False, key: UUID | None = None) -> Meeting:
    by = cast.viewer(getattr(cast, who))
    return booking.take(by=by, case_id=cast.couple.pk, at=at, meeting_id=key or new_id(), alone=alone)


def states(cast: Cast) -> list[tuple[datetime, str]]:
    rows = Meeting.objects.visible_to(cast.viewer(cast.dana)).order_by("begins_at")
    return list(rows.values_list("begins_at", "state"))


def test_each_sees_the_times_on_their_own_clock_with_the_others_beside(cast: Cast) -> None:
    _, anas = times(cast, "ana")
    _, bens = times(cast, "ben")
    assert "<strong><time" in anas
    assert '>09:00</time></strong> <span class="small soft">08:00 for Ben, Lisbon</span>' in anas
    assert '>08:00</time></strong> <span class="small soft">09:00 for Ana, Amsterdam</span>' in bens
    _, alone = times(cast, "ana", "?alone=yes")
    assert "for Ben" not in alone


def test_proposed_by_one_it_stands_when_each_has_said_yes(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        _proposed_and_confirmed(cast)
    assert {message.to[0] for message in mail.outbox} == {cast.ben.email, cast.ana.email, cast.dana.email}
    assert {message.subject for message in mail.outbox} == {"Something in your calendar is new"}


def _proposed_and_confirmed(cast: Cast) -> None:
    ana, ben = cast.client(cast.ana), cast.client(cast.ben)
    form = {"at": key_of(TUESDAY), "form_id": str(new_id())}
    for _ in range(2):
        answer = ana.post(reverse("meetings:times", args=[cast.couple.pk]), form)
        assert answer.status_code == 303
    assert states(cast) == [(TUESDAY, "proposed")]
    page = ben.get(answer.url).content.decode()
    assert "Does this time suit you?" in page
    key = answer.url.split("/")[2]
    said = ben.post(reverse("meetings:answer", args=[key]), {"suits": "yes"}, follow=True).content.decode()
    assert "It suits everyone, so it stands." in said
    assert states(cast) == [(TUESDAY, "set")]


def test_a_proposed_time_is_held_and_free_again_when_it_does_not_suit(cast: Cast) -> None:
    row = take(cast, "ana")
    with pytest.raises(Taken):
        setting.set_meeting(by=cast.viewer(cast.dana), case_id=cast.family.pk, at=TUESDAY, minutes=30)
    assert booking.answer(by=cast.viewer(cast.ben), meeting_id=row.pk, suits=False) is None
    assert states(cast) == [(TUESDAY, "called_off")]
    setting.set_meeting(by=cast.viewer(cast.dana), case_id=cast.family.pk, at=TUESDAY, minutes=30)


def test_what_nobody_answers_is_let_go_after_three_days(cast: Cast) -> None:
    take(cast, "ana")
    assert freed.let_go_of_old_proposals(MONDAY + timedelta(days=2)) == 0
    assert freed.let_go_of_old_proposals(MONDAY + timedelta(days=4)) == 1


def test_a_meeting_alone_is_set_at_once_and_only_a_time_less_for_the_other(cast: Cast) -> None:
    before = offers.offered(cast.viewer(cast.ben), cast.couple.pk, alone=False).slots
    row = take(cast, "ana", alone=True)
    assert row.state == "set"
    after = offers.offered(cast.viewer(cast.ben), cast.couple.pk, alone=False).slots
    booking.call_off(by=cast.viewer(cast.ana), meeting_id=row.pk)
    Hours.objects.visible_to(cast.viewer(cast.hugo))
    stranger = setting.set_meeting(by=cast.viewer(cast.dana), case_id=cast.family.pk, at=TUESDAY, minutes=50)
    assert stranger.ends_at == row.ends_at
    assert offers.offered(cast.viewer(cast.ben), cast.couple.pk, alone=False).slots == after, "as any other client’s"
    assert len(after) < len(before)


def test_while_joint_work_rests_no_joint_time_is_offered_but_alone_they_are(cast: Cast) -> None:
    JointWork.objects.visible_to(cast.viewer(cast.dana), "write").update(goes_on=False)
    _, text = times(cast, "ana")
    assert "Paused until you have met with your therapist" in text
    with pytest.raises(Taken):
        take(cast, "ana")
    assert take(cast, "ana", alone=True).state == "set"


@pytest.mark.parametrize(
    ("who", "case"), [("farid", "couple"), ("dana", "couple"), ("emil", "couple"), ("ben", "anas_own")]
)
def test_nobody_else_is_offered_a_time(cast: Cast, who: str, case: str) -> None:
    assert times(cast, who, case=getattr(cast, case))[0] == 404


def test_one_of_all_moves_when_it_suits_everyone_and_stays_the_same_meeting(cast: Cast) -> None:
    row = setting.set_meeting(by=cast.viewer(cast.dana), case_id=cast.couple.pk, at=TUESDAY, minutes=60)
    later = TUESDAY + timedelta(days=1)
    other = booking.propose_move(by=cast.viewer(cast.ben), meeting_id=row.pk, at=later, new_id=new_id())
    assert states(cast) == [(TUESDAY, "set"), (later, "proposed")]
    page = cast.client(cast.ana).get(reverse("meetings:meeting", args=[row.pk])).content.decode()
    assert "Another time is proposed" in page
    moved = booking.answer(by=cast.viewer(cast.ana), meeting_id=other.pk, suits=True)
    assert moved
    assert (moved.pk, moved.begins_at, moved.revision) == (row.pk, later, 1)
    assert states(cast) == [(later, "set")]


def test_near_a_meeting_clients_call_instead(cast: Cast) -> None:
    row = take(cast, "ana", alone=True)
    clock.fix(TUESDAY - timedelta(hours=40))
    with pytest.raises(TooLate):
        booking.call_off(by=cast.viewer(cast.ana), meeting_id=row.pk)
    page = cast.client(cast.ana).get(reverse("meetings:meeting", args=[row.pk])).content.decode()
    assert "nobody is cross" in page
    assert cast.client(cast.ana).get(reverse("meetings:call_off", args=[row.pk])).status_code == 404


def test_ben_can_do_nothing_with_a_meeting_of_anas_alone(cast: Cast) -> None:
    row, ben = take(cast, "ana", alone=True), cast.client(cast.ben)
    for name in ("meeting", "move", "call_off"):
        there = ben.get(reverse(f"meetings:{name}", args=[row.pk]))
        assert there.status_code == ben.get(reverse(f"meetings:{name}", args=[new_id()])).status_code == 404
    for name in ("answer", "earlier", "move", "call_off"):
        assert ben.post(reverse(f"meetings:{name}", args=[row.pk]), {"suits": "no", "wants": "yes"}).status_code == 404
    with pytest.raises(Hidden):
        booking.wait_for_earlier(by=cast.viewer(cast.ben), meeting_id=row.pk, wants=True)


def test_whoever_waits_for_an_earlier_time_is_told_once_a_day(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    dana = cast.viewer(cast.dana)
    first = setting.set_meeting(by=dana, case_id=cast.family.pk, at=TUESDAY, minutes=60)
    second = setting.set_meeting(by=dana, case_id=cast.family.pk, at=TUESDAY + timedelta(hours=2), minutes=60)
    later = take(cast, "ana", TUESDAY + timedelta(days=1), alone=True)
    for _ in range(2):
        booking.wait_for_earlier(by=cast.viewer(cast.ana), meeting_id=later.pk, wants=True)
    assert Wish.objects.visible_to(dana).count() == 1
    with django_capture_on_commit_callbacks(execute=True):
        setting.call_off(by=dana, meeting_id=first.pk)
        setting.call_off(by=dana, meeting_id=second.pk)
    hers = [message for message in mail.outbox if message.to == [cast.ana.email] and str(later.pk) in message.body]
    assert len(hers) == 1
    booking.wait_for_earlier(by=cast.viewer(cast.ana), meeting_id=later.pk, wants=False)
    assert not Wish.objects.visible_to(dana).exists()


def test_a_time_that_somebody_else_took_meanwhile_is_told_with_what_was_chosen(cast: Cast) -> None:
    setting.set_meeting(by=cast.viewer(cast.dana), case_id=cast.family.pk, at=TUESDAY, minutes=60)
    path, form = reverse("meetings:times", args=[cast.couple.pk]), {"at": key_of(TUESDAY), "form_id": str(new_id())}
    answer = cast.client(cast.ana).post(path, form)
    assert answer.status_code == 422
    assert "not free any more" in answer.content.decode()


def test_the_page_of_times_costs_the_same_however_many(cast: Cast, django_assert_max_num_queries: Any) -> None:
    ana = cast.client(cast.ana)
    ana.get("/account/")
    for _ in range(2):
        with django_assert_max_num_queries(12):
            ana.get(reverse("meetings:times", args=[cast.couple.pk]))
        for hours in (1, 3):
            setting.set_meeting(
                by=cast.viewer(cast.dana), case_id=cast.family.pk, at=TUESDAY + timedelta(hours=hours), minutes=60
            )
