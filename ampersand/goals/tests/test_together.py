"""From the table to a look back: propose, agree, step, rate apart, reveal, set back, park."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ampersand.core import clock
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.goals.actions import agreeing, looking_back, stepping
from ampersand.goals.actions.common import Refused
from ampersand.goals.rules.agreement import Event
from ampersand.privacy.models import AuditEvent
from tests.cast import Cast

from .stories import WORDS, active, again, agreed, begun, page, post

pytestmark = pytest.mark.django_db


def test_it_begins_when_both_have_agreed_from_their_own_accounts(cast: Cast) -> None:
    goal = begun(cast, cast.ana)
    ana, ben = cast.client(cast.ana), cast.client(cast.ben)
    post(ana, "do", goal.pk, deed="propose", version=1)
    assert "You agreed. It begins when everyone has" in page(ana, "goal", goal.pk)
    assert "Agree to this goal" in page(ben, "goal", goal.pk)
    post(ana, "do", goal.pk, deed="agree", version=1)
    assert again(goal).state == "proposed", "pressing twice counts once"
    post(ben, "do", goal.pk, deed="agree", version=1)
    assert again(goal).state == "agreed"
    assert "Choose the first step" in page(ana, "goal", goal.pk)


def test_nobody_agrees_to_words_that_changed_meanwhile(cast: Cast) -> None:
    goal = begun(cast, cast.ana)
    ana, ben = cast.client(cast.ana), cast.client(cast.ben)
    post(ana, "do", goal.pk, deed="propose", version=1)
    post(ana, "words", goal.pk, version=1, text="We talk twice a week", measured="")
    sent = ben.post(reverse("goals:do", args=[goal.pk]), {"deed": "agree", "version": 1}, follow=True)
    assert "nothing was agreed" in sent.content.decode()
    assert again(goal).state == "proposed"


def test_a_therapist_proposes_and_does_not_agree_for_anyone(cast: Cast) -> None:
    goal, dana = begun(cast, cast.dana), cast.client(cast.dana)
    post(dana, "do", goal.pk, deed="propose", version=1)
    post(dana, "do", goal.pk, deed="agree", version=1)
    for person in (cast.ana, cast.ben):
        assert "Agree to this goal" in page(cast.client(person), "goal", goal.pk)
        post(cast.client(person), "do", goal.pk, deed="agree", version=1)
    assert again(goal).state == "agreed"


def test_whoever_withdraws_gives_no_reason_and_is_not_named(cast: Cast) -> None:
    goal = agreed(cast)
    post(cast.client(cast.ben), "do", goal.pk, deed="withdraw")
    text = page(cast.client(cast.ana), "goal", goal.pk)
    assert "Parked" in text
    assert "Ben" not in text.split("The story so far")[1].split("</section>")[0]
    assert again(goal).state == "parked"


def test_three_shared_goals_at_once_are_enough(cast: Cast) -> None:
    for _ in range(3):
        agreed(cast)
    fourth = begun(cast, cast.ana)
    agreeing.do(by=cast.viewer(cast.ana), goal_id=fourth.pk, event=Event.PROPOSE)
    with pytest.raises(Refused, match="Three goals together"):
        agreeing.do(by=cast.viewer(cast.ben), goal_id=fourth.pk, event=Event.AGREE)
    assert again(fourth).state == "proposed"


def test_an_agreed_goal_starts_with_a_small_step_within_a_week(cast: Cast) -> None:
    goal, ana, day = agreed(cast), cast.client(cast.ana), now().date()
    fields = {"step": new_id(), "what": "Pick an evening", "holder": "together", "known": "", "hard": "4"}
    late = post(ana, "step", goal.pk, **fields, first_on=day + timedelta(days=9))
    assert late.status_code == 422
    assert "Begin within seven days" in late.content.decode()
    assert 'value="Pick an evening"' in late.content.decode()
    for _ in range(2):
        assert post(ana, "step", goal.pk, **fields, first_on=day).status_code == 303
    assert again(goal).state == "active"
    text = page(cast.client(cast.ben), "goal", goal.pk)
    assert text.count(">Pick an evening<") == 1


def test_each_looks_back_alone_and_all_is_shown_at_once(cast: Cast) -> None:
    goal = active(cast)
    ana, ben, dana = cast.client(cast.ana), cast.client(cast.ben), cast.client(cast.dana)
    before = page(ben, "goal", goal.pk)
    post(ana, "rate", goal.pk, level=1, note="The walks helped")
    assert page(ben, "goal", goal.pk) == before, "nothing tells him that she has"
    assert "You have looked back" in page(ana, "goal", goal.pk)
    assert "The walks helped" not in page(ana, "roadmap", cast.couple.pk)
    assert "+1, in the look back that is not complete" in page(dana, "goal", goal.pk)
    post(ben, "rate", goal.pk, level=-1, note="")
    for client in (ana, ben):
        text = page(client, "goal", goal.pk)
        assert "The walks helped" in text
        assert "quite differently" in text
        assert "T score" not in text
    assert "T 60" in page(dana, "goal", goal.pk)


def test_a_look_back_counts_once_each(cast: Cast) -> None:
    goal, ana = active(cast), cast.viewer(cast.ana)
    looking_back.rate(by=ana, goal_id=goal.pk, level=0)
    with pytest.raises(Refused):
        looking_back.rate(by=ana, goal_id=goal.pk, level=1)
    with pytest.raises(ValueError, match="level"):
        looking_back.rate(by=cast.viewer(cast.ben), goal_id=goal.pk, level=3)


def test_after_two_missed_weeks_something_smaller_is_offered(cast: Cast) -> None:
    goal, ana = active(cast), cast.client(cast.ana)
    start = now()
    step_id = page(ana, "goal", goal.pk).split('id="step-')[1].split('"')[0]
    for weeks, offered in ((0, False), (1, True)):
        clock.fix(start + timedelta(weeks=weeks))
        stepping.say_week(by=cast.viewer(cast.ana), step_id=step_id, outcome="not")
        text = page(cast.client(cast.ana), "goal", goal.pk)
        assert ("Make it smaller, move it, or swap it" in text) is offered
    clock.fix(None)


def test_a_setback_is_what_happened_what_we_learned_and_what_we_change(cast: Cast) -> None:
    goal, ben = active(cast), cast.client(cast.ben)
    empty = post(ben, "set_back", goal.pk, happened="", learned="To begin earlier")
    assert empty.status_code == 422
    assert "To begin earlier" in empty.content.decode()
    post(ben, "set_back", goal.pk, happened="A long week", learned="To begin earlier", change="Sundays")
    text = page(cast.client(cast.ana), "goal", goal.pk)
    for words in ("A long week", "To begin earlier", "Sundays"):
        assert words in text
    assert "Ben" not in text.split("A long week")[0].rsplit("<li>", 1)[1]


def test_the_roadmap_asks_the_same_number_of_questions_however_many_goals(cast: Cast) -> None:
    ana = cast.client(cast.ana)
    counts = []
    for _ in range(3):
        goal = active(cast)
        looking_back.rate(by=cast.viewer(cast.ana), goal_id=goal.pk, level=0)
        looking_back.rate(by=cast.viewer(cast.ben), goal_id=goal.pk, level=0)
        page(ana, "roadmap", cast.couple.pk)
        with CaptureQueriesContext(connection) as asked:
            text = page(ana, "roadmap", cast.couple.pk)
        counts.append(len(asked))
        assert WORDS.text in text
    assert counts[1] == counts[2], counts
    assert counts[2] <= 20


def test_strangers_and_the_office_find_nothing(cast: Cast) -> None:
    goal = active(cast)
    for person in (cast.farid, cast.gita, cast.hugo, cast.chloe):
        client = cast.client(person)
        assert client.get(f"/goals/{goal.pk}/").status_code == 404
        assert client.get(f"/cases/{cast.couple.pk}/goals/").status_code == 404
        assert post(client, "do", goal.pk, deed="withdraw").status_code == 404


def test_looks_of_those_who_treat_and_supervise_are_recorded(cast: Cast) -> None:
    goal = active(cast)
    for person in (cast.ana, cast.ben, cast.dana, cast.emil):
        page(cast.client(person), "roadmap", cast.couple.pk)
        page(cast.client(person), "goal", goal.pk)
    seen = AuditEvent.objects.filter(chain=cast.couple.pk, verb="goals.opened").order_by("number")
    assert list(seen.values_list("actor_id", "subject_id")) == [
        (person.pk, what) for person in (cast.dana, cast.emil) for what in (None, goal.pk)
    ]
