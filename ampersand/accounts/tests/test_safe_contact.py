"""Ana says how she may be reached; every mail keeps to it, and nobody she takes part with ever sees it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db.models import QuerySet

from ampersand.accounts import announcing, letters
from ampersand.accounts.models import Person, SafeContact
from ampersand.accounts.queries import contact_is_due, own_contact
from ampersand.core import clock
from ampersand.privacy.models import AuditEvent
from tests.cast import Cast

PATH = "/account/reaching-me/"
TOLD = {
    "channels": ["email", "call"], "numbers": "06 1234", "may_leave_message": "no", "shared_device": "yes",
    "times": ["weekday_morning"], "we_say": "the clinic, about your appointment", "code_phrase": "blue teapot",
    "emergency_person": "Mia, 06 9876", "language": "Portuguese", "version": "0",
}  # fmt: skip


def tell(cast: Cast, who: Person, **more: Any) -> Any:
    return cast.client(who).post(PATH, TOLD | more)


def stored(who: Person) -> SafeContact:
    rows: QuerySet[SafeContact] = QuerySet(SafeContact)
    return rows.get(person=who)


def test_ana_tells_it_and_reads_it_again(cast: Cast) -> None:
    assert tell(cast, cast.ana)["Location"] == "/account/"
    held = own_contact(cast.viewer(cast.ana))
    assert held is not None
    assert (held.channels, held.words.code_phrase, held.may_leave_message) == (("email", "call"), "blue teapot", False)
    page = cast.client(cast.ana).get(PATH).content.decode()
    assert 'value="blue teapot"' in page


def test_what_names_anyone_is_sealed(cast: Cast) -> None:
    tell(cast, cast.ana)
    sealed = bytes(stored(cast.ana).words)
    for words in (b"teapot", b"06 1234", b"Mia", b"clinic"):
        assert words not in sealed
    note = AuditEvent.objects.filter(verb="accounts.contact_kept").get()
    assert (note.actor_id, note.note) == (cast.ana.pk, "")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"channels": []}, "Choose at least one way"),
        ({"only_here": "on"}, "Choose either the ways above"),
        ({"numbers": ""}, "Which number is safe?"),
        ({"channels": ["post"]}, "Where is a letter safe?"),
        ({"shared_device": ""}, "This field is required"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(cast: Cast, more: dict[str, Any], says: str) -> None:
    answer = tell(cast, cast.ana, **more)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert 'value="blue teapot"' in answer.content.decode()


def test_two_tabs_do_not_overwrite_each_other(cast: Cast) -> None:
    tell(cast, cast.ana)
    assert tell(cast, cast.ana, version="1", code_phrase="green hat").status_code == 303
    late = tell(cast, cast.ana, version="1", code_phrase="red shoe")
    assert late.status_code == 422
    assert "on another device meanwhile" in late.content.decode()
    assert own_contact(cast.viewer(cast.ana)).words.code_phrase == "green hat"
    assert 'name="version" value="2"' in late.content.decode()
    assert tell(cast, cast.ana, version="0").status_code == 422, "nor does one opened before the first"


def test_asked_again_after_ninety_days_and_answered_with_one_press(cast: Cast) -> None:
    start = datetime(2026, 8, 3, 9, tzinfo=UTC)
    clock.fix(start)
    assert contact_is_due(cast.viewer(cast.ana))
    tell(cast, cast.ana)
    assert not contact_is_due(cast.viewer(cast.ana))
    clock.fix(start + timedelta(days=90))
    ana = cast.client(cast.ana)
    assert "Is this still right?" in ana.get(PATH).content.decode()
    assert ana.post(PATH, {"right": "yes", "next": "/my/"})["Location"] == "/my/"
    assert not contact_is_due(cast.viewer(cast.ana))
    assert "Is this still right?" not in ana.get(PATH).content.decode()


def test_one_is_led_back_to_our_own_pages_only(cast: Cast) -> None:
    assert tell(cast, cast.ana, next="https://example.net/")["Location"] == "/account/"
    assert tell(cast, cast.ana, version="1", next="//example.net/")["Location"] == "/account/"


def test_nobody_else_reaches_it(cast: Cast) -> None:
    tell(cast, cast.ana)
    for person in (cast.ben, cast.chloe, cast.dana, cast.farid, cast.gita):
        assert "blue teapot" not in cast.client(person).get(PATH).content.decode()


def test_only_in_here_means_no_mail_but_the_code_one_asks_for(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    tell(cast, cast.ana, channels=[], only_here="on")
    with django_capture_on_commit_callbacks(execute=True):
        announcing.something_waits([cast.ana, cast.ben])
        assert not letters.write_to("ANA@example.org", subject="An invitation", body="A link")
    assert [message.to for message in mail.outbox] == [["ben@example.org"]]
    with django_capture_on_commit_callbacks(execute=True):
        cast.client(None).post("/account/sign-in/", {"email": "ana@example.org"})
    assert mail.outbox[-1].to == ["ana@example.org"]


def test_a_mail_goes_under_the_neutral_name_and_waits_for_a_good_time(
    cast: Cast, django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    Person.objects.filter(pk=cast.ana.pk).update(sender_name="Post")
    cast.ana.refresh_from_db()
    tell(cast, cast.ana)
    clock.fix(datetime(2026, 11, 21, 20, tzinfo=UTC))  # a Saturday evening
    waits: list[Any] = []
    monkeypatch.setattr("ampersand.core.mail.send", lambda **told: waits.append(told))
    assert letters.write(cast.ana, subject="You have something to fill in", body="A link")
    assert waits[0]["sender_name"] == "Post"
    assert waits[0]["not_before"].isoformat() == "2026-11-23T08:00:00+01:00"


def test_everyone_is_asked_about_once(cast: Cast, django_assert_num_queries: Any) -> None:
    tell(cast, cast.ana)
    with django_assert_num_queries(1):
        announcing.something_waits([cast.ana, cast.ben, cast.chloe])
