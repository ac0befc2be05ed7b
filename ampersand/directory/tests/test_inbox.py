"""Dana's enquiries: read by her alone, accepted, answered with times, declined kindly, closed, and led into a case."""

from datetime import datetime
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ampersand.accounts.models import StaffRole
from ampersand.cases.models import Case, Invitation
from ampersand.core import clock
from ampersand.core.ids import new_id
from ampersand.directory.actions import answering, asking
from ampersand.directory.models import Letter, OfferedTime
from ampersand.directory.queries import inbox
from ampersand.directory.tests.stories import WORDS, letter_to, listed, wrote
from ampersand.privacy.models import AuditEvent
from ampersand.privacy.policy import Hidden
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _shown(cast: Cast) -> None:
    clock.fix(datetime.fromisoformat("2026-11-25T08:00:00+00:00"))
    listed(cast, cast.dana)
    listed(cast, cast.hugo)


@pytest.fixture
def letter(cast: Cast) -> Letter:
    """A letter to Dana from somebody in Lisbon."""
    return letter_to(wrote("dana", mail="wren@example.org"), cast.dana)


@pytest.fixture
def dana(cast: Cast) -> Client:
    return cast.client(cast.dana)


def state(cast: Cast, letter: Letter) -> str:
    return inbox.one(cast.viewer(cast.dana), letter.pk).line.state


def test_letters_that_wait_come_first_then_open_ones_then_what_is_over(cast: Cast, dana: Client) -> None:
    first, second, third = (letter_to(wrote("dana"), cast.dana) for _ in range(3))
    by = cast.viewer(cast.dana)
    answering.decline(by=by, letter_id=first.pk, text="No.", turn=[])
    answering.accept(by=by, letter_id=second.pk)
    assert [one.id for one in inbox.lines(by, "1")] == [third.pk, second.pk, first.pk]
    assert "waits for your answer" in dana.get("/enquiries/").content.decode()


@pytest.mark.parametrize("who", ["ana", "ben", "emil", "gita", "hugo", "farid"])
def test_nobody_else_reads_it_whatever_they_are(cast: Cast, letter: Letter, who: str) -> None:
    client = cast.client(getattr(cast, who))
    for path in ("", "accept/", "times/", "word/", "decline/", "close/", "begin/"):
        assert client.get(f"/enquiries/{letter.pk}/{path}").status_code in {404, 405}
        assert client.post(f"/enquiries/{letter.pk}/{path}", {"text": "x"}).status_code in {404, 405}
    assert state(cast, letter) == "sent"


def test_dana_reads_it_no_more_once_she_has_left_the_practice(cast: Cast, letter: Letter, dana: Client) -> None:
    assert WORDS in dana.get(f"/enquiries/{letter.pk}/").content.decode()
    StaffRole.objects.filter(person=cast.dana).delete()
    assert dana.get(f"/enquiries/{letter.pk}/").status_code == 404


def test_that_it_was_opened_is_recorded(cast: Cast, letter: Letter, dana: Client) -> None:
    dana.get(f"/enquiries/{letter.pk}/")
    assert AuditEvent.objects.filter(chain=letter.enquiry_id, verb="enquiry.opened", actor_id=cast.dana.pk).count() == 1


def test_yes_then_times_on_her_own_clock(
    cast: Cast, letter: Letter, dana: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        dana.post(f"/enquiries/{letter.pk}/accept/", {"text": "Gladly."})
        dana.post(f"/enquiries/{letter.pk}/accept/", {"text": ""})
    assert state(cast, letter) == "accepted"
    assert mail.outbox[0].to == ["wren@example.org"]
    form = {
        "time_0": "2026-11-26T10:30",
        "time_2": "2026-11-27T09:00",
        "minutes": "60",
        "online": "no",
        "text": "Come in.",
    }
    dana.post(f"/enquiries/{letter.pk}/times/", form)
    times = OfferedTime.objects.visible_to(cast.viewer(cast.dana)).order_by("starts_at")
    assert [time.starts_at.isoformat() for time in times] == ["2026-11-26T09:30:00+00:00", "2026-11-27T08:00:00+00:00"]
    assert {(time.minutes, time.online) for time in times} == {(60, False)}


@pytest.mark.parametrize(
    ("typed", "words"),
    [("2026-11-20T10:00", "This time has passed."), ("2027-03-28T02:30", "this time does not exist"),
     ("", "Choose a time."), ("soon", "Choose a day and a time.")],
)  # fmt: skip
def test_times_that_cannot_be_are_said_so_and_nothing_is_lost(
    cast: Cast, letter: Letter, dana: Client, typed: str, words: str
) -> None:
    page = dana.post(
        f"/enquiries/{letter.pk}/times/", {"time_0": typed, "minutes": "50", "online": "yes", "text": "See you."}
    )
    assert page.status_code == 422
    assert words in page.content.decode()
    assert "See you." in page.content.decode()
    assert state(cast, letter) == "sent"


def test_a_kind_no_with_ready_words(cast: Cast, letter: Letter, dana: Client) -> None:
    page = dana.get(f"/enquiries/{letter.pk}/decline/", {"reason": "no-room"})
    assert "I have no room for someone new" in page.content.decode()
    dana.post(f"/enquiries/{letter.pk}/decline/", {"text": "Not now, I am sorry.", "turn": ["search", "nonsense"]})
    assert state(cast, letter) == "sent", "an unknown way is no way"
    form = {"text": "Not now, I am sorry.", "turn": ["search", "help"]}
    for _ in range(2):
        dana.post(f"/enquiries/{letter.pk}/decline/", form)
    one = inbox.one(cast.viewer(cast.dana), letter.pk)
    assert (one.line.state, [word.text for word in one.words]) == ("declined", ["Not now, I am sorry."])


def test_what_is_no_real_letter_is_destroyed_and_its_sender_told(cast: Cast, dana: Client, client: Client) -> None:
    token = wrote("dana")
    letter = letter_to(token, cast.dana)
    dana.post(f"/enquiries/{letter.pk}/close/")
    assert WORDS not in dana.get(f"/enquiries/{letter.pk}/").content.decode()
    assert "this was closed" in client.get(f"/yours/{token}/").content.decode()


def test_nothing_more_happens_to_a_letter_that_was_taken_back(cast: Cast, dana: Client) -> None:
    token = wrote("dana")
    letter = letter_to(token, cast.dana)
    asking.withdraw(token=token, letter_id=letter.pk)
    page = dana.post(f"/enquiries/{letter.pk}/accept/", follow=True)
    assert "This letter is over" in page.content.decode()
    assert state(cast, letter) == "withdrawn"
    with pytest.raises(answering.Over):
        answering.decline(by=cast.viewer(cast.dana), letter_id=letter.pk, text="No.", turn=[])


def test_a_case_begins_once_with_a_link_of_their_own_for_each(cast: Cast, letter: Letter, dana: Client) -> None:
    page = dana.get(f"/enquiries/{letter.pk}/begin/")
    assert 'value="Wren"' in page.content.decode()
    assert 'value="wren@example.org"' in page.content.decode()
    form = {
        "case": new_id(), "person-0-name": "Wren", "person-0-email": "wren@example.org", "person-1-name": "Finch",
        "person-1-email": "finch@example.org",
    }  # fmt: skip
    assert dana.post(f"/enquiries/{letter.pk}/begin/", form | {"person-1-email": ""}).status_code == 422
    same = dana.post(f"/enquiries/{letter.pk}/begin/", form | {"person-1-email": "wren@example.org"})
    assert "Each person needs an address of their own." in same.content.decode()
    answers = {dana.post(f"/enquiries/{letter.pk}/begin/", form)["Location"] for _ in range(2)}
    assert len(answers) == 1
    case = Case.objects.visible_to(cast.viewer(cast.dana)).get(pk=form["case"])
    invited = Invitation.objects.visible_to(cast.viewer(cast.dana)).filter(case=case)
    assert sorted(invited.values_list("email", flat=True)) == ["finch@example.org", "wren@example.org"]
    assert (case.kind, state(cast, letter)) == ("couple", "begun")


def test_a_case_for_one_asks_for_one(cast: Cast, letter: Letter, dana: Client) -> None:
    form = {"case": new_id(), "person-0-name": "Wren", "person-0-email": "wren@example.org"}
    answer = dana.post(f"/enquiries/{letter.pk}/begin/?kind=individual", form)
    assert answer.status_code == 303
    assert Case.objects.visible_to(cast.viewer(cast.dana)).get(pk=form["case"]).kind == "individual"


def test_a_failed_beginning_leaves_nothing(cast: Cast, letter: Letter) -> None:
    by = cast.viewer(cast.hugo)
    with pytest.raises(Hidden):
        answering.begin(by=by, letter_id=letter.pk, kind="couple", invitees=[], case_id=new_id())
    assert state(cast, letter) == "sent"


def test_an_empty_inbox_teaches(cast: Cast) -> None:
    text = cast.client(cast.hugo).get("/enquiries/").content.decode()
    assert "No letters yet" in text
    assert "/my-page/" in text


def test_the_number_of_questions_does_not_grow_with_the_letters(cast: Cast, dana: Client) -> None:
    counts = []
    for more in (2, 6):
        for _ in range(more):
            wrote("dana")
        dana.get("/enquiries/")
        with CaptureQueriesContext(connection) as asked:
            dana.get("/enquiries/")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 8
