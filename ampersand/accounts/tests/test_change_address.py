"""Another mail address: from the command line, with every sign-in and every open code of the old one gone."""

import re
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client

from ampersand.accounts.models import Person, SignIn
from ampersand.privacy.models import AuditEvent
from tests.cast import Cast


def change(old: str, new: str) -> str:
    out = StringIO()
    call_command("address", old, new, stdout=out)
    return out.getvalue()


def ask_for_code(address: str) -> tuple[Client, str]:
    browser = Client()
    browser.post("/account/sign-in/", {"email": address})
    found = re.search(r"\b(\d{4} \d{4})\b", str(mail.outbox[-1].body))
    return browser, found[1] if found else ""


def test_ana_signs_in_with_the_new_address_and_is_signed_out_everywhere(cast: Cast) -> None:
    phone = cast.client(cast.ana)
    assert "Ana signs in with ana@new.example from now on" in change("Ana@example.org", " Ana@New.example ")
    assert phone.get("/my/").status_code == 302
    browser, code = ask_for_code("ana@new.example")
    assert mail.outbox[-1].to == ["ana@new.example"]
    browser.post("/account/sign-in/code/", {"code": code})
    assert browser.get("/account/").status_code == 200
    event = AuditEvent.objects.get(verb="accounts.address_changed")
    assert "ana@" not in f"{event.note} {event.subject_id}", "no address in the chain"


def test_a_code_that_went_to_the_old_address_opens_nothing_any_more(cast: Cast) -> None:
    thief, code = ask_for_code("ana@example.org")
    bystander, other_code = ask_for_code("ben@example.org")
    change("ana@example.org", "ana@new.example")
    thief.post("/account/sign-in/code/", {"code": code})
    assert thief.get("/my/").status_code == 302
    bystander.post("/account/sign-in/code/", {"code": other_code})
    assert bystander.get("/account/").status_code == 200, "others who sign in just now are not disturbed"


def test_nothing_is_sent_to_either_address(cast: Cast) -> None:
    change("ana@example.org", "ana@new.example")
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("nobody@example.org", "x@example.org", "Nobody has the address"),
        ("ana@example.org", "no address", "is no mail address"),
        ("ana@example.org", "BEN@example.org", "has an account already"),
        ("ana@example.org", "ana@example.org", "has an account already"),
    ],
)
def test_what_does_not_fit_changes_nothing(cast: Cast, old: str, new: str, why: str) -> None:
    cast.client(cast.ana)
    with pytest.raises(CommandError, match=why):
        change(old, new)
    assert Person.objects.get(pk=cast.ana.pk).email == "ana@example.org"
    assert SignIn._base_manager.filter(person=cast.ana).exists()
