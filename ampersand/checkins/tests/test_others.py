"""One person alone, a family of three, a supervisor's look, and two devices at once."""

from datetime import timedelta
from typing import Any

import pytest

from ampersand.checkins.actions import rating, sending
from ampersand.checkins.models import CheckIn, Feedback
from ampersand.checkins.queries import mine
from ampersand.core import clock
from ampersand.meetings.actions.setting import set_meeting
from ampersand.privacy.models import AuditEvent
from tests.cast import Cast

from .stories import GOOD, LOW, THURSDAY, WEDNESDAY, meeting, page, post, rate, send

pytestmark = pytest.mark.django_db


def test_alone_there_is_nobody_to_show_a_line_to_and_the_fourth_line_is_another(cast: Cast) -> None:
    clock.fix(WEDNESDAY)
    hugo = cast.viewer(cast.hugo)
    met = set_meeting(by=hugo, case_id=cast.farids.pk, at=THURSDAY, minutes=60)
    farid = cast.client(cast.farid)
    text = page(farid, "week", cast.farids.pk)
    assert "How heavy has your mood been?" in text
    assert 'name="show-' not in text
    assert "Only you and Hugo see your answers" in text
    assert post(farid, "week", cast.farids.pk, mood="7", **{"show-mood": "yes"}).status_code == 303
    assert [one.shown for one in mine.history(cast.viewer(cast.farid), cast.farids.pk)] == [frozenset()]
    clock.fix(THURSDAY + timedelta(hours=2))
    farid = cast.client(cast.farid)
    assert "I could say what was on my mind" in page(farid, "after", met.pk)
    post(farid, "after", met.pk, heard="3", mattered="4", way="4", open="4")
    text = page(cast.client(cast.hugo), "ratings", cast.farids.pk)
    assert "Farid rated the meeting low: 3.75 of 10." in text
    assert "a team" not in text


def test_a_family_of_three_stands_on_one_strip_and_on_one_page(cast: Cast) -> None:
    clock.fix(WEDNESDAY)
    dana = cast.viewer(cast.dana)
    met = set_meeting(by=dana, case_id=cast.family.pk, at=THURSDAY, minutes=60)
    key = f"m:{met.pk}"
    for person, close in ((cast.ana, 8), (cast.ben, 7), (cast.chloe, 3)):
        sending.send(
            by=cast.viewer(person), case_id=cast.family.pk, window=key, answers={"close": close}, shown=frozenset()
        )
    text = page(cast.client(cast.dana), "weeks", cast.family.pk)
    assert "5 apart" in text
    clock.fix(THURSDAY + timedelta(hours=2))
    for person, lines in ((cast.ana, GOOD), (cast.ben, GOOD), (cast.chloe, LOW)):
        rating.rate(by=cast.viewer(person), meeting_id=met.pk, lines=lines)
    text = page(cast.client(cast.dana), "ratings", cast.family.pk)
    assert "The ratings lie 5.5 apart; Chloé is the lower." in text
    assert "It was fair to all of us" in text


def test_each_look_of_those_who_treat_is_on_the_chain_and_says_no_word(cast: Cast) -> None:
    clock.fix(WEDNESDAY)
    meeting(cast)
    send(cast, cast.ana, private={"words": "I am afraid."})
    page(cast.client(cast.emil), "weeks", cast.couple.pk)
    page(cast.client(cast.emil), "ratings", cast.couple.pk)
    events = AuditEvent.objects.filter(chain=cast.couple.pk)
    looked = events.filter(actor_id=cast.emil.pk).values_list("verb", flat=True)
    assert set(looked) == {"checkins.opened", "ratings.opened"}
    assert not any("afraid" in note for note in events.values_list("note", flat=True))


def test_on_two_devices_at_once_the_first_one_stands(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.fix(WEDNESDAY)
    met = meeting(cast)
    first, real, calls = send(cast, cast.ana, week=6), mine.sent, []

    def not_yet(*args: Any) -> Any:
        """What the second device saw a moment before the first one was done."""
        calls.append(args)
        return None if len(calls) == 1 else real(*args)

    monkeypatch.setattr(sending.mine, "sent", not_yet)
    assert send(cast, cast.ana, week=2) == first
    assert CheckIn.objects.visible_to(cast.viewer(cast.ana)).count() == 1
    monkeypatch.undo()
    clock.fix(THURSDAY + timedelta(hours=2))
    rated = rate(cast, cast.ana, met, GOOD)
    assert rate(cast, cast.ana, met, GOOD) == rated
    assert Feedback.objects.visible_to(cast.viewer(cast.ana)).count() == 1
