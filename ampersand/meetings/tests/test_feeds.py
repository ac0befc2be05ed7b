"""What leaves into other calendars, read with a library that did not write it; and reminders by the safe way."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import vobject
from django.core import mail
from django.test import Client

from ampersand.accounts.models import SafeContact
from ampersand.accounts.safe_contact import Words, seal
from ampersand.core import clock
from ampersand.core.ids import new_id
from ampersand.meetings.actions import own, reminding, setting
from ampersand.meetings.models import Meeting
from tests.cast import Cast

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
AT = datetime(2026, 11, 26, 17, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now() -> None:
    clock.fix(NOW)


def meet(cast: Cast, at: datetime = AT, **more: Any) -> Meeting:
    return setting.set_meeting(by=cast.viewer(cast.dana), case_id=cast.couple.pk, at=at, minutes=60, **more)


def events(content: bytes | str) -> list[Any]:
    text = content.decode() if isinstance(content, bytes) else content
    return list(vobject.readOne(text).contents.get("vevent", []))


def fetched(cast: Cast, who: str) -> bytes:
    token = own.make_feed(by=cast.viewer(getattr(cast, who)))
    response = Client().get(f"/feed/{token}.ics")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return bytes(response.content)


def test_each_feed_holds_ones_own_appointments_in_neutral_words_with_other_ids(cast: Cast) -> None:
    meet(cast)
    meet(cast, AT + timedelta(days=1), person_id=cast.ana.pk)
    anas, bens, danas = fetched(cast, "ana"), fetched(cast, "ben"), fetched(cast, "dana")
    assert [len(events(one)) for one in (anas, bens, danas)] == [2, 1, 2]
    (one,) = events(bens)
    assert (one.dtstart.value, one.dtend.value) == (AT, AT + timedelta(hours=1))
    assert (one.summary.value, one.status.value) == ("Appointment", "CONFIRMED")
    ids = [event.uid.value for feed in (anas, bens, danas) for event in events(feed)]
    assert len(set(ids)) == 5
    for word in (b"Ana", b"Ben", b"Dana", b"Linden", b"http", b"therap", str(cast.couple.pk).encode()):
        assert word not in anas + bens + danas, word
    assert events(fetched(cast, "emil")) == [], "who supervises has no appointment"


def test_a_move_and_a_cancel_keep_the_id_and_count_on(cast: Cast) -> None:
    row, dana = meet(cast), cast.viewer(cast.dana)
    (before,) = events(fetched(cast, "ana"))
    setting.move(by=dana, meeting_id=row.pk, at=AT + timedelta(hours=1))
    (moved,) = events(fetched(cast, "ana"))
    assert moved.uid.value == before.uid.value
    assert (moved.dtstart.value, moved.sequence.value) == (AT + timedelta(hours=1), "1")
    setting.call_off(by=dana, meeting_id=row.pk)
    (gone,) = events(fetched(cast, "ana"))
    assert (gone.uid.value, gone.status.value, gone.sequence.value) == (before.uid.value, "CANCELLED", "2")


def test_an_address_that_was_stopped_or_never_was_opens_nothing(cast: Cast) -> None:
    ana = cast.viewer(cast.ana)
    first = own.make_feed(by=ana)
    second = own.make_feed(by=ana)
    assert Client().get(f"/feed/{first}.ics").status_code == 404
    assert Client().get(f"/feed/{second}.ics").status_code == 200
    own.revoke_feed(by=ana)
    gone, never = Client().get(f"/feed/{second}.ics"), Client().get("/feed/never.ics")
    assert gone.status_code == never.status_code == 404
    assert gone.content == never.content


def test_the_page_shows_the_address_once(cast: Cast) -> None:
    ana = cast.client(cast.ana)
    shown = ana.post("/my/calendar/feed/").content.decode()
    assert ".ics" in shown
    assert ".ics" not in ana.get("/my/calendar/").content.decode()
    assert ana.post("/my/calendar/", {"remind": "24"}).status_code == 303
    assert ana.post("/my/calendar/", {"remind": "7"}).status_code == 422


def test_each_is_written_to_alone_with_an_invitation_that_calendars_take(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    dana = cast.viewer(cast.dana)
    with django_capture_on_commit_callbacks(execute=True):
        row = meet(cast)
        setting.move(by=dana, meeting_id=row.pk, at=AT + timedelta(hours=1))
        setting.call_off(by=dana, meeting_id=row.pk)
    hers = [message for message in mail.outbox if message.to == [cast.ana.email]]
    files = [vobject.readOne(message.attachments[0][1]) for message in hers]
    assert [one.method.value for one in files] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [one.vevent.sequence.value for one in files] == ["0", "1", "2"]
    assert len({one.vevent.uid.value for one in files}) == 1
    assert {one.vevent.attendee.value for one in files} == {"mailto:ana@example.org"}
    assert "ben@" not in "".join(str(message.message()) for message in hers)


def test_a_meeting_alone_is_told_to_nobody_else(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        meet(cast, person_id=cast.ana.pk)
    assert [message.to for message in mail.outbox] == [[cast.ana.email]]


def test_reminders_come_once_in_time_to_move_and_only_where_a_mail_is_safe(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    row = meet(cast)
    SafeContact(person=cast.ben, channels=["call"], words=seal(cast.ben.pk, Words()), reviewed_on=NOW.date()).insert()
    with django_capture_on_commit_callbacks(execute=True):
        assert reminding.remind_whom_it_is_time(AT - timedelta(hours=73)) == 0
        assert reminding.remind_whom_it_is_time(AT - timedelta(hours=71)) == 1
        assert reminding.remind_whom_it_is_time(AT - timedelta(hours=70)) == 0
    (message,) = [one for one in mail.outbox if one.subject == "Your appointment"]
    assert message.to == [cast.ana.email]
    assert "Thursday 26 November, 18:30" in message.body
    assert str(row.pk) in message.body
    assert Client().get(f"/meetings/{row.pk}/").status_code == 302, "the link needs a sign-in"


def test_nobody_is_reminded_who_does_not_want_it_or_was_told_just_now(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    own.remind(by=cast.viewer(cast.ana), hours=0)
    clock.fix(AT - timedelta(hours=50))
    meet(cast)
    with django_capture_on_commit_callbacks(execute=True):
        assert reminding.remind_whom_it_is_time(AT - timedelta(hours=49)) == 0


def test_one_appointment_is_a_file_for_whoever_takes_part(cast: Cast) -> None:
    row = meet(cast, person_id=cast.ana.pk)
    path = f"/meetings/{row.pk}/appointment.ics"
    assert len(events(cast.client(cast.ana).get(path).content)) == 1
    for who in (cast.ben, cast.emil, cast.farid):
        assert cast.client(who).get(path).status_code == 404
    assert cast.client(cast.ben).get(f"/meetings/{new_id()}/appointment.ics").status_code == 404
