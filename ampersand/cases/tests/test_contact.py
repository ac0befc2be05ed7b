"""How Ana may be reached: her therapists read it, the office reads the way, Ben never finds such a page."""

import pytest

from ampersand.privacy.models import AuditEvent
from tests.cast import Cast

TOLD = {
    "channels": ["call"], "numbers": "06 1234", "may_leave_message": "no", "shared_device": "yes",
    "we_say": "the clinic", "code_phrase": "blue teapot", "emergency_person": "Mia, 06 9876", "version": "0",
}  # fmt: skip


@pytest.fixture
def path(cast: Cast) -> str:
    """The page about Ana, who has told how she may be reached."""
    cast.client(cast.ana).post("/account/reaching-me/", TOLD)
    return f"/people/{cast.ana.pk}/reaching/"


@pytest.mark.parametrize("name", ["dana", "emil", "hugo"])
def test_those_who_treat_her_read_all_but_the_word_until_they_call(cast: Cast, path: str, name: str) -> None:
    client = cast.client(getattr(cast, name))
    page = client.get(path).content.decode()
    for words in ("06 1234", "must not be left", "the clinic", "Mia, 06 9876"):
        assert words in page
    assert "blue teapot" not in page
    assert "blue teapot" in client.post(path).content.decode()
    verbs = list(AuditEvent.objects.filter(note=str(cast.ana.pk)).order_by("number").values_list("verb", flat=True))
    assert verbs == ["contact.opened", "contact.calling"]


def test_the_office_reads_the_way_and_no_more(cast: Cast, path: str) -> None:
    gita = cast.client(cast.gita)
    page = gita.get(path).content.decode()
    assert "06 1234" in page
    assert "Mia" not in page
    assert "Shared device" not in page
    listed = gita.get("/clients/").content.decode()
    assert "Ana" in listed
    assert "has not said how" in listed
    assert "Chloé" not in gita.get("/clients/?name=ana").content.decode()


@pytest.mark.parametrize("name", ["ana", "ben", "chloe", "farid"])
def test_nobody_else_finds_such_a_page(cast: Cast, path: str, name: str) -> None:
    client = cast.client(getattr(cast, name))
    for address in (path, "/clients/"):
        assert client.get(address).status_code == client.post(path).status_code == 404


def test_dana_reads_that_ben_has_not_said_how(cast: Cast) -> None:
    page = cast.client(cast.dana).get(f"/people/{cast.ben.pk}/reaching/").content.decode()
    assert "has not said how they may be reached" in page


def test_only_in_here_offers_no_call(cast: Cast) -> None:
    cast.client(cast.ana).post("/account/reaching-me/", TOLD | {"channels": [], "only_here": "on"})
    page = cast.client(cast.dana).get(f"/people/{cast.ana.pk}/reaching/").content.decode()
    assert "Only in here." in page
    assert "I am calling now" not in page


def test_an_invitation_waits_on_ones_own_page_without_a_mail(cast: Cast) -> None:
    from ampersand.cases import actions
    from ampersand.cases.queries.invitations import waiting

    cast.client(cast.farid).post("/account/reaching-me/", TOLD | {"channels": [], "only_here": "on"})
    case = actions.open_case(by=cast.viewer(cast.dana), kind="individual", invitees=[])
    actions.invite(by=cast.viewer(cast.dana), case=case, invitee=actions.Invitee("Farid", cast.farid.email))
    found = waiting(cast.viewer(cast.farid))
    assert [(one.inviter, one.practice) for one in found] == [("Dana", "Linden House")]
    path = f"/invitations/{found[0].id}/join/"
    for person in (cast.ana, cast.dana, cast.gita):
        assert cast.client(person).get(path).status_code == 404
        assert cast.client(person).post(path).status_code == 404
    farid = cast.client(cast.farid)
    assert "Dana, at Linden House" in farid.get(path).content.decode()
    assert [farid.post(path)["Location"] for _ in range(2)] == ["/coming-in/", "/my/"]
    assert waiting(cast.viewer(cast.farid)) == []
