"""Private checks: everyone is asked at one moment, each sends once, and only therapist and safety lead ever know."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ampersand.cases import actions as cases
from ampersand.cases.models import Participation
from ampersand.core import clock
from ampersand.core.ids import new_id
from ampersand.privacy import vault
from ampersand.privacy.models import AuditEvent
from ampersand.privacy.policy import Hidden
from ampersand.privacy.scope import system_scope
from ampersand.safety.actions import checks, private_word
from ampersand.safety.models import Alert, CheckAsk, CheckRound, PrivateCheck
from ampersand.safety.queries import apart, private
from ampersand.safety.queries import checks as own
from ampersand.safety.rules.colours import Colour
from ampersand.safety.rules.joint import Choice
from ampersand.safety.tests.checking import AMBER, GREEN, RED, ask, begin, decide, send, talk, told, waits_for
from tests.cast import Cast, make_case

pytestmark = pytest.mark.django_db
type AfterCommit = Callable[..., AbstractContextManager[object]]
THURSDAY = datetime(2026, 11, 19, 10, 0, tzinfo=UTC)


@pytest.fixture
def after_commit(django_capture_on_commit_callbacks: AfterCommit) -> AfterCommit:
    return django_capture_on_commit_callbacks


@pytest.fixture(autouse=True)
def _thursday() -> None:
    clock.fix(THURSDAY)


def keeper() -> int:
    with system_scope("asking what is due in a story"):
        return checks.open_due()


def alerts(cast: Cast) -> list[tuple[str, str]]:
    rows = Alert.objects.visible_to(cast.viewer(cast.dana)).order_by("made_at", "pk")
    return list(rows.values_list("kind", "person__name"))


def test_everyone_is_asked_at_the_same_moment_with_the_same_mail(cast: Cast, after_commit: AfterCommit) -> None:
    with after_commit(execute=True):
        ask(cast)
    asked = CheckAsk.objects.visible_to(cast.viewer(cast.dana)).filter(case=cast.couple)
    assert set(asked.values_list("person__name", "asked_at")) == {("Ana", THURSDAY), ("Ben", THURSDAY)}
    ana, ben = sorted(mail.outbox, key=lambda one: one.body)
    assert ana.subject == ben.subject == "You have something to fill in"
    assert ana.body.replace("Ana", "Ben") == ben.body
    assert "check" not in ana.body.lower()
    assert "private" not in ana.body.lower()


def test_asked_twice_by_one_form_they_are_asked_once(cast: Cast, after_commit: AfterCommit) -> None:
    dana, one = cast.viewer(cast.dana), new_id()
    for _ in range(2):
        with after_commit(execute=True):
            checks.ask_everyone(by=dana, case_id=cast.couple.pk, round_id=one)
    assert CheckRound.objects.visible_to(dana).filter(case=cast.couple).count() == 1
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("who", ["ana", "ben", "emil", "farid", "gita", "hugo"])
def test_only_the_therapist_of_the_case_asks(cast: Cast, who: str) -> None:
    with pytest.raises(Hidden):
        checks.ask_everyone(by=cast.viewer(getattr(cast, who)), case_id=cast.couple.pk, round_id=new_id())
    assert waits_for(cast, cast.ana) is None


def test_a_check_that_waits_goes_on_waiting_with_its_age(cast: Cast) -> None:
    ask(cast)
    waiting = waits_for(cast, cast.ana)
    send(cast, cast.ben)
    clock.fix(THURSDAY + timedelta(days=8))
    ask(cast)
    assert waits_for(cast, cast.ana) == waiting
    assert own.waiting(cast.viewer(cast.ana))[0].asked_at == THURSDAY
    assert waits_for(cast, cast.ben) is not None, "who had sent is asked again, like everyone"


def test_the_keeper_asks_at_the_start_and_every_thirty_days_in_the_daytime_of_the_practice(cast: Cast) -> None:
    clock.fix(THURSDAY.replace(hour=4))
    assert keeper() == 0, "it is night"
    clock.fix(THURSDAY)
    assert keeper() == 4  # the couple, the family, and two alone
    assert keeper() == 0
    send(cast, cast.ana, **RED)
    clock.fix(THURSDAY + timedelta(days=29))
    assert keeper() == 0
    clock.fix(THURSDAY + timedelta(days=30))
    assert keeper() == 2, "someone alone is asked once, and as needed"
    reasons = CheckRound.objects.visible_to(cast.viewer(cast.dana)).filter(case=cast.couple).order_by("asked_at")
    assert list(reasons.values_list("reason", flat=True)) == ["start", "interval"]


def test_who_joins_later_is_asked_when_they_come(cast: Cast, after_commit: AfterCommit) -> None:
    couple = make_case(cast.practice, "couple", [cast.farid], cast.dana)
    keeper()
    with system_scope("someone joins in a story"):
        Participation(case=couple, person=cast.chloe, role="member", hand=2, family_role="partner").insert()
    with after_commit(execute=True):
        assert keeper() == 0
    assert waits_for(cast, cast.chloe, couple)
    assert [message.to for message in mail.outbox] == [["chloe@example.org"]], "and nobody else hears of it"


def test_nobody_is_asked_in_work_that_has_ended(cast: Cast) -> None:
    cases.end_case(by=cast.viewer(cast.dana), case=cast.couple)
    keeper()
    assert waits_for(cast, cast.ana) is None
    with pytest.raises(Hidden):
        ask(cast)


def test_what_was_sent_can_never_be_read_by_who_sent_it_nor_sent_again(cast: Cast) -> None:
    ask(cast)
    one = waits_for(cast, cast.ana)
    send(cast, cast.ana, **RED)
    ana = cast.viewer(cast.ana)
    assert not PrivateCheck.objects.visible_to(ana).exists()
    assert own.own(ana, one).is_open is False
    checks.send(by=ana, ask_id=one, told=told())
    found = private.page(cast.viewer(cast.dana), cast.couple.pk)
    assert next(side for side in found.sides if side.person.name == "Ana").found.colour is Colour.RED
    with pytest.raises(Hidden):
        checks.send(by=cast.viewer(cast.ben), ask_id=one, told=told())
    with pytest.raises(Hidden):
        own.own(cast.viewer(cast.ben), one)


@pytest.mark.parametrize(
    "wrong", [{}, {"neck.ever": "once"}, told() | {"more.ever": "no"}, told() | {"neck.ever": "3"}]
)
def test_only_all_of_the_questions_are_taken(cast: Cast, wrong: dict[str, str]) -> None:
    ask(cast)
    with pytest.raises(ValueError, match=r"question|is not a valid"):
        checks.send(by=cast.viewer(cast.ana), ask_id=waits_for(cast, cast.ana), told=wrong)
    assert waits_for(cast, cast.ana)


def test_the_answers_lie_under_a_key_of_their_own(cast: Cast) -> None:
    ask(cast)
    send(cast, cast.ana, **RED)
    dana, couple = cast.viewer(cast.dana), cast.couple.pk
    vault.destroy_key(couple, cast.ana.pk)
    assert private.someone(dana, couple, cast.ana.pk).sent, "Ana's ordinary key is another"
    pk, sealed = PrivateCheck.objects.visible_to(dana).values_list("pk", "answers").get()
    with pytest.raises(vault.Unreadable):
        vault.open_sealed(couple, cast.ben.pk, place=apart.ANSWERS, row=pk, sealed=sealed)
    vault.destroy_key(couple, apart.owner(cast.ana.pk))
    with pytest.raises(vault.Unreadable):
        private.someone(dana, couple, cast.ana.pk)


def test_the_chain_of_the_case_says_nothing_of_it(cast: Cast) -> None:
    begin(cast)
    on_case = AuditEvent.objects.filter(chain=cast.couple.pk).values_list("verb", flat=True)
    assert not [verb for verb in on_case if verb.startswith(("check", "joint", "talk", "word"))]
    apart_from_it = AuditEvent.objects.filter(chain=apart.chain(cast.couple.pk)).order_by("number")
    verbs = ["check.asked", "check.sent", "check.sent", "joint.decided"]
    assert list(apart_from_it.values_list("verb", flat=True)) == verbs


@pytest.mark.parametrize(("things", "told_to"), [(GREEN, []), (AMBER, []), (RED, [("private-check-red", "Ana")])])
def test_a_red_check_is_told_and_no_other(cast: Cast, things: dict[str, str], told_to: list[tuple[str, str]]) -> None:
    ask(cast)
    send(cast, cast.ana, **things)
    assert alerts(cast) == told_to


def _shape(sql: str) -> str:
    """A query without its values."""
    return re.sub(r"'[^']*'|\b[0-9a-f]{32}\b|\d+", "?", sql)


def test_whatever_is_answered_the_same_work_is_done(cast: Cast) -> None:
    counts = set()
    for number, things in enumerate((GREEN, AMBER, RED, {"own": "more"}, {"kill": "unsaid"})):
        clock.fix(THURSDAY + timedelta(days=number))
        ask(cast)
        one = waits_for(cast, cast.ana)
        if number == 0:  # the first of all makes the key
            checks.send(by=cast.viewer(cast.ana), ask_id=one, told=told())
            ask(cast)
            one = waits_for(cast, cast.ana)
        with CaptureQueriesContext(connection) as asked:
            checks.send(by=cast.viewer(cast.ana), ask_id=one, told=told(**things))
        asked_for = [query["sql"] for query in asked.captured_queries]
        counts.add(tuple(_shape(sql) for sql in asked_for if "SAVEPOINT" not in sql))  # kept or undone
    assert len(counts) == 1


def test_a_red_check_that_says_nothing_new_after_a_decision_is_not_told_again(cast: Cast) -> None:
    ask(cast)
    send(cast, cast.ana, **RED)
    send(cast, cast.ben)
    for person in (cast.ana, cast.ben):
        talk(cast, person)
    decide(cast, Choice.CONDITIONS, consulted="Emil, today")
    clock.fix(THURSDAY + timedelta(days=30))
    ask(cast)
    send(cast, cast.ana, **RED)
    assert alerts(cast) == [("private-check-red", "Ana")]
    clock.fix(THURSDAY + timedelta(days=60))
    ask(cast)
    send(cast, cast.ana, **RED, neck_year="once")
    assert alerts(cast) == [("private-check-red", "Ana")] * 2, "it has happened again"


def test_a_childs_red_check_is_about_the_safety_of_a_child(cast: Cast) -> None:
    with system_scope("Chloé is a child"):
        Participation.objects.filter(case=cast.family, person=cast.chloe).update(family_role="child")
    ask(cast, cast.family)
    send(cast, cast.chloe, cast.family, **RED)
    assert alerts(cast) == [("child-safety", "Chloé")]


def test_a_failed_write_leaves_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(cast)

    def fails(*args: object, **kwargs: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(checks.audit, "record", fails)
    with pytest.raises(RuntimeError):
        send(cast, cast.ana, **RED)
    assert waits_for(cast, cast.ana)
    assert alerts(cast) == []


def test_a_private_word_tells_the_therapist_once_a_day_and_lets_a_check_wait_for_her_alone(
    cast: Cast, after_commit: AfterCommit
) -> None:
    ana = cast.viewer(cast.ana)
    with after_commit(execute=True):
        assert private_word.ask_for_a_word(by=ana, case_id=cast.couple.pk)
        assert private_word.ask_for_a_word(by=ana, case_id=cast.couple.pk)
    assert alerts(cast) == [("private-word", "Ana")]
    assert waits_for(cast, cast.ana)
    assert waits_for(cast, cast.ben) is None
    assert {to for message in mail.outbox for to in message.to} <= {"dana@example.org"}
    clock.fix(THURSDAY + timedelta(days=1))
    private_word.ask_for_a_word(by=ana, case_id=cast.couple.pk)
    assert alerts(cast) == [("private-word", "Ana")] * 2


def test_where_nobody_treats_a_private_word_is_not_promised_to_be_seen(cast: Cast) -> None:
    alone = make_case(cast.practice, "individual", [cast.farid], cast.hugo)
    with system_scope("Hugo leaves in a story"):
        Participation.objects.filter(case=alone, role="therapist").update(left_at=clock.now())
    assert not private_word.ask_for_a_word(by=cast.viewer(cast.farid), case_id=alone.pk)
    assert waits_for(cast, cast.farid, alone) is None


@pytest.mark.parametrize("who", ["dana", "emil", "farid", "gita", "chloe"])
def test_only_a_member_asks_for_a_word(cast: Cast, who: str) -> None:
    with pytest.raises(Hidden):
        private_word.ask_for_a_word(by=cast.viewer(getattr(cast, who)), case_id=cast.couple.pk)


def test_one_sees_that_a_check_waits_and_that_it_is_done_and_nothing_else(cast: Cast) -> None:
    ana = cast.viewer(cast.ana)
    assert own.mine(ana) == []
    ask(cast)
    assert [one.is_open for one in own.mine(ana)] == [True]
    send(cast, cast.ana, **AMBER)
    [done] = own.mine(ana)
    assert not done.is_open
    assert own.waiting(ana) == []
    assert done.id.version == 4, "which its address hangs on"
