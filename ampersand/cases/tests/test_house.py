"""Gita settles what holds for the practice; clients read when somebody is there; nobody else finds the page."""

import pytest

from ampersand.accounts.models import Practice
from ampersand.cases import actions, content
from ampersand.cases.actions import house as verbs
from ampersand.cases.models import House, Terms
from ampersand.cases.queries.agreement import house
from ampersand.cases.rules import ages
from ampersand.privacy.policy import Hidden
from tests.cast import Cast


def told(**more: str) -> dict[str, str]:
    return {
        "name": "Linden House", "time_zone": "Europe/Amsterdam", "confidentiality": "C", "country": "NL",
        "consents_at": "16", "keeps_years": "10", "hours": "Monday to Friday, 9 to 17",
        "answers_within": "within two working days", "complaints": "The complaints board.", "version": "0",
    } | more  # fmt: skip


def test_what_is_settled_counts_for_what_is_put_from_now_on(cast: Cast) -> None:
    gita = cast.client(cast.gita)
    assert "Ages by country" in gita.get("/practice/").content.decode()
    assert gita.post("/practice/", told(name="Linden & Oak"))["Location"] == "/practice/"
    assert Practice.objects.get(pk=cast.practice.pk).name == "Linden & Oak"
    case = actions.open_case(by=cast.viewer(cast.dana), kind="couple", invitees=[])
    terms = Terms.objects.visible_to(cast.viewer(cast.dana)).select_related("document").get(case=case)
    assert terms.policy == "C"
    assert "10 years" in terms.document.text
    assert "The complaints board." in terms.document.text
    page = gita.get("/practice/").content.decode()
    assert "Netherlands: 16." in page
    assert "From professional knowledge, not checked by us." in page


def test_clients_read_when_somebody_is_there(cast: Cast) -> None:
    path = f"/cases/{cast.couple.pk}/people/"
    assert "Somebody is there" not in cast.client(cast.ana).get(path).content.decode()
    cast.client(cast.gita).post("/practice/", told())
    for page in (path, "/my/"):
        text = cast.client(cast.ana).get(page).content.decode()
        assert "Somebody is there: Monday to Friday, 9 to 17." in text
        assert "You have an answer within two working days." in text


def test_two_pages_do_not_overwrite_each_other(cast: Cast) -> None:
    gita = cast.client(cast.gita)
    gita.post("/practice/", told())
    late = gita.post("/practice/", told(hours="Never"))
    assert late.status_code == 422
    assert "Another page has changed it" in late.content.decode()
    assert 'value="Never"' in late.content.decode()
    gita.post("/practice/", told(version="1", hours="Always"))
    assert house(cast.practice.pk).hours == "Always"


@pytest.mark.parametrize(("field", "value"), [("consents_at", "9"), ("consents_at", "30"), ("keeps_years", "0")])
def test_what_is_not_possible_is_refused(cast: Cast, field: str, value: str) -> None:
    assert cast.client(cast.gita).post("/practice/", told(**{field: value})).status_code == 422
    assert not House.objects.exists()


@pytest.mark.parametrize("name", ["ana", "dana", "emil", "farid", "hugo"])
def test_only_the_administrator_finds_it(cast: Cast, name: str) -> None:
    client = cast.client(getattr(cast, name))
    assert client.get("/practice/").status_code == client.post("/practice/", told()).status_code == 404
    settled = verbs.Settled("X", "UTC", "B", "", 16, 7, "", "", "")
    with pytest.raises(Hidden):
        verbs.settle(by=cast.viewer(getattr(cast, name)), told=settled, version=0)


def test_every_age_has_a_source_and_says_how_sure_we_are() -> None:
    found = content.ages()
    assert len(found) >= 20
    assert list(found)[-1] == "--"
    assert all(one.source and one.note for one in found.values() if one.code != "--")
    for wrong in ({"age": 3}, {"certainty": "X"}, {"age": "many"}):
        row = {"name": "N", "age": 16, "certainty": "K", "note": "n", "source": "s"} | wrong
        with pytest.raises(ages.BadAges):
            ages.read({"XX": row})
    with pytest.raises(ages.BadAges):
        ages.read({"XX": {"name": "N"}})
