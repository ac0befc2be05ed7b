"""Dana takes on what Ana said, acts, and closes it; every step stays, and nobody in the case sees any of it."""

from datetime import timedelta

import pytest
from django.test import Client

from ampersand.accounts import safe_contact
from ampersand.accounts.models import SafeContact
from ampersand.core import clock
from ampersand.privacy import audit, vault
from ampersand.privacy.models import AuditEvent
from ampersand.privacy.policy import Hidden
from ampersand.safety.actions import handling
from ampersand.safety.models import AlertStep
from ampersand.safety.tests.stories import MONDAY, by_ana, deeds, read, stored
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _monday(db: None) -> None:
    clock.fix(MONDAY)


def press(client: Client, alert: object, deed: str, **typed: str) -> str:
    """One button of the alert's page, and the page it leads to."""
    response = client.post(f"/attention/{alert}/{deed}/", typed, follow=True)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_dana_finds_it_on_top_of_her_cases_with_why_since_when_and_what_next(cast: Cast) -> None:
    alert = by_ana(cast)
    page = read(cast.client(cast.dana), "/caseload/")
    section = page.split('id="attention"')[1].split("</section>")[0]
    for words in ("Ana", "question about death and self-harm", "2 November", "Talk today"):
        assert words in section
    assert section.count("I take care of it</button>") == 1
    assert f'action="/attention/{alert}/acknowledge/"' in section


def test_from_alert_to_acknowledged_to_acted_to_closed(cast: Cast) -> None:
    alert, dana = by_ana(cast), cast.client(cast.dana)
    page = read(dana, f"/attention/{alert}/")
    assert "<title>Attention · Ampersand</title>" in page
    for words in ("How often?", "Nearly every day", "Nobody has taken it on yet", "It can be closed once somebody"):
        assert words in page
    assert "You have taken it on" in press(dana, alert, "acknowledge")
    assert "Spoke with them" in press(dana, alert, "act", done="spoke", words="She was glad that I called.")
    page = press(dana, alert, "close", reason="cared-for", words="We talk on Thursday.")
    for words in ("She was glad that I called.", "We talk on Thursday.", "Closed <time", "Open it again"):
        assert words in page
    assert deeds(cast, alert) == ["raised", "acknowledged", "acted", "closed"]
    assert str(alert) not in read(dana, "/attention/")


def test_how_ana_wants_to_be_reached_stands_beside_it_and_her_number_a_page_away(cast: Cast) -> None:
    alert = by_ana(cast)
    assert "Ana has not said how they may be reached" in read(cast.client(cast.dana), f"/attention/{alert}/")
    words = safe_contact.seal(cast.ana.pk, safe_contact.Words(numbers="06 1234"))
    told = {"channels": ["call"], "times": ["weekday_evening"], "shared_device": "yes"}
    SafeContact(person=cast.ana, words=words, reviewed_on=clock.now().date(), **told).insert()
    page = read(cast.client(cast.dana), f"/attention/{alert}/")
    for said in ("By phone: weekdays 17 to 21.", "Leave no message.", "Others use their device."):
        assert said in page
    assert "06 1234" not in page
    assert f"/people/{cast.ana.pk}/reaching/" in page


def test_it_cannot_be_closed_before_anybody_did_something(cast: Cast) -> None:
    alert, dana = by_ana(cast), cast.client(cast.dana)
    assert "Write down first what was done" in press(dana, alert, "close", reason="cared-for")
    assert stored(cast, alert).closed_at is None


def test_two_take_it_on_at_once_and_the_second_hears_who(cast: Cast) -> None:
    alert = by_ana(cast, "asq-acute")
    press(cast.client(cast.emil), alert, "acknowledge")
    page = press(cast.client(cast.dana), alert, "acknowledge")
    assert "Emil was a moment earlier and has taken it on." in page
    assert stored(cast, alert).owner == cast.emil
    assert deeds(cast, alert).count("acknowledged") == 1


def test_pressing_twice_writes_once(cast: Cast) -> None:
    alert, dana = by_ana(cast), cast.client(cast.dana)
    form = {"done": "no-answer", "words": "", "form_id": "f192f2c4-0000-7000-8000-000000000001"}
    press(dana, alert, "act", **form)
    press(dana, alert, "act", **form)
    assert deeds(cast, alert) == ["raised", "acknowledged", "acted"]


def test_a_form_that_says_nothing_comes_back_with_what_was_typed(cast: Cast) -> None:
    alert, dana = by_ana(cast), cast.client(cast.dana)
    response = dana.post(f"/attention/{alert}/act/", {"words": "Half a sentence"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Half a sentence" in page
    assert 'href="#act_done_0"' in page


def test_handed_over_it_waits_for_the_colleague_who_now_sees_it(cast: Cast) -> None:
    alert, hugo = by_ana(cast, "asq-acute"), cast.client(cast.hugo)
    assert hugo.get(f"/attention/{alert}/").status_code == 404
    press(cast.client(cast.dana), alert, "acknowledge")
    press(cast.client(cast.dana), alert, "hand-over", to=str(cast.hugo.pk), words="I am in a meeting until noon.")
    held = stored(cast, alert)
    assert (held.owner, held.acknowledged_at, held.call_at) == (cast.hugo, None, MONDAY + timedelta(minutes=15))
    assert "I am in a meeting until noon." in read(hugo, f"/attention/{alert}/")
    assert "You have taken it on" in press(hugo, alert, "acknowledge")
    assert hugo.get(f"/cases/{cast.couple.pk}/").status_code == 404, "nothing more of the case"
    assert hugo.get(f"/cases/{cast.couple.pk}/record/{cast.ana.pk}/").status_code == 404


def test_it_is_handed_to_nobody_outside_the_practice(cast: Cast) -> None:
    alert = by_ana(cast)
    for person in (cast.farid, cast.ana, cast.gita, cast.dana):
        with pytest.raises(Hidden):
            handling.hand_over(by=cast.viewer(cast.dana), alert_id=alert, to=person.pk, words="")


def test_opened_again_it_is_in_the_hands_of_whoever_opened_it(cast: Cast) -> None:
    alert, dana, emil = by_ana(cast), cast.client(cast.dana), cast.client(cast.emil)
    press(dana, alert, "act", done="spoke", words="")
    press(dana, alert, "close", reason="mistake", words="")
    assert "You have taken it on" in press(emil, alert, "reopen", words="She wrote again.")
    assert deeds(cast, alert)[-1] == "reopened"
    assert stored(cast, alert).closed_for == ""
    assert emil.post(f"/attention/{alert}/reopen/").status_code == 404, "it is open"


def test_a_talk_is_written_down_sealed_and_read_by_those_who_may(cast: Cast) -> None:
    alert, dana = by_ana(cast, "asq-positive"), cast.client(cast.dana)
    page = press(
        dana, alert, "conversation", channel="phone", alone="on", means="Her sister keeps the tablets.",
        plan="made", partner="no", agreed="Thursday at ten.",
    )  # fmt: skip
    for words in ("Her sister keeps the tablets.", "Made today", "They do not want that", "Thursday at ten."):
        assert words in page
    assert "acted" in deeds(cast, alert)
    record = f"/cases/{cast.couple.pk}/record/{cast.ana.pk}/"
    assert "Her sister keeps the tablets." in read(cast.client(cast.emil), record)
    for person in (cast.ana, cast.ben, cast.gita, cast.farid, cast.hugo):
        assert cast.client(person).get(record).status_code == 404
    waiting = AuditEvent.objects.filter(chain=cast.couple.pk, verb="risk_record.write")
    assert [event.note for event in waiting] == [""]


def test_a_plan_made_in_the_talk_is_looked_at(cast: Cast) -> None:
    alert, dana = by_ana(cast), cast.client(cast.dana)
    assert "The safety plan should be looked at" in read(dana, "/attention/")
    press(dana, alert, "conversation", channel="in-person", plan="looked-at", partner="not-asked")
    assert "The safety plan should be looked at" not in read(dana, "/attention/")


def test_what_comes_later_waits_for_its_day_and_then_moves_up(cast: Cast) -> None:
    alert, dana = by_ana(cast, "asq-acute"), cast.client(cast.dana)
    press(dana, alert, "act", done="spoke", words="")
    press(dana, alert, "close", reason="cared-for", words="")
    assert "A second talk is due" in read(dana, "/attention/").split('id="later"')[1]
    assert "A second talk is due" not in read(dana, "/caseload/")
    clock.fix(MONDAY + timedelta(hours=73))
    dana = cast.client(cast.dana)
    assert "A second talk is due" in read(dana, "/caseload/").split('id="attention"')[1].split("</section>")[0]


def test_the_list_keeps_the_order_of_the_day(cast: Cast) -> None:
    for minutes, kind in enumerate(("private-word", "item-9", "child-safety", "private-check-red", "danger-now")):
        clock.fix(MONDAY + timedelta(minutes=minutes))
        by_ana(cast, kind, f"thing:{kind}")
    page = read(cast.client(cast.dana), "/attention/").split('id="now"')[1].split('id="later"')[0]
    places = [
        page.index(words) for words in ("Danger now.", "A child", "private check is red", "PHQ-9", "private word")
    ]
    assert places == sorted(places)


def test_every_look_and_every_deed_is_on_the_chain_without_a_word(cast: Cast) -> None:
    alert, emil = by_ana(cast), cast.client(cast.emil)
    read(emil, f"/attention/{alert}/")
    press(emil, alert, "act", done="consulted", words="With Dana.")
    events = list(AuditEvent.objects.filter(chain=cast.couple.pk).order_by("number").values_list("verb", "actor_id"))
    assert events == [
        ("alert.raised", None), ("alert.opened", cast.emil.pk), ("alert.acknowledged", cast.emil.pk),
        ("alert.acted", cast.emil.pk), ("alert.opened", cast.emil.pk),
    ]  # fmt: skip
    assert not AuditEvent.objects.filter(chain=cast.couple.pk).exclude(note="").exists()
    assert list(audit.verify(cast.couple.pk)) == []


def test_words_of_somebody_who_was_erased_are_gone_and_the_page_says_so(cast: Cast) -> None:
    alert = by_ana(cast)
    vault.destroy_key(cast.couple.pk, cast.ana.pk)
    assert "What was said here was erased." in read(cast.client(cast.dana), f"/attention/{alert}/")


def test_the_list_and_the_page_cost_the_same_however_many(cast: Cast, django_assert_max_num_queries) -> None:
    dana = cast.client(cast.dana)
    for number in range(12):
        clock.fix(MONDAY + timedelta(minutes=number))
        alert = by_ana(cast, "private-word", f"word:{number}")
        for _ in range(3):
            handling.act(by=cast.viewer(cast.dana), alert_id=alert, done="no-answer", words="Nobody answered.")
    dana.get("/attention/")
    with django_assert_max_num_queries(8):
        dana.get("/attention/")
    with django_assert_max_num_queries(24):
        dana.get(f"/attention/{alert}/")


def test_steps_of_one_alert_are_not_those_of_another(cast: Cast) -> None:
    first, second = by_ana(cast), by_ana(cast, "private-word", "word:1")
    handling.act(by=cast.viewer(cast.dana), alert_id=first, done="spoke", words="About the first.")
    assert "About the first." not in read(cast.client(cast.dana), f"/attention/{second}/")
    assert AlertStep.objects.visible_to(cast.viewer(cast.ben)).count() == 0


def test_when_it_cannot_wait_joint_work_can_rest_and_nobody_else_is_offered_it(cast: Cast) -> None:
    now, today = by_ana(cast, "asq-acute"), by_ana(cast, "private-word", "word:1")
    decide = f"/cases/{cast.couple.pk}/checks/decide/"
    assert decide in read(cast.client(cast.dana), f"/attention/{now}/")
    assert cast.client(cast.dana).get(decide).status_code == 200
    assert decide not in read(cast.client(cast.dana), f"/attention/{today}/")
    handling.hand_over(by=cast.viewer(cast.dana), alert_id=now, to=cast.hugo.pk, words="")
    assert decide not in read(cast.client(cast.hugo), f"/attention/{now}/"), "called to this one thing alone"
