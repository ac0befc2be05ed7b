"""Who takes part, who is invited, who leaves, and how a case begins and ends."""

from typing import Any
from uuid import uuid4

import pytest
from django.core import mail

from ampersand.cases import actions, queries
from ampersand.cases.actions import Invitee
from ampersand.cases.models import Case, Invitation, Participation
from ampersand.privacy.models import AuditEvent
from ampersand.privacy.policy import Hidden
from tests.cast import Cast


def couple_form(**more: str) -> dict[str, str]:
    """A new couple as the form posts it."""
    return {
        "case": str(uuid4()),
        "person-1-name": "Kim", "person-1-email": "kim@example.org",
        "person-2-name": "Lou", "person-2-email": "lou@example.org",
    } | more  # fmt: skip


def test_dana_begins_a_couple_and_both_are_asked_in_the_same_words(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    dana = cast.client(cast.dana)
    page = dana.get("/cases/new/?kind=couple").content.decode()
    assert page.count("E-mail address") == 2
    with django_capture_on_commit_callbacks(execute=True):
        answer = dana.post("/cases/new/?kind=couple", couple_form())
    assert answer.status_code == 303
    first, second = (str(sent.body).replace(name, "") for sent, name in zip(mail.outbox, ("Kim", "Lou"), strict=True))
    assert [line for line in first.splitlines() if "/join/" not in line] == [
        line for line in second.splitlines() if "/join/" not in line
    ]
    case = Case.objects.visible_to(cast.viewer(cast.dana)).exclude(pk__in=[cast.couple.pk, cast.family.pk]).get()
    assert (case.kind, case.practice_id, case.state) == ("couple", cast.practice.pk, "open")
    one = queries.one(cast.viewer(cast.dana), case.pk)
    assert [person.name for person in one.therapists] == ["Dana"]


def test_sent_twice_one_case_begins(cast: Cast) -> None:
    dana, form = cast.client(cast.dana), couple_form()
    places = {dana.post("/cases/new/?kind=couple", form)["Location"] for _ in range(2)}
    assert len(places) == 1
    assert Invitation.objects.visible_to(cast.viewer(cast.dana)).count() == 2


def test_an_id_of_somebody_elses_case_begins_nothing(cast: Cast) -> None:
    answer = cast.client(cast.dana).post("/cases/new/?kind=couple", couple_form(case=str(cast.farids.pk)))
    assert answer.status_code == 404
    assert not Invitation.objects.visible_to(cast.viewer(cast.dana)).exists()


def test_one_address_for_two_is_refused_and_what_was_typed_stays(cast: Cast) -> None:
    form = couple_form(**{"person-2-email": "KIM@example.org"})
    answer = cast.client(cast.dana).post("/cases/new/?kind=couple", form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Each person needs an address of their own." in page
    assert 'value="Lou"' in page
    assert f'name="case" value="{form["case"]}"' in page


def test_a_family_needs_two_and_takes_more(cast: Cast) -> None:
    form = couple_form(**{"person-1-family_role": "parent", "person-2-family_role": "child"})
    form |= {"person-3-family_role": "child", "person-4-family_role": "child"}
    answer = cast.client(cast.dana).post("/cases/new/?kind=family", form)
    assert answer.status_code == 303
    assert Invitation.objects.visible_to(cast.viewer(cast.dana)).count() == 2


@pytest.mark.parametrize("name", ["ana", "emil", "farid", "gita"])
def test_only_a_therapist_begins_a_case(cast: Cast, name: str) -> None:
    person = getattr(cast, name)
    assert cast.client(person).get("/cases/new/").status_code == 404
    with pytest.raises(Hidden):
        actions.open_case(by=cast.viewer(person), kind="couple", invitees=[])
    assert cast.client(cast.hugo).get("/cases/new/").status_code == 200


def test_everyone_in_it_sees_who_takes_part_and_only_dana_sees_who_is_invited(cast: Cast) -> None:
    actions.invite(
        by=cast.viewer(cast.dana), case=cast.family, invitee=Invitee("Grandma Jo", "jo@example.org", "other")
    )
    path = f"/cases/{cast.family.pk}/people/"
    for person in (cast.ana, cast.ben, cast.chloe, cast.emil):
        page = cast.client(person).get(path).content.decode()
        assert all(name in page for name in ("Ana", "Ben", "Chloé", "Dana", "Emil"))
        assert "Grandma" not in page
        assert "<form" not in page.split("<main")[1].split("</main>")[0]
    assert "jo@example.org" in cast.client(cast.dana).get(path).content.decode()
    for stranger in (cast.farid, cast.hugo, cast.gita):
        assert cast.client(stranger).get(path).status_code == 404


def test_dana_invites_withdraws_and_sends_anew(cast: Cast) -> None:
    dana, people = cast.client(cast.dana), f"/cases/{cast.family.pk}/people/"
    told = {"name": "Jo", "email": "Jo@example.org", "family_role": "other"}
    assert dana.post(f"/cases/{cast.family.pk}/invite/", told)["Location"] == people
    again = dana.post(f"/cases/{cast.family.pk}/invite/", told)
    assert again.status_code == 422
    assert "is invited already" in again.content.decode()
    first = Invitation.objects.visible_to(cast.viewer(cast.dana)).get()
    assert first.email == "jo@example.org"
    assert dana.post(f"/invitations/{first.pk}/again/")["Location"] == people
    states = {one.state for one in queries.invitations(cast.viewer(cast.dana), cast.family.pk)}
    assert states == {"open", "withdrawn"}
    second = next(one for one in queries.invitations(cast.viewer(cast.dana), cast.family.pk) if one.state == "open")
    for _ in range(2):
        assert dana.post(f"/invitations/{second.id}/withdraw/").status_code == 303
    verbs = AuditEvent.objects.filter(chain=cast.family.pk).order_by("number").values_list("verb", flat=True)
    assert list(verbs) == [
        "invitation.send", "invitation.withdraw", "invitation.send", "invitation.withdraw"
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["ana", "emil", "farid", "gita", "hugo"])
def test_nobody_else_touches_invitations(cast: Cast, name: str) -> None:
    invitee = Invitee("Jo", "jo@example.org", "other")
    invitation = actions.invite(by=cast.viewer(cast.dana), case=cast.family, invitee=invitee)
    other = cast.client(getattr(cast, name))
    told = {"name": "Eve", "email": "eve@example.org", "family_role": "other"}
    assert other.post(f"/cases/{cast.family.pk}/invite/", told).status_code == 404
    assert other.post(f"/invitations/{invitation.pk}/withdraw/").status_code == 404
    assert other.post(f"/invitations/{invitation.pk}/again/").status_code == 404
    assert [one.state for one in queries.invitations(cast.viewer(cast.dana), cast.family.pk)] == ["open"]


def test_chloe_leaves_the_family_and_comes_back_with_her_own_mark(cast: Cast) -> None:
    dana = cast.viewer(cast.dana)
    chloe, path = cast.client(cast.chloe), f"/cases/{cast.family.pk}/people/"
    assert chloe.get(path).status_code == 200
    leave = f"/cases/{cast.family.pk}/people/{cast.chloe.pk}/leave/"
    assert cast.client(cast.dana).get(leave).status_code == 200
    assert cast.client(cast.dana).post(leave)["Location"] == path
    assert chloe.get(path).status_code == 404
    page = cast.client(cast.ana).get(path).content.decode()
    assert "Chloé" not in page.split("<main")[1]
    assert cast.client(cast.dana).post(leave).status_code == 404
    actions.invite(by=dana, case=cast.family, invitee=Invitee("Chloé", cast.chloe.email, "child"))
    found = Invitation.objects.visible_to(dana).get()
    Invitation.objects.visible_to(dana).filter(pk=found.pk).update(token_hash=_hash("back"))
    assert chloe.post("/join/back/")["Location"] == "/coming-in/"
    parts = Participation.objects.visible_to(dana).filter(case=cast.family, person=cast.chloe)
    assert sorted((part.hand, part.left_at is None) for part in parts) == [(3, False), (3, True)]


@pytest.mark.parametrize("name", ["ana", "ben", "emil", "farid", "gita", "hugo"])
def test_nobody_but_dana_ends_the_case_or_lets_someone_go(cast: Cast, name: str) -> None:
    other = cast.client(getattr(cast, name))
    for path in (f"/cases/{cast.couple.pk}/end/", f"/cases/{cast.couple.pk}/people/{cast.ben.pk}/leave/"):
        assert other.get(path).status_code == 404
        assert other.post(path).status_code == 404
    assert not queries.one(cast.viewer(cast.dana), cast.couple.pk).ended


def test_an_ended_case_takes_nothing_new(cast: Cast) -> None:
    dana, path = cast.client(cast.dana), f"/cases/{cast.family.pk}/end/"
    actions.invite(by=cast.viewer(cast.dana), case=cast.family, invitee=Invitee("Jo", "jo@example.org", "other"))
    assert dana.get(path).status_code == 200
    for _ in range(2):
        assert dana.post(path).status_code == 303
    verbs = AuditEvent.objects.filter(chain=cast.family.pk).values_list("verb", flat=True)
    assert list(verbs).count("case.end") == 1
    assert [one.state for one in queries.invitations(cast.viewer(cast.dana), cast.family.pk)] == ["withdrawn"]
    told = {"name": "Kim", "email": "kim@example.org", "family_role": "other"}
    assert dana.post(f"/cases/{cast.family.pk}/invite/", told).status_code == 422
    page = cast.client(cast.ana).get(f"/cases/{cast.family.pk}/people/").content.decode()
    assert "This work ended on" in page


def test_my_cases_cost_two_queries_however_many(cast: Cast, django_assert_num_queries: Any) -> None:
    ana, farid = cast.viewer(cast.ana), cast.viewer(cast.farid)
    with django_assert_num_queries(2):
        assert len(queries.mine(ana)) == 3
    with django_assert_num_queries(2):
        assert len(queries.mine(farid)) == 1


def _hash(token: str) -> str:
    from hashlib import sha256

    return sha256(token.encode()).hexdigest()
