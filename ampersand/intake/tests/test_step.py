"""One step: Ana writes alone, keeps it, hands it over, changes it; two windows never overwrite each other."""

from datetime import timedelta
from typing import Any

import pytest

from ampersand.cases.models import Case
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.intake.actions import asking, telling
from ampersand.intake.queries import own
from ampersand.intake.tests.stories import SAID, drafts, fields, lines, tell, write
from ampersand.privacy.models import AuditEvent
from ampersand.privacy.scope import system_scope
from tests.cast import Cast


def path_of(cast: Cast, number: int = 1) -> str:
    return f"/cases/{cast.couple.pk}/coming-in/{number}/"


def unsigned(cast: Cast) -> None:
    Case.objects.visible_to(cast.viewer(cast.dana), "write").filter(pk=cast.couple.pk).update(
        agreed_at=None, confidentiality="none"
    )


def test_ana_reads_what_is_asked_and_who_sees_it(cast: Cast) -> None:
    page = cast.client(cast.ana).get(path_of(cast)).content.decode()
    assert "What made you look for help now?" in page
    assert "They are no test, and nothing is scored" in page
    assert "You, Dana and Emil see what you hand over here" in page
    assert "If it affects your work together, your therapist will ask you to bring it in" in page
    assert "nobody reads it until your therapist opens it" in page
    assert "Ben may read this, too" in page


def test_she_hands_it_over_and_finds_it_again(cast: Cast) -> None:
    ana = cast.client(cast.ana)
    assert ana.post(path_of(cast), fields(**SAID))["Location"] == f"/cases/{cast.couple.pk}/coming-in/"
    assert [(line.key, line.number, line.audience) for line in lines()] == [
        ("hard", 1, "me_and_therapist"), ("now", 1, "me_and_therapist"), ("tried", 1, "me_and_therapist"),
    ]  # fmt: skip
    assert b"Money" not in bytes(lines()[0].words)
    page = ana.get(path_of(cast)).content.decode()
    assert "Money, and his mother." in page
    assert 'name="base" value="1"' in page
    assert [event.verb for event in AuditEvent.objects.filter(verb__startswith="intake")] == ["intake.told"]


def test_pressed_twice_it_is_told_once(cast: Cast) -> None:
    ana = cast.client(cast.ana)
    for _ in range(2):
        assert ana.post(path_of(cast), fields(**SAID)).status_code == 303
    assert len(lines()) == 3


def test_a_change_is_a_new_version_and_only_what_changed_is_written(cast: Cast) -> None:
    tell(cast, cast.ana, shown={"now"})
    assert tell(cast, cast.ana, SAID | {"now": "It is calmer."}, base=1) == 2
    now_lines = lines(key="now")
    assert [(line.number, line.current, line.audience) for line in now_lines] == [
        (1, False, "me_and_therapist"), (2, True, "me_and_therapist"),
    ]  # fmt: skip
    assert len(lines(key="hard")) == 1


def test_nothing_at_all_is_an_answer_too(cast: Cast) -> None:
    assert tell(cast, cast.ana, {}) == 1
    assert lines() == []


def test_another_window_is_not_overwritten(cast: Cast) -> None:
    tell(cast, cast.ana)
    answer = cast.client(cast.ana).post(path_of(cast), fields(now="Something else."))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Something else." in page
    assert "We row about the same things." in page, "both stand side by side"
    assert 'name="base" value="1"' in page
    assert len(lines(key="now")) == 1


def test_what_is_typed_is_kept_for_ana_alone_and_goes_on_elsewhere(cast: Cast) -> None:
    ana = cast.client(cast.ana)
    assert ana.post(f"{path_of(cast)}draft/", fields(now="Half a sent")).json() == {"version": 1}
    page = cast.client(cast.ana).get(path_of(cast)).content.decode()
    assert "Half a sent" in page
    assert "Only you see it so far" in page
    assert ana.post(path_of(cast), fields(version=1, go="later", now="Half a sentence"))["Location"]
    assert (drafts(), lines()) == (1, [])
    assert tell(cast, cast.ana, {"now": "A whole sentence."}) == 1
    assert drafts() == 0


def test_handed_over_on_another_device_the_draft_it_began_from_goes(cast: Cast) -> None:
    write(cast, cast.ana, {"now": "Half a sent"}, writer="phone")
    desk = fields(version=1, now="A whole sentence.") | {"writer": "desk"}
    assert cast.client(cast.ana).post(path_of(cast), desk).status_code == 303
    assert drafts() == 0


def test_two_windows_writing_at_once_are_told(cast: Cast) -> None:
    write(cast, cast.ana, {"now": "on the phone"}, writer="phone")
    ana = cast.client(cast.ana)
    desk = fields(now="at the desk") | {"writer": "desk"}
    assert ana.post(f"{path_of(cast)}draft/", desk).status_code == 409
    answer = ana.post(path_of(cast), desk | {"go": "later"})
    assert answer.status_code == 409
    assert "on the phone" in answer.content.decode()
    assert "at the desk" in answer.content.decode()


def test_she_throws_a_draft_away(cast: Cast) -> None:
    write(cast, cast.ana, {"now": "No."})
    assert cast.client(cast.ana).post(f"{path_of(cast)}drop/").status_code == 303
    assert drafts() == 0


def test_what_is_kept_waits_thirty_days(cast: Cast) -> None:
    write(cast, cast.ana, {"now": "Later."})
    with system_scope("a test"):
        assert telling.forget_old_drafts(now() + timedelta(days=29)) == 0
        assert telling.forget_old_drafts(now() + timedelta(days=31)) == 1


def test_until_all_have_signed_it_stays_with_her(cast: Cast) -> None:
    unsigned(cast)
    with pytest.raises(telling.NotYet):
        tell(cast, cast.ana)
    ana = cast.client(cast.ana)
    page = ana.get(path_of(cast)).content.decode()
    assert "The agreement is not complete yet" in page
    assert "Hand it over" not in page
    ana.post(path_of(cast), fields(**SAID))
    assert (drafts(), lines()) == (1, [])
    assert "Money" not in cast.client(cast.dana).get(f"/cases/{cast.couple.pk}/intake/{cast.ana.pk}/").content.decode()


def test_too_long_is_said_and_what_was_typed_stays(cast: Cast) -> None:
    answer = cast.client(cast.ana).post(path_of(cast), fields(now="x" * 4003))
    assert answer.status_code == 422
    assert "3 letters too long" in answer.content.decode()
    assert "x" * 4003 in answer.content.decode()
    assert cast.client(cast.ana).post(f"{path_of(cast)}draft/", fields(now="x" * 4003)).status_code == 422


def test_a_number_is_one_from_0_to_10_and_never_shown_to_the_others(cast: Cast) -> None:
    ana = cast.client(cast.ana)
    assert "not sure at all" in ana.get(path_of(cast, 2)).content.decode()
    assert ana.post(path_of(cast, 2), fields(sure="11")).status_code == 422
    ana.post(path_of(cast, 2), fields(sure="7") | {"sure-shown": "on"})
    assert [(line.key, line.audience) for line in lines()] == [("sure", "me_and_therapist")]


def test_a_step_that_is_asked_once_more_says_so_until_it_is_handed_over(cast: Cast) -> None:
    tell(cast, cast.ana)
    asking.ask_again(
        by=cast.viewer(cast.dana), case_id=cast.couple.pk, person_id=cast.ana.pk, step="brings",
        note="Tell me more about the book.", ask_id=new_id(), now=now(),
    )  # fmt: skip
    ana = cast.client(cast.ana)
    assert "Tell me more about the book." in ana.get(path_of(cast)).content.decode()
    assert "asked once more" in ana.get(f"/cases/{cast.couple.pk}/coming-in/").content.decode()
    ana.post(path_of(cast), fields(base=1, **SAID))
    assert "Tell me more about the book." not in ana.get(path_of(cast)).content.decode()


def test_a_failed_write_leaves_nothing_half_done(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*args: object, **kwargs: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(telling, "_forget_draft", fails)
    with pytest.raises(RuntimeError):
        tell(cast, cast.ana)
    assert lines() == []
    assert own.versions(cast.viewer(cast.ana), cast.couple.pk, cast.ana.pk) == {}


def test_a_step_costs_the_same_however_much_was_told(cast: Cast, django_assert_num_queries: Any) -> None:
    few, many = cast.client(cast.ben), cast.client(cast.ana)
    tell(cast, cast.ben, {"now": "."})
    for number in range(3):
        tell(cast, cast.ana, SAID | {"now": str(number)}, base=number)
    for client in (few, many):
        # session, case, people, draft, handed (2), answers, key, asked, navigation
        with django_assert_num_queries(10):
            assert client.get(path_of(cast)).status_code == 200
