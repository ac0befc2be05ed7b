"""Joint work: it rests for everyone from the moment they are asked until the clinician decides, in the same words."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ampersand.accounts.models import Person, StaffRole
from ampersand.cases.models import Participation
from ampersand.core import clock
from ampersand.core.ids import new_id
from ampersand.privacy.policy import Hidden
from ampersand.safety.actions import joint as verbs
from ampersand.safety.actions.private_word import ask_for_a_word
from ampersand.safety.models import Alert, JointDecision
from ampersand.safety.queries import joint, private
from ampersand.safety.rules.colours import Colour
from ampersand.safety.rules.differences import What
from ampersand.safety.rules.joint import Choice, Lacks
from ampersand.safety.tests.checking import AMBER, GREEN, RED, ask, begin, decide, send, talk
from tests.cast import Cast

pytestmark = pytest.mark.django_db
THURSDAY = datetime(2026, 11, 19, 10, 0, tzinfo=UTC)
PAUSED = "Paused until you have met with your therapist"


@pytest.fixture(autouse=True)
def _thursday() -> None:
    clock.fix(THURSDAY)


def pause(cast: Cast, person: Person, case: UUID | None = None) -> str:
    return joint.joint_pause(cast.viewer(person), case or cast.couple.pk)


def both(cast: Cast) -> set[str]:
    return {pause(cast, cast.ana), pause(cast, cast.ben)}


def test_at_the_start_joint_work_rests_for_everyone_until_the_clinician_decides(cast: Cast) -> None:
    assert both(cast) == {PAUSED}
    ask(cast)
    assert both(cast) == {PAUSED}
    send(cast, cast.ana)
    send(cast, cast.ben)
    assert both(cast) == {PAUSED}, "no answer ends it"
    decide(cast)
    assert both(cast) == {""}
    assert joint.allows_joint(cast.viewer(cast.ana), cast.couple.pk)


@pytest.mark.parametrize("things", [GREEN, AMBER, RED, None])
def test_whatever_is_answered_both_read_the_same_while_it_rests(cast: Cast, things: dict[str, str] | None) -> None:
    begin(cast)
    ask(cast, middle=True)
    assert both(cast) == {PAUSED}, "half way, everyone meets it again"
    if things is not None:
        send(cast, cast.ana, **things)
    assert both(cast) == {PAUSED}
    assert not joint.allows_joint(cast.viewer(cast.ben), cast.couple.pk)


@pytest.mark.parametrize("things", [GREEN, AMBER, RED])
def test_no_answer_begins_a_rest(cast: Cast, things: dict[str, str]) -> None:
    begin(cast)
    ask_for_a_word(by=cast.viewer(cast.ana), case_id=cast.couple.pk)
    send(cast, cast.ana, **things)
    assert both(cast) == {""}
    assert joint.allows_joint(cast.viewer(cast.ben), cast.couple.pk)


def test_it_is_nobodys_who_is_not_in_the_case_and_alone_there_is_nothing_to_rest(cast: Cast) -> None:
    for person in (cast.farid, cast.gita, cast.hugo):
        with pytest.raises(Hidden):
            pause(cast, person)
    assert pause(cast, cast.ana, cast.anas_own.pk) == ""
    assert not joint.allows_joint(cast.viewer(cast.ana), cast.anas_own.pk)
    assert joint.resting(cast.viewer(cast.ana), [cast.couple.pk, cast.anas_own.pk]) == {cast.couple.pk}


def test_it_costs_one_query(cast: Cast) -> None:
    ana = cast.viewer(cast.ana)
    for ask_it in (joint.joint_pause, joint.allows_joint):
        ask_it(ana, cast.couple.pk)
        with CaptureQueriesContext(connection) as asked:
            ask_it(ana, cast.couple.pk)
        assert len(asked) == 1


def test_with_amber_both_are_seen_alone_first_and_goals_stay_apart(cast: Cast) -> None:
    ask(cast)
    send(cast, cast.ana, **AMBER)
    send(cast, cast.ben)
    with pytest.raises(verbs.NotYet) as refused:
        decide(cast)
    assert refused.value.lacks == ((Lacks.TALK, "Ana"), (Lacks.TALK, "Ben"))
    talk(cast, cast.ana)
    talk(cast, cast.ben)
    decide(cast)
    assert both(cast) == {""}
    assert not joint.allows_joint(cast.viewer(cast.ana), cast.couple.pk), "goals are each person's own"


def test_a_missing_check_counts_as_amber_after_a_week(cast: Cast) -> None:
    ask(cast)
    send(cast, cast.ben)
    dana = cast.viewer(cast.dana)
    assert private.page(dana, cast.couple.pk).colour is Colour.GREEN
    clock.fix(THURSDAY + timedelta(days=7))
    page = private.page(dana, cast.couple.pk)
    assert [(one.name, one.missing) for one in page.members] == [("Ana", True), ("Ben", False)]
    assert page.colour is Colour.AMBER
    with pytest.raises(verbs.NotYet):
        decide(cast)
    assert both(cast) == {PAUSED}


def test_with_red_it_never_goes_on_unconditionally_and_an_urgent_topic_wants_the_safety_lead(cast: Cast) -> None:
    ask(cast)
    send(cast, cast.ana, **RED)
    send(cast, cast.ben)
    talk(cast, cast.ana, topics=("neck",), neck="once")
    talk(cast, cast.ben)
    with pytest.raises(verbs.NotYet) as refused:
        decide(cast, consulted="Emil, on Thursday")
    assert refused.value.lacks == ((Lacks.RED, ""),)
    with pytest.raises(verbs.NotYet) as refused:
        decide(cast, Choice.CONDITIONS)
    assert refused.value.lacks == ((Lacks.CONSULTATION, ""),)
    decide(cast, Choice.NOT_NOW)
    assert both(cast) == {PAUSED}
    decide(cast, Choice.CONDITIONS, consulted="Emil, on Thursday", conditions="Separate arrivals.")
    [latest, earlier] = private.page(cast.viewer(cast.emil), cast.couple.pk).decisions
    assert (latest.choice, latest.conditions, latest.by) == ("conditions", "Separate arrivals.", "Dana")
    assert earlier.choice == "not-now"


def test_decided_twice_by_one_form_it_is_decided_once_and_kept_sealed(cast: Cast) -> None:
    ask(cast)
    send(cast, cast.ana)
    send(cast, cast.ben)
    one, dana = new_id(), cast.viewer(cast.dana)
    for choice in (Choice.BEGIN, Choice.NOT_NOW):
        verbs.decide(by=dana, case_id=cast.couple.pk, decision_id=one, choice=choice, reason="They both want it.")
    [row] = JointDecision.objects.visible_to(dana)
    assert b"both want" not in bytes(row.words)
    assert both(cast) == {""}, "the second press changes nothing"


@pytest.mark.parametrize("who", ["ana", "ben", "farid", "gita", "hugo"])
def test_nobody_else_reads_or_decides_anything(cast: Cast, who: str) -> None:
    ask(cast)
    send(cast, cast.ana, **RED)
    by = cast.viewer(getattr(cast, who))
    with pytest.raises(Hidden):
        private.page(by, cast.couple.pk)
    with pytest.raises(Hidden):
        verbs.decide(by=by, case_id=cast.couple.pk, decision_id=new_id(), choice=Choice.NOT_NOW, reason="")
    with pytest.raises(Hidden):
        verbs.note_talk(
            by=by, case_id=cast.couple.pk, person_id=cast.ana.pk, talk_id=new_id(), heard={}, topics=(), note=""
        )


def test_a_mere_supervisor_reads_nothing_and_the_safety_lead_reads_without_taking_part(cast: Cast) -> None:
    ask(cast)
    send(cast, cast.ana, **RED)
    StaffRole(practice=cast.practice, person=cast.hugo, role="supervisor").save()
    Participation(case=cast.couple, person=cast.hugo, role="supervisor").insert()
    with pytest.raises(Hidden):
        private.page(cast.viewer(cast.hugo), cast.couple.pk)
    assert private.page(cast.viewer(cast.emil), cast.couple.pk).colour is Colour.RED
    ask_in_family = cast.family.pk
    Participation.objects.visible_to(cast.viewer(cast.dana), "write").filter(case=cast.family, person=cast.emil).update(
        left_at=clock.now()
    )
    assert private.page(cast.viewer(cast.emil), ask_in_family).sides


def test_the_page_tells_where_accounts_differ_and_takes_the_graver(cast: Cast) -> None:
    ask(cast)
    send(cast, cast.ana, threats="more")
    send(cast, cast.ben)
    talk(cast, cast.ana, threats="more", force="more")
    page = private.page(cast.viewer(cast.dana), cast.couple.pk)
    assert page.colour is Colour.RED
    assert [(one.what, one.name, one.things) for one in page.differences] == [
        (What.TOLD_NOT_OWNED, "Ana", ("threats", "force")),
        (What.ONE_WAY_ONLY, "Ana", ("force",)),
    ]


def test_what_is_heard_in_a_talk_and_red_is_told_like_a_red_check_once(cast: Cast) -> None:
    ask(cast)
    send(cast, cast.ana)
    talk(cast, cast.ana, neck="once")
    talk(cast, cast.ana, neck="once", kill="once")
    raised = Alert.objects.visible_to(cast.viewer(cast.dana)).values_list("kind", "person__name")
    assert list(raised) == [("private-check-red", "Ana")]


def test_the_private_page_costs_the_same_whatever_there_is(cast: Cast) -> None:
    dana = cast.viewer(cast.dana)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            private.page(dana, cast.couple.pk)
        return len(asked)

    begin(cast)
    first = cost()
    for day in range(1, 4):
        clock.fix(THURSDAY + timedelta(days=30 * day))
        ask(cast)
        send(cast, cast.ana, **AMBER)
        send(cast, cast.ben)
        talk(cast, cast.ana)
        talk(cast, cast.ben)
        decide(cast)
    assert cost() == first <= 14
