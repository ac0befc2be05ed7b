"""Invitations: Dana invites Jo to a couple; the link is theirs alone, works once, and says little."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from ampersand.accounts.models import Person
from ampersand.cases import actions
from ampersand.cases.actions import Invitee
from ampersand.cases.models import Case, Participation
from ampersand.core import clock
from ampersand.core.clock import now
from ampersand.privacy import audit
from ampersand.privacy.models import AuditEvent
from tests.cast import Cast

TOLD = {"name": "Jo", "time_zone": "Europe/Lisbon"}
Invite = Callable[..., str]


@pytest.fixture
def case(cast: Cast) -> Case:
    """A new couple of Dana's in which nobody takes part yet."""
    return actions.open_case(by=cast.viewer(cast.dana), kind="couple", invitees=[])


@pytest.fixture
def invite(cast: Cast, case: Case, django_capture_on_commit_callbacks: Any) -> Invite:
    """Sends an invitation; the path of its link."""

    def send(email: str = "jo@example.org", name: str = "Jo") -> str:
        with django_capture_on_commit_callbacks(execute=True):
            actions.invite(by=cast.viewer(cast.dana), case=case, invitee=Invitee(name, email))
        found = re.search(r"http://localhost:8000(/join/\S+)", str(mail.outbox[-1].body))
        assert found
        return found[1]

    return send


def members(case: Case, cast: Cast) -> list[tuple[str, int | None]]:
    """Who takes part, with their hands, as Dana sees it."""
    rows = Participation.objects.visible_to(cast.viewer(cast.dana)).filter(case=case, role="member", left_at=None)
    return list(rows.order_by("hand").values_list("person__name", "hand"))


def verbs(case: Case) -> list[str]:
    """What the case's chain says."""
    assert not list(audit.verify(case.pk))
    return list(AuditEvent.objects.filter(chain=case.pk).order_by("number").values_list("verb", flat=True))


def test_the_mail_is_neutral_and_the_link_is_not_kept(invite: Invite, case: Case, cast: Cast) -> None:
    path = invite()
    sent = mail.outbox[-1]
    words = f"{sent.subject} {sent.body}".lower()
    assert sent.to == ["jo@example.org"]
    assert "Dana" in str(sent.body)
    for word in ("therap", "couple", "partner", "linden", "ampersand", "practice", "check-in"):
        assert word not in words
    rows = cast.viewer(cast.dana)
    stored = case.invitations.model.objects.visible_to(rows).get().token_hash
    assert path.split("/")[2] not in stored


def test_jo_joins_and_stands_on_their_own_page(invite: Invite, case: Case, cast: Cast, client: Client) -> None:
    path = invite()
    page = client.get(path).content.decode()
    assert "Hello Jo" in page
    assert "Dana, at Linden House" in page
    assert "jo@example.org" not in page
    answer = client.post(path, TOLD)
    assert answer.status_code in (302, 303)
    assert answer["Location"] == "/coming-in/"
    assert "Jo" in client.get("/my/").content.decode()
    assert members(case, cast) == [("Jo", 1)]
    jo = Person.objects.get(email="jo@example.org")
    assert (jo.time_zone, jo.has_usable_password()) == ("Europe/Lisbon", False)
    assert verbs(case) == ["case.open", "agreement.put", "invitation.send", "case.join"]


def test_looking_changes_nothing_however_often_a_scanner_looks(
    invite: Invite, case: Case, cast: Cast, client: Client
) -> None:
    path = invite()
    before = AuditEvent.objects.count()
    for _ in range(3):
        assert Client().get(path).status_code == 200
        assert Client().head(path).status_code == 200
    assert AuditEvent.objects.count() == before
    assert members(case, cast) == []
    assert client.post(path, TOLD)["Location"] == "/coming-in/"


def test_sent_twice_it_joins_once(invite: Invite, case: Case, cast: Cast) -> None:
    path = invite()
    first, second = Client().post(path, TOLD), Client().post(path, TOLD)
    assert (first.status_code in (302, 303), second.status_code) == (True, 404)
    assert members(case, cast) == [("Jo", 1)]
    assert verbs(case).count("case.join") == 1


def test_opened_again_by_jo_it_leads_to_their_page(invite: Invite, client: Client) -> None:
    path = invite()
    client.post(path, TOLD)
    assert client.get(path)["Location"] == "/my/"
    assert client.post(path)["Location"] == "/my/"


def test_unknown_used_old_withdrawn_and_ended_look_alike_to_a_stranger(invite: Invite, case: Case, cast: Cast) -> None:
    dana = cast.viewer(cast.dana)
    used = invite("one@example.org")
    Client().post(used, TOLD)
    withdrawn = invite("two@example.org")
    found = case.invitations.model.objects.visible_to(dana).get(email="two@example.org")
    actions.withdraw_invitation(by=dana, invitation=found)
    late = invite("three@example.org")
    clock.fix(now() + actions.INVITATION_LASTS + timedelta(seconds=1))
    pages = [Client().get(path) for path in ("/join/nothing/", used, withdrawn, late)]
    clock.fix(None)
    actions.end_case(by=dana, case=case)
    pages.append(Client().get(late))
    assert {page.status_code for page in pages} == {404}
    assert len({page.content for page in pages}) == 1
    for path in (used, withdrawn, late):
        assert Client().post(path, TOLD).status_code == 404


def test_a_minute_before_its_time_is_up_it_still_works(invite: Invite) -> None:
    path = invite()
    clock.fix(now() + actions.INVITATION_LASTS - timedelta(minutes=1))
    assert Client().get(path).status_code == 200


def test_someone_else_who_is_signed_in_cannot_take_it(invite: Invite, case: Case, cast: Cast) -> None:
    path = invite()
    farid = cast.client(cast.farid)
    assert _plain(farid.get(path).content) == _plain(farid.get("/join/nothing/").content)
    assert farid.post(path, TOLD).status_code == 404
    assert members(case, cast) == []
    assert Client().get(path).status_code == 200, "and it stays open for the one it is meant for"


def test_whoever_has_an_account_signs_in_with_it_and_then_joins(invite: Invite, case: Case, cast: Cast) -> None:
    path = invite("Farid@example.org", "Farid")
    page = Client().get(path)
    assert "Sign in" in page.content.decode()
    assert 'name="name"' not in page.content.decode()
    stranger = Client().post(path, TOLD)
    assert stranger.status_code == 200, "no account is taken over by whoever holds the link"
    assert members(case, cast) == []
    farid = cast.client(cast.farid)
    assert "You are signed in as Farid" in farid.get(path).content.decode()
    assert farid.post(path)["Location"] == "/coming-in/"
    assert members(case, cast) == [("Farid", 1)]
    assert Person.objects.filter(email__iexact="farid@example.org").count() == 1


def test_what_was_typed_stays_when_something_is_missing(invite: Invite, client: Client) -> None:
    path = invite()
    answer = client.post(path, {"name": "", "time_zone": "Europe/Lisbon"})
    assert answer.status_code == 422
    assert '<option value="Europe/Lisbon" selected>' in answer.content.decode()
    assert client.post(path, {"name": "Jo", "time_zone": "Nowhere/Land"}).status_code == 422


def test_hands_are_given_in_the_order_of_joining(invite: Invite, case: Case, cast: Cast) -> None:
    first, second = invite("a@example.org", "A"), invite("b@example.org", "B")
    Client().post(second, {**TOLD, "name": "B"})
    Client().post(first, {**TOLD, "name": "A"})
    assert members(case, cast) == [("B", 1), ("A", 2)]


def test_one_address_takes_part_once(invite: Invite, case: Case, cast: Cast, client: Client) -> None:
    client.post(invite(), TOLD)
    dana = cast.viewer(cast.dana)
    with pytest.raises(actions.Refused, match="address of their own"):
        actions.invite(by=dana, case=case, invitee=Invitee("Jo again", "JO@example.org"))
    with pytest.raises(actions.Refused, match="treats"):
        actions.invite(by=dana, case=case, invitee=Invitee("Me", "dana@example.org"))
    invite("kim@example.org", "Kim")
    with pytest.raises(actions.Refused, match="Two people"):
        actions.invite(by=dana, case=case, invitee=Invitee("Lou", "lou@example.org"))


def test_mail_to_someone_known_goes_under_their_neutral_name(invite: Invite, cast: Cast) -> None:
    Person.objects.filter(pk=cast.farid.pk).update(sender_name="Post")
    invite("farid@example.org", "Farid")
    assert mail.outbox[-1].from_email.startswith("Post <")


def _plain(page: bytes) -> bytes:
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", page)
