"""Chloé is twelve: who consents for her, what her parents see, her own yes, and the day on which she decides alone."""

import re
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest
from django.core import mail

from ampersand.accounts.models import Person
from ampersand.cases import actions, queries
from ampersand.cases.actions import agreement as agreements
from ampersand.cases.actions import minors as verbs
from ampersand.cases.actions.minors import Consenting
from ampersand.cases.models import Case, Guardian, Invitation, Participation, Signature
from ampersand.cases.queries import agreement as reads
from ampersand.cases.queries import minors
from ampersand.core import clock
from ampersand.core.ids import new_id
from ampersand.measures.actions import planning
from ampersand.operations import chores
from ampersand.privacy.policy import Hidden
from tests.cast import Cast, make_case

NOVEMBER = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def family(cast: Cast) -> Case:
    """A family of Dana's in which nobody has signed; Chloé was born in 2014, so she is twelve at most."""
    clock.fix(NOVEMBER)
    case = make_case(cast.practice, "family", [cast.ana, cast.ben, cast.chloe], cast.dana, cast.emil, signed=False)
    agreements.propose(by=cast.viewer(cast.dana), case=case, policy="B")
    verbs.note_birth(by=cast.viewer(cast.dana), case=case, person_id=cast.chloe.pk, born_in=2014)
    return case


def note(cast: Cast, case: Case, who: Consenting, child: UUID | None = None) -> Guardian:
    child = child or cast.chloe.pk
    return verbs.note_guardian(by=cast.viewer(cast.dana), case=case, child_id=child, who=who)


def sign_all(cast: Cast, case: Case, who: Any) -> int:
    """Sign everything that waits for somebody, on their own page; how much it was."""
    client, path, signed = cast.client(who), f"/cases/{case.pk}/agreement/", 0
    while "data-once" in (page := client.get(path).content.decode()) and 'name="digest" value="' in page:
        fields = dict(re.findall(r'type="hidden" name="(terms|about|says|digest)" value="([^"]*)"', page))
        assert client.post(path, fields | {"name": who.name, "agree": "on"}).status_code == 303
        signed += 1
    return signed


def is_agreed(cast: Cast, case: Case) -> bool:
    return queries.one(cast.viewer(cast.dana), case.pk).is_agreed


def at(case: Case, person: Any, place: str = "child") -> str:
    return f"/cases/{case.pk}/people/{person.pk}/{place}/"


def test_complete_when_each_adult_each_guardian_and_chloe_herself_have_signed(cast: Cast, family: Case) -> None:
    note(cast, family, Consenting("Ana", cast.ana.pk, "mother"))
    note(cast, family, Consenting("Ben", cast.ben.pk, "father"))
    assert sign_all(cast, family, cast.ana) == 2
    assert sign_all(cast, family, cast.ben) == 2
    assert not is_agreed(cast, family)
    page = cast.client(cast.chloe).get(f"/cases/{family.pk}/agreement/").content.decode()
    assert "Do you want to take part?" in page
    assert "Yes, I want to" in page
    assert sign_all(cast, family, cast.chloe) == 1
    assert is_agreed(cast, family)
    said = Signature.objects.visible_to(cast.viewer(cast.chloe)).filter(case=family).values_list("says", flat=True)
    assert list(said) == ["assent"]


def test_without_anyone_noted_it_is_never_complete_and_dana_is_led_there(cast: Cast, family: Case) -> None:
    for who in (cast.ana, cast.ben, cast.chloe):
        sign_all(cast, family, who)
    assert not is_agreed(cast, family)
    page = cast.client(cast.dana).get(f"/cases/{family.pk}/agreement/").content.decode()
    assert "Nobody is noted yet who may consent" in page
    assert at(family, cast.chloe) in page


def test_somebody_outside_consents_on_paper_and_whoever_holds_no_authority_is_not_asked(
    cast: Cast, family: Case
) -> None:
    dana = cast.client(cast.dana)
    told = {
        "person": "", "name": "Grandma Jo", "relation": "grandmother", "may_consent": "on", "reach": "06 canary",
        "court": "District court, 3 May: custody to the grandmother.",
    }  # fmt: skip
    assert dana.post(at(family, cast.chloe, "guardian"), told)["Location"] == at(family, cast.chloe)
    note(cast, family, Consenting("Ben", cast.ben.pk, may_consent=False))
    for who, number in ((cast.ana, 1), (cast.ben, 1), (cast.chloe, 1)):
        assert sign_all(cast, family, who) == number
    assert not is_agreed(cast, family)
    jo = Guardian.objects.visible_to(cast.viewer(cast.dana)).get(case=family, name="Grandma Jo")
    assert b"canary" not in bytes(jo.note or b"")
    page = dana.get(at(family, cast.chloe)).content.decode()
    assert "06 canary" in page
    assert "custody to the grandmother" in page
    for who in (cast.ana, cast.ben, cast.chloe):
        client = cast.client(who)
        assert client.get(at(family, cast.chloe)).status_code == 404
        assert b"custody" not in client.get(f"/cases/{family.pk}/people/").content
    dana.post(f"/guardians/{jo.pk}/paper/", {"on": "2027-01-01"})
    assert not is_agreed(cast, family), "a day that is still to come"
    dana.post(f"/guardians/{jo.pk}/paper/", {"on": "2026-11-02"})
    assert is_agreed(cast, family)


def test_an_old_paper_says_nothing_about_another_agreement(cast: Cast, family: Case) -> None:
    jo = note(cast, family, Consenting("Jo"))
    verbs.signed_on_paper(by=cast.viewer(cast.dana), guardian_id=jo.pk, on=NOVEMBER.date())
    for who in (cast.ana, cast.ben, cast.chloe):
        sign_all(cast, family, who)
    assert is_agreed(cast, family)
    clock.fix(NOVEMBER + timedelta(days=20))
    agreements.propose(by=cast.viewer(cast.dana), case=family, policy="C")
    for who in (cast.ana, cast.ben, cast.chloe):
        sign_all(cast, family, who)
    assert queries.one(cast.viewer(cast.dana), family.pk).confidentiality == "B"
    verbs.signed_on_paper(by=cast.viewer(cast.dana), guardian_id=jo.pk, on=clock.now().date())
    assert queries.one(cast.viewer(cast.dana), family.pk).confidentiality == "C"


def test_a_change_closes_the_note_before_and_keeps_it(cast: Cast, family: Case) -> None:
    first = note(cast, family, Consenting("Jo", court="First."))
    dana, path = cast.client(cast.dana), at(family, cast.chloe, "guardian")
    assert 'value="Jo"' in dana.get(f"{path}?guardian={first.pk}").content.decode()
    dana.post(path, {"guardian": str(first.pk), "person": "", "name": "Jo", "may_consent": "on", "court": "Second."})
    page = dana.get(at(family, cast.chloe)).content.decode()
    assert "Second." in page
    assert "First." not in page
    first.refresh_from_db()
    assert first.ended_at
    again = dana.post(path, {"person": str(cast.ana.pk)})
    assert again.status_code == 303
    assert dana.post(path, {"person": str(cast.ana.pk)}).status_code == 422
    assert dana.post(path, {"person": "", "name": " "}).status_code == 422


def test_her_parents_see_that_questions_come_and_nothing_else(cast: Cast, family: Case) -> None:
    note(cast, family, Consenting("Ana", cast.ana.pk))
    dana = cast.viewer(cast.dana)
    for slug, rhythm, weeks in (("k6", "weeks", 2), ("phq-9", "once", None)):
        planning.plan(
            by=dana, case=family, people=[cast.chloe.pk], instrument=slug, rhythm=rhythm,
            starts_on=NOVEMBER.date(), every_weeks=weeks,
        )  # fmt: skip
    path = f"/cases/{family.pk}/in-my-care/{cast.chloe.pk}/"
    page = cast.client(cast.ana).get(path).content.decode()
    assert "Some short questions every 2 weeks." in page
    assert "K6" not in page
    assert "PHQ" not in page
    assert path in cast.client(cast.ana).get(f"/cases/{family.pk}/people/").content.decode()
    assert cast.client(cast.ana).get(f"/cases/{family.pk}/measures/").status_code == 404
    for who in (cast.ben, cast.chloe, cast.farid, cast.gita, cast.dana):
        assert cast.client(who).get(path).status_code == 404
    mine = cast.client(cast.chloe).get("/my/").content.decode()
    assert "What you write and answer here is for you and Dana." in mine
    assert "They do not read your words." in mine
    note_of_ana = Guardian.objects.visible_to(dana).get(case=family, person=cast.ana)
    verbs.end_guardian(by=dana, guardian_id=note_of_ana.pk)
    assert cast.client(cast.ana).get(path).status_code == 404


def test_when_she_decides_alone_her_parents_reading_ends_and_her_own_signature_is_asked(
    cast: Cast, family: Case
) -> None:
    note(cast, family, Consenting("Ana", cast.ana.pk))
    for who in (cast.ana, cast.ben, cast.chloe):
        sign_all(cast, family, who)
    assert is_agreed(cast, family)
    path = f"/cases/{family.pk}/in-my-care/{cast.chloe.pk}/"
    clock.fix(datetime(2030, 5, 1, tzinfo=UTC))
    page = cast.client(cast.dana).get(at(family, cast.chloe)).content.decode()
    assert "Chloé turns 16 this year" in page
    assert cast.client(cast.ana).get(path).status_code == 200
    assert cast.client(cast.dana).post(at(family, cast.chloe, "of-age")).status_code == 303
    assert cast.client(cast.ana).get(path).status_code == 404
    assert not is_agreed(cast, family)
    assert [one.says for one in reads.agreement(cast.viewer(cast.chloe), _one(cast, family)).to_sign] == ["own"]
    assert sign_all(cast, family, cast.chloe) == 1
    assert is_agreed(cast, family)
    assert "They do not read your words." not in cast.client(cast.chloe).get("/my/").content.decode()


def test_the_keeper_tells_dana_in_time_and_lets_rights_pass_when_the_year_is_over(
    cast: Cast, family: Case, django_capture_on_commit_callbacks: Any
) -> None:
    note(cast, family, Consenting("Ana", cast.ana.pk))

    def keep(on: datetime) -> list[str]:
        clock.fix(on)
        sent = len(mail.outbox)
        with django_capture_on_commit_callbacks(execute=True):
            chores.notice_who_comes_of_age()
        return [str(one.subject) for one in mail.outbox[sent:] if one.to == [cast.dana.email]]

    assert keep(datetime(2029, 10, 1, tzinfo=UTC)) == []
    assert keep(datetime(2029, 11, 2, tzinfo=UTC)) == ["Please look at who takes part"]
    assert keep(datetime(2029, 12, 2, tzinfo=UTC)) == []
    page = cast.client(cast.dana).get(f"/cases/{family.pk}/people/").content.decode()
    assert "Decides alone soon" in page
    assert "Decides alone soon" not in cast.client(cast.ana).get(f"/cases/{family.pk}/people/").content.decode()
    assert keep(datetime(2031, 1, 2, tzinfo=UTC)) == ["Please look at who takes part"]
    part = Participation.objects.visible_to(cast.viewer(cast.dana)).get(case=family, person=cast.chloe)
    assert part.of_age_at
    assert keep(datetime(2031, 2, 2, tzinfo=UTC)) == []


def test_a_small_child_takes_part_without_an_account_and_answers_nothing(cast: Cast, family: Case) -> None:
    dana, key = cast.client(cast.dana), new_id()
    told = {"key": str(key), "name": "Pip", "born_in": "2021"}
    for _ in range(2):
        assert (
            dana.post(f"/cases/{family.pk}/add-child/", told)["Location"] == f"/cases/{family.pk}/people/{key}/child/"
        )
    assert not Person.objects.get(pk=key).is_active
    for who in (cast.ana, cast.chloe, cast.dana):
        assert "Pip" in cast.client(who).get(f"/cases/{family.pk}/people/").content.decode()
    case = _one(cast, family)
    assert [one.name for one in case.members] == ["Ana", "Ben", "Chloé"]
    assert [one.name for one in case.children] == ["Pip"]
    note(cast, family, Consenting("Ana", cast.ana.pk), key)
    note(cast, family, Consenting("Ana", cast.ana.pk))
    assert sign_all(cast, family, cast.ana) == 3
    sign_all(cast, family, cast.ben)
    sign_all(cast, family, cast.chloe)
    assert is_agreed(cast, family), "nobody waits for the child itself"
    assert dana.post(f"/cases/{family.pk}/people/{key}/of-age/").status_code == 404


def test_grown_a_little_the_child_gets_an_account_and_stays_the_same_person(cast: Cast, family: Case) -> None:
    dana, key = cast.viewer(cast.dana), new_id()
    verbs.add_child(by=dana, case=family, person_id=key, name="Pip", born_in=2017)
    note(cast, family, Consenting("Ana", cast.ana.pk), key)
    account = f"/cases/{family.pk}/people/{key}/account/"
    assert cast.client(cast.dana).post(account, {"email": "not one"}).status_code == 422
    assert cast.client(cast.dana).post(account, {"email": "pip@example.org"}).status_code == 303
    Invitation.objects.visible_to(dana).filter(email="pip@example.org").update(token_hash=sha256(b"pip").hexdigest())
    told = {"name": "Pip", "time_zone": "Europe/Amsterdam"}
    assert cast.client(None).post("/join/pip/", told).status_code in {302, 303}
    person = Person.objects.get(email="pip@example.org")
    assert (person.pk, person.is_active) == (key, True)
    case = _one(cast, family)
    assert "Pip" in [one.name for one in case.members]
    assert case.children == ()
    pip = next(one for one in case.members if one.name == "Pip")
    assert pip.born_in == 2017
    assert [one.name for one in minors.child(dana, case, key).carers] == ["Ana"]


def test_dana_invites_a_young_person_with_the_year_of_birth(cast: Cast, family: Case) -> None:
    dana, path = cast.client(cast.dana), f"/cases/{family.pk}/invite/"
    told = {"name": "Kim", "email": "kim@example.org", "family_role": "child"}
    assert dana.post(path, told | {"born_in": "1950"}).status_code == 422
    assert dana.post(path, told | {"born_in": "2012"}).status_code == 303
    assert Invitation.objects.visible_to(cast.viewer(cast.dana)).get(email="kim@example.org").born_in == 2012


@pytest.mark.parametrize("name", ["ana", "ben", "chloe", "emil", "farid", "gita", "hugo"])
def test_only_dana_notes_any_of_it(cast: Cast, family: Case, name: str) -> None:
    jo = note(cast, family, Consenting("Jo"))
    viewer, client = cast.viewer(getattr(cast, name)), cast.client(getattr(cast, name))
    with pytest.raises(Hidden):
        verbs.note_guardian(by=viewer, case=family, child_id=cast.chloe.pk, who=Consenting("Eve"))
    with pytest.raises(Hidden):
        verbs.add_child(by=viewer, case=family, person_id=new_id(), name="Pip", born_in=2020)
    for path in (
        at(family, cast.chloe, "guardian"), at(family, cast.chloe, "of-age"), at(family, cast.chloe, "birth"),
        f"/guardians/{jo.pk}/end/", f"/guardians/{jo.pk}/paper/", f"/cases/{family.pk}/add-child/",
    ):  # fmt: skip
        assert client.post(path, {"on": "2026-11-01"}).status_code == 404


def test_in_a_couple_nobody_is_a_child(cast: Cast) -> None:
    with pytest.raises(Hidden):
        verbs.note_birth(by=cast.viewer(cast.dana), case=cast.couple, person_id=cast.ana.pk, born_in=2014)
    assert cast.client(cast.dana).get(f"/cases/{cast.couple.pk}/add-child/").status_code == 404
    assert cast.client(cast.dana).get(at(cast.couple, cast.ana)).status_code == 404


def test_a_child_without_an_account_leaves_and_its_place_is_free(cast: Cast, family: Case) -> None:
    dana, key = cast.viewer(cast.dana), new_id()
    verbs.add_child(by=dana, case=family, person_id=key, name="Pip", born_in=2021)
    actions.leave(by=dana, case=family, person_id=key)
    assert _one(cast, family).children == ()


def test_the_page_costs_the_same_however_many_care(cast: Cast, family: Case, django_assert_num_queries: Any) -> None:
    client = cast.client(cast.dana)
    for who in (Consenting("Ana", cast.ana.pk), Consenting("Jo", court="x")):
        note(cast, family, who)
        client.get(at(family, cast.chloe))
        with django_assert_num_queries(9 + (who.court != "")):
            client.get(at(family, cast.chloe))


def _one(cast: Cast, case: Case) -> queries.OneCase:
    return queries.one(cast.viewer(cast.dana), case.pk)
