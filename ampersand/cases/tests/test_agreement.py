"""Ana and Ben sign, each alone; neither learns more of the other than whether it is complete."""

import re
from typing import Any

import pytest
from django.test import Client

from ampersand.cases import actions, queries
from ampersand.cases.actions import agreement as verbs
from ampersand.cases.models import Case, Document, Signature, Terms
from ampersand.cases.queries import agreement as reads
from ampersand.core import clock
from ampersand.privacy import audit
from ampersand.privacy.models import AuditEvent
from ampersand.privacy.policy import Hidden
from tests.cast import Cast, make_case


@pytest.fixture
def case(cast: Cast) -> Case:
    """A couple of Dana's who have joined and signed nothing yet."""
    found = make_case(cast.practice, "couple", [cast.ana, cast.ben], cast.dana, cast.emil, signed=False)
    verbs.propose(by=cast.viewer(cast.dana), case=found, policy="B")
    return found


def page(client: Client, case: Case) -> str:
    answer = client.get(f"/cases/{case.pk}/agreement/")
    assert answer.status_code == 200
    return answer.content.decode()


def filled(text: str, name: str = "Ana", agree: str = "on") -> dict[str, str]:
    """The form on the page as a browser sends it."""
    fields = dict(re.findall(r'type="hidden" name="(terms|about|says|digest)" value="([^"]*)"', text))
    return fields | {"name": name} | ({"agree": agree} if agree else {})


def sign(cast: Cast, case: Case, who: Any) -> Any:
    client = cast.client(who)
    return client.post(f"/cases/{case.pk}/agreement/", filled(page(client, case), who.name))


def test_nothing_joint_is_open_until_both_have_signed(cast: Cast, case: Case) -> None:
    ana, dana = cast.viewer(cast.ana), cast.viewer(cast.dana)
    assert not queries.joint_open(ana, case.pk)
    assert sign(cast, case, cast.ana)["Location"] == f"/cases/{case.pk}/agreement/"
    assert not queries.joint_open(ana, case.pk)
    assert queries.one(ana, case.pk).confidentiality == "none"
    sign(cast, case, cast.ben)
    for viewer in (ana, dana, cast.viewer(cast.ben), cast.viewer(cast.emil)):
        assert queries.joint_open(viewer, case.pk)
    assert queries.one(ana, case.pk).confidentiality == "B"
    for stranger in (cast.farid, cast.hugo, cast.gita):
        assert not queries.joint_open(cast.viewer(stranger), case.pk)
    chain = AuditEvent.objects.filter(chain=case.pk).order_by("number").values_list("verb", flat=True)
    assert list(chain) == ["agreement.put", "agreement.sign", "agreement.sign", "agreement.in_force"]
    assert not list(audit.verify(case.pk))


def test_ben_sees_the_same_whatever_ana_has_done(cast: Cast, case: Case) -> None:
    ben = cast.client(cast.ben)
    before = _still(page(ben, case))
    sign(cast, case, cast.ana)
    assert _still(page(ben, case)) == before
    assert "Not complete yet." in before
    assert "Ana" not in before.split("<main")[1].split("</main>")[0]
    ana = reads.signatures(cast.viewer(cast.ana), case.pk)[0]
    verbs.withdraw_signature(by=cast.viewer(cast.ana), signature_id=ana.id)
    assert _still(page(ben, case)) == before


def test_ben_never_reads_anas_signature_and_dana_does(cast: Cast, case: Case) -> None:
    sign(cast, case, cast.ana)
    found = reads.signatures(cast.viewer(cast.dana), case.pk)[0]
    path = f"/signatures/{found.id}/"
    assert cast.client(cast.ana).get(path).status_code == cast.client(cast.dana).get(path).status_code == 200
    for person in (cast.ben, cast.farid, cast.hugo, cast.chloe):
        assert cast.client(person).get(path).status_code == 404
    shown = page(cast.client(cast.dana), case)
    assert "as Ana" in shown
    assert "not yet" in shown


def test_what_was_signed_is_kept_word_for_word(cast: Cast, case: Case) -> None:
    sign(cast, case, cast.ana)
    found = Signature.objects.visible_to(cast.viewer(cast.ana)).get(case=case)
    assert found.name == "Ana"
    text = Document.objects.get(pk=found.document_id).text
    assert "Dana at Linden House works with the two of you" in text
    assert "Limited secrets" in text
    shown = cast.client(cast.ana).get(f"/signatures/{found.pk}/").content.decode()
    assert found.document_id in shown
    assert "Signed on" in shown


@pytest.mark.parametrize("missing", ["name", "agree"])
def test_a_name_and_a_tick_are_needed_and_what_was_typed_stays(cast: Cast, case: Case, missing: str) -> None:
    ana = cast.client(cast.ana)
    fields = filled(page(ana, case), name="Ana María")
    del fields[missing]
    answer = ana.post(f"/cases/{case.pk}/agreement/", fields)
    assert answer.status_code == 422
    assert not Signature.objects.visible_to(cast.viewer(cast.ana)).filter(case=case).exists()
    if missing == "agree":
        assert 'value="Ana María"' in answer.content.decode()


def test_pressed_twice_it_is_signed_once(cast: Cast, case: Case) -> None:
    ana = cast.client(cast.ana)
    fields = filled(page(ana, case))
    for _ in range(2):
        assert ana.post(f"/cases/{case.pk}/agreement/", fields).status_code == 303
    assert Signature.objects.visible_to(cast.viewer(cast.ana)).filter(case=case).count() == 1


def test_nobody_signs_for_another(cast: Cast, case: Case) -> None:
    ana = cast.client(cast.ana)
    fields = filled(page(ana, case))
    for more in ({"about": str(cast.ben.pk)}, {"says": "for_child"}, {"says": "nothing"}, {"terms": str(case.pk)}):
        assert ana.post(f"/cases/{case.pk}/agreement/", fields | more).status_code in (404, 422)
    terms = Terms.objects.visible_to(cast.viewer(cast.ana)).get(case=case)
    for outsider in (cast.dana, cast.emil, cast.farid, cast.gita):
        with pytest.raises(Hidden):
            verbs.sign(
                by=cast.viewer(outsider), terms_id=terms.pk, says="own", about=outsider.pk, name="X",
                digest=terms.document_id,
            )  # fmt: skip
    assert not Signature.objects.visible_to(cast.viewer(cast.dana)).filter(case=case).exists()


def test_a_text_that_changed_meanwhile_is_read_again(cast: Cast, case: Case) -> None:
    ana = cast.client(cast.ana)
    fields = filled(page(ana, case))
    verbs.propose(by=cast.viewer(cast.dana), case=case, policy="A")
    answer = ana.post(f"/cases/{case.pk}/agreement/", fields)
    assert answer.status_code == 422
    assert "has changed since you opened it" in answer.content.decode()
    again = filled(answer.content.decode())
    assert again["digest"] != fields["digest"]
    assert ana.post(f"/cases/{case.pk}/agreement/", again).status_code == 303


def test_taken_back_it_closes_for_both_and_can_be_signed_again(cast: Cast, case: Case) -> None:
    sign(cast, case, cast.ana)
    sign(cast, case, cast.ben)
    ana = cast.client(cast.ana)
    mine = reads.signatures(cast.viewer(cast.ana), case.pk)[0]
    assert "You may, at any time" in ana.get(f"/signatures/{mine.id}/take-back/").content.decode()
    for _ in range(2):
        assert ana.post(f"/signatures/{mine.id}/take-back/").status_code == 303
    assert not queries.joint_open(cast.viewer(cast.ben), case.pk)
    assert queries.one(cast.viewer(cast.ben), case.pk).confidentiality == "B", "what was promised stays promised"
    assert cast.client(cast.ben).get(f"/signatures/{mine.id}/take-back/").status_code == 404
    sign(cast, case, cast.ana)
    assert queries.joint_open(cast.viewer(cast.ben), case.pk)


def test_a_change_is_proposed_by_anyone_needs_all_and_counts_forward_only(cast: Cast, case: Case) -> None:
    sign(cast, case, cast.ana)
    sign(cast, case, cast.ben)
    before = clock.now()
    path = f"/cases/{case.pk}/agreement/another/"
    ben = cast.client(cast.ben)
    assert "Separate confidences" in ben.get(path).content.decode()
    assert ben.post(path, {}).status_code == 422
    assert ben.post(path, {"policy": "B"}).status_code == 422, "that is what holds"
    assert ben.post(path, {"policy": "C"}).status_code == 303
    shown = page(cast.client(cast.ana), case)
    assert "Another way is proposed" in shown
    assert "Ben" not in shown.split("<main")[1].split("</main>")[0], "nobody is named"
    assert ben.post(path, {"policy": "A"}).status_code == 422
    sign(cast, case, cast.ben)
    assert queries.one(cast.viewer(cast.ana), case.pk).confidentiality == "B"
    assert queries.joint_open(cast.viewer(cast.ana), case.pk), "what holds goes on holding"
    sign(cast, case, cast.ana)
    assert queries.one(cast.viewer(cast.ana), case.pk).confidentiality == "C"
    assert reads.policy_at(cast.viewer(cast.ana), case.pk, before) == "B"
    assert reads.policy_at(cast.viewer(cast.ana), case.pk, clock.now()) == "C"


@pytest.mark.parametrize("name", ["ana", "ben", "dana"])
def test_anyone_may_leave_it_as_it_is(cast: Cast, case: Case, name: str) -> None:
    sign(cast, case, cast.ana)
    sign(cast, case, cast.ben)
    terms = verbs.propose(by=cast.viewer(cast.ben), case=case, policy="A")
    assert cast.client(getattr(cast, name)).post(f"/agreements/{terms.pk}/set-aside/").status_code == 303
    assert "Another way is proposed" not in page(cast.client(cast.ana), case)
    assert queries.one(cast.viewer(cast.ana), case.pk).confidentiality == "B"
    for stranger in (cast.emil, cast.farid, cast.gita):
        assert cast.client(stranger).post(f"/agreements/{terms.pk}/set-aside/").status_code == 404


def test_what_holds_cannot_be_set_aside(cast: Cast) -> None:
    terms = Terms.objects.visible_to(cast.viewer(cast.ana)).get(case=cast.couple)
    cast.client(cast.ana).post(f"/agreements/{terms.pk}/set-aside/")
    assert queries.joint_open(cast.viewer(cast.ana), cast.couple.pk)


def test_whoever_joins_signs_too_and_whoever_stays_signs_anew(cast: Cast) -> None:
    dana = cast.viewer(cast.dana)
    assert queries.joint_open(dana, cast.family.pk)
    actions.leave(by=dana, case=cast.family, person_id=cast.chloe.pk)
    assert not queries.joint_open(dana, cast.family.pk)
    assert queries.one(dana, cast.family.pk).confidentiality == "B"
    sign(cast, cast.family, cast.ana)
    sign(cast, cast.family, cast.ben)
    assert queries.joint_open(dana, cast.family.pk)


def test_an_ended_case_is_not_signed(cast: Cast, case: Case) -> None:
    ana = cast.client(cast.ana)
    fields = filled(page(ana, case))
    actions.end_case(by=cast.viewer(cast.dana), case=case)
    assert ana.post(f"/cases/{case.pk}/agreement/", fields).status_code == 404
    assert 'name="digest"' not in page(ana, case)


def test_the_page_costs_the_same_whoever_looks(cast: Cast, case: Case, django_assert_num_queries: Any) -> None:
    for person, count in ((cast.ana, 7), (cast.ben, 7)):
        client = cast.client(person)
        page(client, case)
        with django_assert_num_queries(count):  # session, case, people, terms, signatures, text, navigation
            page(client, case)


def _still(text: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)
