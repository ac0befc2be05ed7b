"""The demo practice: every kind of course is there, everything in it holds, and it never mixes with real people."""

import os
from collections import Counter
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from ampersand.accounts.models import Person, Practice, SafeContact, StaffRole
from ampersand.cases.models import Case, Participation
from ampersand.core import clock
from ampersand.directory.models import Letter, Listing, Profile, SearchMap
from ampersand.measures import content
from ampersand.measures.models import (
    Administration,
    Assignment,
    Attestation,
    Draft,
    ImportedInstrument,
    Plan,
    Sharing,
    Standing,
)
from ampersand.measures.queries.sealed import open_answers, open_draft
from ampersand.measures.rules.scoring import score
from ampersand.operations import again
from ampersand.operations.demo import load, practice
from ampersand.operations.demo import people as who
from ampersand.operations.demo.courses import STRETCH
from ampersand.operations.demo.marker import State, state
from ampersand.operations.demo.reset import NotADemo, empty
from ampersand.operations.demo.story import stories
from ampersand.operations.management.commands import demo
from ampersand.privacy import audit
from ampersand.privacy.models import AuditEvent
from ampersand.privacy.scope import system_scope
from ampersand.privacy.viewer import Viewer
from ampersand.safety.actions import checks
from ampersand.safety.models import Alert, AlertStep, CheckTalk, JointWork, OnCall, RiskRecord
from ampersand.safety.queries import private
from ampersand.safety.rules.colours import Colour

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
TODAY = NOON.date()


@pytest.fixture(scope="class")
def linden_house(django_db_setup: None, django_db_blocker: Any) -> Any:
    """The cases told by hand, two of every kind, one of every way with checks; once for the class, in a transaction."""
    everyone = list(practice.treatments(TODAY))
    drawn = {(one.kind, *(part.course for part in one.parts), number % 2): one for number, one in enumerate(everyone)}
    checked = {one.checks: one for one in everyone}
    some = list({one.key: one for one in (*everyone[:6], *drawn.values(), *checked.values())}.values())
    with django_db_blocker.unblock(), transaction.atomic():
        clock.fix(NOON)
        load.write(some, cases=len(some))
        clock.fix(None)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def everyone(linden_house: None, db: None) -> Any:
    """Everything of the practice can be read, at noon of its day."""
    clock.fix(NOON)
    with system_scope("a test looks at everything"):
        yield


@pytest.mark.usefixtures("everyone")
class TestLindenHouse:
    def test_the_people_are_all_invented(self) -> None:
        assert Counter(StaffRole.objects.values_list("role", flat=True)) == {
            "therapist": 39, "supervisor": 1, "safety_lead": 1, "administrator": 1,
        }  # fmt: skip
        addresses = Person.objects.filter(is_active=True).values_list("email", flat=True)
        assert all(address.endswith("@example.org") for address in addresses)
        assert Person.objects.get(is_active=False).name == "Pip", "too young for an account"
        assert Practice.objects.get().name == "Linden House"

    def test_a_visitor_finds_therapists_in_many_countries_and_letters_stand_in_every_open_state(self) -> None:
        listings = list(Listing.objects.all())
        assert len(listings) == 39
        assert len({place["country"] for one in listings for place in one.content["places"]}) >= 8
        assert {one.room for one in listings} == {"open", "waiting", "full"}
        assert any(one.open_until < TODAY for one in listings), "somebody has not confirmed openings lately"
        assert Profile.objects.filter(state="submitted").count() == 1
        states = set(Letter.objects.values_list("state", flat=True))
        assert states == {"sent", "accepted", "offered", "chosen", "declined"}
        assert SearchMap.objects.filter(word="for:couple").exists()

    def test_alerts_are_there_in_their_states_and_somebody_is_on_call(self) -> None:
        states = {(one.kind, bool(one.acknowledged_at), bool(one.closed_at)) for one in Alert.objects.all()}
        assert {("item-9", True, True), ("asq-positive", True, False), ("follow-up", False, False)} <= states
        assert not Alert.objects.filter(call_at__isnull=False).exists(), "nobody is called at night by a demo"
        assert RiskRecord.objects.count() == 2
        assert OnCall.objects.count() == 3
        assert all(step.at <= NOON for step in AlertStep.objects.all())

    def test_private_checks_of_every_colour_and_most_couples_work_together(self) -> None:
        emil = Viewer(who.EMIL.id, who.EMIL.name, "en", who.ZONE, who.PRACTICE, frozenset({"safety_lead"}))
        shared = Case.objects.exclude(kind="individual").filter(state="open")
        pages = [private.page(emil, case_id) for case_id in shared.values_list("pk", flat=True)]
        found = Counter((page.colour, page.goes_on) for page in pages)
        assert found[Colour.GREEN, True] > len(pages) / 2
        assert found[Colour.AMBER, True]
        assert found[Colour.AMBER, False]
        assert found[Colour.RED, False] == 1, "both of one couple read that it is paused"
        assert any(member.missing for page in pages for member in page.members)
        assert not CheckTalk.objects.filter(made_at__gt=NOON).exists()
        assert checks.open_due() == 0, "nobody else is asked on the first day"

    def test_ana_and_ben_work_together_and_both_have_said_how_they_are_reached(self) -> None:
        case = stories(TODAY)[0]
        assert JointWork.objects.get(case=case.id).goes_on
        assert not JointWork.objects.get(case=case.id).goals_apart
        assert SafeContact.objects.filter(person_id__in=[who.ANA.id, who.BEN.id]).count() == 2
        assert {"A", "B", "C"} <= set(Case.objects.values_list("confidentiality", flat=True))

    def test_every_promised_kind_of_course_occurs(self) -> None:
        verdicts = Counter(Standing.objects.values_list("verdict", flat=True))
        assert min(verdicts[one] for one in ("recovered", "improved", "unchanged", "deteriorated", "")) >= 3
        assert Standing.objects.filter(track="red").exists()
        assert set(Assignment.objects.values_list("state", flat=True)) == {"open", "answered", "passed", "withdrawn"}
        assert Standing.objects.exclude(flags="").values("person").distinct().count() >= 2
        assert Administration.objects.filter(missing__gt=0, total__isnull=False).exists()

    def test_one_better_one_worse_in_one_couple(self) -> None:
        lines = Standing.objects.filter(case_id=stories(TODAY)[3].id, instrument="csi-4")
        assert set(lines.values_list("person__name", "verdict")) == {
            ("Oona", "recovered"), ("Piet", "deteriorated"),
        }  # fmt: skip

    def test_some_stopped_answering(self) -> None:
        silent = Standing.objects.filter(case__state="open", instrument="csi-4", last_at__lt=NOON - timedelta(weeks=5))
        assert silent.exists()

    def test_ana_is_better_and_ben_is_not_and_both_have_something_to_do_today(self) -> None:
        lines = Standing.objects.filter(person_id__in=[who.ANA.id, who.BEN.id], case__kind="couple")
        found = {(one.person_id, one.instrument): one.verdict for one in lines}
        assert found[who.ANA.id, "csi-4"] == found[who.ANA.id, "csi-16"] == found[who.ANA.id, "phq-9"] == "recovered"
        assert {found[who.BEN.id, slug] for slug in ("csi-4", "csi-16", "phq-9")} == {"unchanged"}
        waiting = Assignment.objects.filter(state="open", opens_on=TODAY, case__kind="couple")
        for person in (who.ANA, who.BEN):
            assert set(waiting.filter(person_id=person.id).values_list("instrument", flat=True)) == {"csi-4", "phq-9"}
        assert not Sharing.objects.filter(person_id__in=[who.ANA.id, who.BEN.id]).exists()

    def test_sharing_a_draft_a_correction_and_an_instrument_brought_in(self) -> None:
        shown = Administration.objects.filter(audience="all_of_us", current=True)
        assert {who.MILO.id, who.NOOR.id} <= set(shown.values_list("person_id", flat=True))
        assert not shown.filter(person_id=who.OONA.id).exists()
        assert Sharing.objects.filter(person_id=who.OONA.id, withdrawn_at__isnull=False).exists()
        draft = Draft.objects.get()
        assert len(open_draft(draft.case_id, draft.person_id, draft.pk, draft.answers)["codes"]) == 4
        assert Administration.objects.get(amends__isnull=False).amends.current is False
        assert ImportedInstrument.objects.get().attestation == Attestation.objects.get()
        assert "linden-week" in content.available(who.PRACTICE)

    def test_scores_are_those_of_the_answers(self) -> None:
        sample = [
            *Administration.objects.order_by("pk")[::29],
            Administration.objects.filter(instrument="pcl-5").first(),
        ]
        assert len(sample) > 40
        for given in sample:
            result = score(
                content.instrument(given.instrument),
                open_answers(given.case_id, given.person_id, given.pk, given.answers),
            )
            assert (given.total, given.partner_total) == (result.total, result.partner_total)
            assert given.flags == " ".join(result.flags)
            assert given.subscales == result.subscales
            assert given.taken_at <= given.stored_at < NOON

    def test_every_audit_chain_holds_and_nothing_lies_in_the_future(self) -> None:
        assert list(audit.verify()) == []
        assert (
            not AuditEvent.objects.filter(at__gt=clock.now() + timedelta(minutes=5)).exclude(chain=audit.HOUSE).exists()
        )
        assert not Administration.objects.filter(taken_at__gte=NOON).exists()
        assert not Plan.objects.filter(next_on__lte=TODAY, ended_at__isnull=True).exists()
        answered = AuditEvent.objects.filter(verb="measures.answer").count()
        assert answered == Administration.objects.filter(amends__isnull=True).count()

    def test_each_member_has_a_hand_and_each_case_a_therapist(self) -> None:
        for case in Case.objects.all():
            assert Participation.objects.filter(case=case, role="therapist").count() == 1
            hands = Participation.objects.filter(case=case, role="member").values_list("hand", flat=True)
            assert sorted(hands) == list(range(1, len(hands) + 1))

    def test_a_second_call_does_nothing(self) -> None:
        before, out = Administration.objects.count(), StringIO()
        call_command("demo", stdout=out)
        assert "is here already" in out.getvalue()
        assert Administration.objects.count() == before


def test_the_practice_has_as_many_cases_of_every_kind_as_promised() -> None:
    everyone = list(practice.treatments(TODAY))
    assert Counter(one.kind for one in everyone) == {"couple": 40, "individual": 25, "family": 5}
    assert {one.therapist for one in everyone} == set(who.THERAPISTS)
    assert sum(one.ended_on is not None for one in everyone) == 7
    assert sum(one.opened_on > TODAY - timedelta(weeks=5) for one in everyone) >= 5
    assert min(one.opened_on for one in everyone) < TODAY - timedelta(weeks=30)
    lines = [line for one in everyone for part in one.parts for line in part.lines]
    assert {line.slug for line in lines} == set(STRETCH)
    given = [occasion.codes is not None for line in lines for occasion in line.occasions]
    assert len(given) > 4000
    assert 0.8 < sum(given) / len(given) < 0.95
    assert len({part.person.id for one in everyone for part in one.parts}) > 100


def test_the_same_day_gives_the_same_stories_and_another_day_moves_them() -> None:
    first = stories(TODAY)
    assert first == stories(TODAY)
    later = stories(TODAY + timedelta(days=30))
    assert {after.opened_on - before.opened_on for before, after in zip(first, later, strict=True)} == {
        timedelta(days=30)
    }


@pytest.mark.django_db
class TestBig:
    def test_a_big_one_has_as_many_answers_as_asked_for(self) -> None:
        out = StringIO()
        call_command("demo", couples=3, administrations=50, stdout=out)
        assert "50 sets of answers" in out.getvalue()
        with system_scope("a test looks at everything"):
            assert Case.objects.count() == 3
            assert Administration.objects.count() == 50
            assert {line.answers for line in Standing.objects.filter(instrument="phq-9")} == {4, 5}
        assert list(audit.verify()) == []

    def test_it_needs_a_size(self) -> None:
        with pytest.raises(CommandError, match="goes with --size"):
            call_command("demo", administrations=5)


@pytest.mark.django_db
class TestARealDatabase:
    def test_no_fictional_people_are_added_and_nothing_is_removed(self) -> None:
        Practice(name="A real one").save()
        assert state() is State.REAL
        with pytest.raises(CommandError, match="may be real"):
            call_command("demo")
        with pytest.raises(CommandError, match="not a demo"):
            call_command("demo", reset=True)
        with pytest.raises(NotADemo):
            empty()
        assert Practice.objects.count() == 1

    def test_people_alone_are_enough_to_refuse(self) -> None:
        Person(email="someone@example.net", name="Someone").save()
        assert state() is State.REAL

    def test_a_second_practice_beside_linden_house_makes_it_real(self) -> None:
        Practice(id=who.PRACTICE, name=who.PRACTICE_NAME).save()
        assert state() is State.DEMO
        Practice(name="A real one").save()
        assert state() is State.REAL


@pytest.mark.django_db
def test_what_was_broken_off_is_begun_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    everyone = stories(TODAY)
    clock.fix(NOON)

    def break_off(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load.write(everyone, cases=len(everyone), progress=break_off)
    assert state() is State.UNFINISHED
    begun: list[str] = []
    monkeypatch.setattr(demo, "empty", lambda: begun.append("emptied"))
    monkeypatch.setattr(demo.Command, "_write", lambda *_: begun.append("written"))
    out = StringIO()
    call_command("demo", stdout=out)
    assert begun == ["emptied", "written"]
    assert "broken off" in out.getvalue()


def test_a_taken_port_is_left_alone() -> None:
    import socket

    from ampersand.operations.management.commands.demo import _free_port

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert port < _free_port("127.0.0.1", port) < port + 50


def test_the_command_line_serves_as_a_demo_though_nobody_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[dict[str, str]] = []

    def begin(path: str, words: list[str], environment: dict[str, str]) -> None:
        begun.append(environment)
        raise SystemExit

    monkeypatch.setattr(os, "execve", begin)
    with pytest.raises(SystemExit):
        call_command("demo", serve=True)
    assert begun[0]["AMPERSAND_DEMO"] == "yes"
    assert str(again.ROOT) in begun[0]["PYTHONPATH"]
