"""Someone who works in two practices acts for one at a time: its cases, and what they do there."""

import pytest
from django.urls import reverse

from ampersand.accounts import actions, queries
from ampersand.accounts.middleware import look_up
from ampersand.accounts.models import Practice, SignIn, StaffRole
from ampersand.accounts.sessions import key_of
from ampersand.cases.models import Case
from ampersand.privacy.models import AuditEvent
from ampersand.privacy.policy import Hidden
from tests.cast import Cast, make_case


@pytest.fixture
def elm(cast: Cast) -> Case:
    """Dana is a therapist in Elm House as well, where she treats Farid; there she administers too."""
    practice = Practice(name="Elm House")
    practice.save()
    for role in ("therapist", "administrator"):
        StaffRole(practice=practice, person=cast.dana, role=role).save()
    return make_case(practice, "individual", [cast.farid], cast.dana)


def test_she_sees_one_practice_at_a_time_and_chooses_on_her_account_page(cast: Cast, elm: Case) -> None:
    dana = cast.client(cast.dana)
    linden_case, elm_case = (reverse("overview:case", args=[case.pk]) for case in (cast.couple, elm))
    assert (dana.get(linden_case).status_code, dana.get(elm_case).status_code) == (200, 404)
    page = dana.get(reverse("accounts:account")).content.decode()
    assert "The practice I act for" in page
    assert "Signed in as Dana, for Linden House" in page
    taken = dana.post(reverse("accounts:act_for", args=[elm.practice_id]))
    assert (taken.status_code, taken["Location"]) == (303, "/")
    assert (dana.get(linden_case).status_code, dana.get(elm_case).status_code) == (404, 200)
    assert "Ana" not in dana.get(reverse("overview:caseload")).content.decode()
    assert AuditEvent.objects.filter(verb="accounts.acts_for", actor_id=cast.dana.pk).exists()


def test_her_roles_are_those_of_the_practice(cast: Cast, elm: Case) -> None:
    cookie = cast.client(cast.dana).cookies["session"].value
    actions.act_for(by=cast.viewer(cast.dana), practice_id=elm.practice_id, this=key_of(cookie))
    found = look_up(cookie)
    assert found is not None
    assert (found.viewer.practice_id, found.viewer.practice_name) == (elm.practice_id, "Elm House")
    assert found.viewer.staff_roles == {"therapist", "administrator"}


def test_the_choice_holds_on_this_device_alone(cast: Cast, elm: Case) -> None:
    here, there = cast.client(cast.dana), cast.client(cast.dana)
    here.post(reverse("accounts:act_for", args=[elm.practice_id]))
    assert there.get(reverse("overview:case", args=[cast.couple.pk])).status_code == 200


def test_a_practice_that_she_has_left_is_acted_for_no_more(cast: Cast, elm: Case) -> None:
    dana = cast.client(cast.dana)
    dana.post(reverse("accounts:act_for", args=[elm.practice_id]))
    for role in ("therapist", "administrator"):
        actions.take_role(person=cast.dana, practice=elm.practice, role=role)
    assert dana.get(reverse("overview:case", args=[elm.pk])).status_code == 404, "though her part was never closed"
    assert dana.get(reverse("overview:case", args=[cast.couple.pk])).status_code == 200
    assert "practice I act for" not in dana.get(reverse("accounts:account")).content.decode()


def test_nobody_acts_for_a_practice_in_which_they_do_not_work(cast: Cast, elm: Case) -> None:
    for person in (cast.emil, cast.ana):
        client = cast.client(person)
        assert client.post(reverse("accounts:act_for", args=[elm.practice_id])).status_code == 404
        with pytest.raises(Hidden):
            actions.act_for(by=cast.viewer(person), practice_id=elm.practice_id, this="")
    someone_elses = SignIn._base_manager.filter(person=cast.emil).values_list("key", flat=True).first()
    with pytest.raises(Hidden):
        actions.act_for(by=cast.viewer(cast.dana), practice_id=elm.practice_id, this=someone_elses or "")


def test_as_a_client_she_sees_her_own_cases_whichever_practice_she_acts_for(cast: Cast, elm: Case) -> None:
    own = make_case(elm.practice, "individual", [cast.dana], cast.hugo)
    assert cast.client(cast.dana).get(reverse("cases:people", args=[own.pk])).status_code == 200


def test_own_practices_by_name(cast: Cast, elm: Case) -> None:
    assert [name for _, name in queries.own_practices(cast.viewer(cast.dana))] == ["Elm House", "Linden House"]
    assert queries.own_practices(cast.viewer(cast.ana)) == []
