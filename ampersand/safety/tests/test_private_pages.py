"""The private pages of a case, as Dana and the safety lead work with them."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.core import mail

from ampersand.core import clock
from ampersand.core.ids import new_id
from ampersand.safety.models import CheckRound, JointDecision
from ampersand.safety.queries import joint
from ampersand.safety.tests.checking import AMBER, RED, ask, begin, send, talk
from tests.cast import Cast

pytestmark = pytest.mark.django_db
THURSDAY = datetime(2026, 11, 19, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _thursday() -> None:
    clock.fix(THURSDAY)


def path(cast: Cast, more: str = "") -> str:
    return f"/cases/{cast.couple.pk}/checks/{more}"


def page_of(cast: Cast, who: str, more: str = "") -> str:
    response = cast.client(getattr(cast, who)).get(path(cast, more))
    assert response.status_code == 200
    main = response.content.decode().split("<main")[1].split("</main")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_the_page_says_each_colour_why_and_what_to_do_next(cast: Cast) -> None:
    ask(cast)
    send(cast, cast.ana, **RED)
    for who in ("dana", "emil"):
        text = page_of(cast, who)
        assert "Red" in text
        assert "Afraid (question 1)" in text
        assert "Neck or breath (question 6)" in text
        assert "Talk with Ana alone, and write it down." in text
        assert "Talk with Ben alone, and write it down." in text, "both, so that neither is singled out"
        assert "not sent yet" in text
        assert "Call back whoever told of it, alone" in text


def test_its_title_says_nothing_and_it_does_not_stay_open(cast: Cast) -> None:
    response = cast.client(cast.dana).get(path(cast))
    assert b"<title>Check-ins \xc2\xb7 Ampersand</title>" in response.content
    assert b"data-idle=" in response.content
    assert response["Cache-Control"] == "no-store"


def test_a_second_check_says_whether_it_tells_more(cast: Cast) -> None:
    ask(cast)
    send(cast, cast.ana, **AMBER)
    assert "the first one" in page_of(cast, "dana")
    ask(cast)
    send(cast, cast.ana, **AMBER)
    assert "nothing new" in page_of(cast, "dana")
    ask(cast)
    send(cast, cast.ana, **AMBER, threats="once")
    assert "tells more than the one before" in page_of(cast, "dana")


def test_where_accounts_differ_it_is_said_and_nobody_is_called_a_liar(cast: Cast) -> None:
    ask(cast)
    send(cast, cast.ana, force="once")
    send(cast, cast.ben)
    text = page_of(cast, "dana")
    assert "Ana tells of: pushed, hit, kicked or held. Ben answers to have done nothing of it." in text
    assert "Nobody can tell from here who is right." in text


def test_asking_everyone_says_first_what_it_means_and_pressing_twice_asks_once(cast: Cast) -> None:
    dana = cast.client(cast.dana)
    assert "Joint work rests for all of them" in page_of(cast, "dana", "ask/")
    one = {"form_id": str(new_id()), "middle": "yes"}
    for _ in range(2):
        assert dana.post(path(cast, "ask/"), one).status_code == 303
    rounds = CheckRound.objects.visible_to(cast.viewer(cast.dana))
    assert list(rounds.values_list("reason", flat=True)) == ["middle"]
    assert cast.client(cast.emil).get(path(cast, "ask/")).status_code == 404, "the therapist asks, nobody else"
    assert mail.outbox == []  # they leave after the transaction


def test_a_talk_is_written_down_begins_with_what_was_heard_before_and_urgent_topics_are_said(cast: Cast) -> None:
    ask(cast)
    dana, one = cast.client(cast.dana), path(cast, f"talk/{cast.ana.pk}/")
    told = {"form_id": str(new_id()), "force": "once", "topics": ["rising"], "note": "He held the door."}
    after = dana.post(one, told, follow=True).content.decode()
    assert "Speak with the safety lead today" in after
    assert "He held the door." in after
    again = dana.get(one).content.decode()
    assert re.search(r'<option value="once" selected>', again)
    assert re.search(r'value="rising"[^>]*checked', again)
    assert "He held the door." not in again, "notes are not carried on"


def test_joint_work_goes_on_when_dana_decides_and_a_reason_is_needed(cast: Cast) -> None:
    ask(cast)
    send(cast, cast.ana)
    send(cast, cast.ben)
    dana, told = cast.client(cast.dana), {"form_id": str(new_id()), "choice": "begin"}
    assert dana.post(path(cast, "decide/"), told).status_code == 422
    assert dana.post(path(cast, "decide/"), told | {"reason": "They both want it."}).status_code == 303
    assert joint.joint_pause(cast.viewer(cast.ben), cast.couple.pk) == ""
    assert "They both want it." in page_of(cast, "emil")


def test_what_is_to_be_done_first_is_said_by_the_field_and_what_was_typed_stays(cast: Cast) -> None:
    ask(cast)
    send(cast, cast.ana, **AMBER)
    send(cast, cast.ben)
    talk(cast, cast.ana, topics=("kill",))
    told = {"form_id": str(new_id()), "choice": "conditions", "reason": "Low risk.", "conditions": "Arrive apart."}
    response = cast.client(cast.dana).post(path(cast, "decide/"), told)
    text = response.content.decode()
    assert response.status_code == 422
    assert "Talk with Ben alone, and write it down." in text
    assert "talk it over with the safety lead today" in text
    assert "Low risk." in text
    assert "Arrive apart." in text
    assert not JointDecision.objects.visible_to(cast.viewer(cast.dana)).exists()


def test_conditions_are_named(cast: Cast) -> None:
    begin(cast)
    told = {"form_id": str(new_id()), "choice": "conditions", "reason": "Why not."}
    response = cast.client(cast.dana).post(path(cast, "decide/"), told)
    assert "Name the conditions." in response.content.decode()


def test_the_words_for_ending_are_the_same_for_both_and_stand_there(cast: Cast) -> None:
    words = "After my usual individual meetings I recommend that each of you works with someone separately for now."
    assert words in page_of(cast, "dana")
    assert words in page_of(cast, "dana", "decide/")


def test_only_the_safety_lead_reads_who_looked(cast: Cast) -> None:
    begin(cast)
    page_of(cast, "dana")
    text = page_of(cast, "emil", "looks/")
    for words in ("Dana asked everyone", "Ana sent their check", "Dana opened the private checks", "Dana decided"):
        assert words in text
    for who in ("dana", "hugo", "gita", "ana"):
        assert cast.client(getattr(cast, who)).get(path(cast, "looks/")).status_code == 404


def test_a_form_sent_after_the_five_minutes_is_taken_and_then_dana_signs_in_again(cast: Cast) -> None:
    ask(cast)
    dana, one = cast.client(cast.dana), path(cast, f"talk/{cast.ana.pk}/")
    dana.get(one)
    clock.fix(THURSDAY + timedelta(minutes=7))
    dana.post(one, {"form_id": str(new_id()), "note": "A long note."})
    assert dana.get(path(cast)).status_code == 302
    assert "A long note." in page_of(cast, "dana")
