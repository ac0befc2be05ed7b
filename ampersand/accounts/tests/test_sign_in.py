"""Signing in by a code, and what others learn of it: nothing."""

import re
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from ampersand.accounts.models import Person, SignIn
from ampersand.accounts.sessions import key_of
from ampersand.core import clock
from ampersand.privacy.models import AuditEvent
from tests.cast import Cast

SIGN_IN = reverse("account_login")
CODE = reverse("account_confirm_login_code")
ACCOUNT = reverse("accounts:account")


def code_in(mail) -> str:
    """The code in a mail, as it is written there."""
    return re.search(r"\d{4} \d{4}", mail.body)[0]


def plain(answer) -> str:
    """A page without the token that differs each time."""
    return re.sub(r'value="\w{64}"', "", answer.text)


def ask(client: Client, address: str, **more):
    """Type an address on the sign-in page."""
    return client.post(SIGN_IN, {"email": address, **more})


def sign_in(client: Client, address: str, mailoutbox, **more):
    """Ask for a code and type it."""
    ask(client, address, **more)
    return client.post(CODE, {"code": code_in(mailoutbox[-1]), **more})


def test_ana_types_her_address_and_then_the_code_and_is_in(cast: Cast, mailoutbox) -> None:
    browser = Client(headers={"User-Agent": "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Firefox/140.0"})
    asked = ask(browser, "Ana@Example.org")
    assert (asked.status_code, asked["Location"]) == (303, CODE)
    assert "ana@example.org" in browser.get(CODE).text
    assert browser.post(CODE, {"code": code_in(mailoutbox[0])})["Location"] == "/"
    assert browser.get(ACCOUNT).context["viewer"].name == "Ana"
    assert SignIn._base_manager.get(person=cast.ana).device == "Firefox on Android"


def test_the_mail_tells_an_onlooker_nothing(cast: Cast, mailoutbox) -> None:
    Person.objects.filter(pk=cast.ben.pk).update(sender_name="Garden club")
    ask(Client(), "ana@example.org")
    ask(Client(), "ben@example.org")
    to_ana, to_ben = mailoutbox
    assert to_ana.subject == "Your code"
    assert to_ana.from_email == f"Messages <{settings.DEFAULT_FROM_EMAIL}>"
    assert to_ben.from_email == f"Garden club <{settings.DEFAULT_FROM_EMAIL}>"
    said = to_ana.subject + to_ana.body
    assert not re.search(r"Ampersand|therap|practice|client|Ana|http", said)
    assert said.index("You asked for a code a moment ago") < said.index(code_in(to_ana)), "previews show no code"


def test_the_pages_are_the_same_whether_or_not_someone_has_an_account(cast: Cast, mailoutbox) -> None:
    pages, cookies = [], []
    Person.objects.filter(pk=cast.ben.pk).update(is_active=False)
    for address in ("ana@example.org", "ben@example.org", "eve@example.org"):
        browser = Client()
        answers = [ask(browser, address), browser.get(CODE), browser.post(CODE, {"code": "1111 1111"})]
        pages.append(
            [(one.status_code, one.get("Location"), plain(one).replace(address, "ADDRESS")) for one in answers]
        )
        cookies.append(sorted(browser.cookies))
    assert pages[0] == pages[1] == pages[2]
    assert cookies[0] == cookies[1] == cookies[2]
    assert [mail.to for mail in mailoutbox] == [["ana@example.org"], ["ben@example.org"], ["eve@example.org"]]
    assert {mail.subject for mail in mailoutbox} == {"Your code"}
    assert mailoutbox[1].body == mailoutbox[2].body
    assert not re.search(r"\d{4} \d{4}", mailoutbox[2].body)


def test_the_work_is_the_same_whether_or_not_someone_has_an_account(
    cast: Cast, mailoutbox, django_assert_num_queries
) -> None:
    for address in ("ana@example.org", "eve@example.org"):
        with django_assert_num_queries(7):
            ask(Client(), address)


def test_three_wrong_codes_end_this_attempt_and_no_other(cast: Cast, mailoutbox) -> None:
    bens, anas = Client(), Client()
    ask(bens, "ana@example.org")
    ask(anas, "ana@example.org")
    first = bens.post(CODE, {"code": "0000 0000"})
    assert "not the code from our newest mail. You can try twice more." in first.text
    assert "You can try once more." in bens.post(CODE, {"code": "0000-0001"}).text
    third = bens.post(CODE, {"code": "00000002"}, follow=True)
    assert third.redirect_chain[-1][0] == SIGN_IN
    assert "third code that did not fit" in third.text
    assert bens.post(CODE, {"code": code_in(mailoutbox[0])})["Location"] == SIGN_IN, "its own code is dead too"
    assert anas.post(CODE, {"code": code_in(mailoutbox[1])})["Location"] == "/"


def test_tries_are_counted_for_all_processes_even_with_an_old_copy_of_the_session(cast: Cast, mailoutbox) -> None:
    browser = Client()
    ask(browser, "ana@example.org")
    row = SignIn._base_manager.get(key=key_of(browser.cookies["session"].value))
    for _ in range(4):
        SignIn._base_manager.filter(key=row.key).update(data=row.data)
        last = browser.post(CODE, {"code": "0000 0000"})
    assert last["Location"] == SIGN_IN
    SignIn(key=row.key, data=row.data, ends_at=row.ends_at).save(force_insert=not SignIn._base_manager.exists())
    assert browser.post(CODE, {"code": code_in(mailoutbox[0])})["Location"] == SIGN_IN


def test_a_code_works_only_in_the_browser_that_asked(cast: Cast, mailoutbox) -> None:
    anas, bens = Client(), Client()
    ask(anas, "ana@example.org")
    ask(bens, "ana@example.org")
    assert bens.post(CODE, {"code": code_in(mailoutbox[0])}).status_code == 200
    assert Client().post(CODE, {"code": code_in(mailoutbox[0])})["Location"] == SIGN_IN


def test_another_code_makes_the_first_one_useless_and_gives_three_tries_again(cast: Cast, mailoutbox) -> None:
    browser = Client()
    ask(browser, "ana@example.org")
    browser.post(CODE, {"code": "0000 0000"})
    again = browser.post(CODE, {"another": "yes", "next": ACCOUNT}, follow=True)
    assert "We sent another code" in again.text
    assert again.redirect_chain == [(f"{CODE}?next=%2Faccount%2F", 303)]
    assert "twice more" in browser.post(CODE, {"code": code_in(mailoutbox[0])}).text
    assert browser.post(CODE, {"code": code_in(mailoutbox[1]), "next": ACCOUNT})["Location"] == ACCOUNT


def test_a_code_is_good_for_a_quarter_of_an_hour(cast: Cast, mailoutbox, monkeypatch) -> None:
    browser = Client()
    ask(browser, "ana@example.org")
    later = time.time() + settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT + 1
    monkeypatch.setattr("allauth.account.internal.flows.code_verification.time.time", lambda: later)
    assert browser.post(CODE, {"code": code_in(mailoutbox[0])})["Location"] == SIGN_IN


def test_next_brings_ana_back_and_leads_nobody_away(cast: Cast, mailoutbox) -> None:
    browser = Client()
    wanted = browser.get(ACCOUNT)
    assert wanted["Location"] == f"{SIGN_IN}?next=/account/"
    assert 'name="next" value="/account/"' in browser.get(wanted["Location"]).text
    assert sign_in(browser, "ana@example.org", mailoutbox, next="/account/")["Location"] == "/account/"
    for bad in ("https://evil.example/", "//evil.example/", "/\\evil.example/", "javascript:alert(1)", "account/"):
        assert sign_in(Client(), "ben@example.org", mailoutbox, next=bad)["Location"] == "/"
        mailoutbox.clear()


def test_wrong_addresses_are_explained_and_kept(db: None) -> None:
    answer = Client().post(SIGN_IN, {"email": "ana@"})
    assert "such as name@example.org" in answer.text
    assert 'value="ana@"' in answer.text
    assert 'href="#id_email"' in answer.text
    assert "Type your e-mail address." in Client().post(SIGN_IN, {}).text


def test_someone_who_is_in_does_not_see_the_sign_in_page(cast: Cast) -> None:
    assert cast.client(cast.ana).get(SIGN_IN)["Location"] == "/"
    assert cast.client(cast.ana).get(CODE)["Location"] == "/"


def test_going_back_to_the_sign_in_page_goes_on_with_the_code_until_another_address_is_wanted(cast: Cast) -> None:
    browser = Client()
    ask(browser, "ana@exmple.org")
    assert browser.get(SIGN_IN)["Location"] == CODE
    assert browser.post(reverse("accounts:sign_out"))["Location"] == SIGN_IN
    assert browser.get(SIGN_IN).status_code == 200


def test_a_closed_account_is_not_signed_in_any_more(cast: Cast) -> None:
    browser = cast.client(cast.ana)
    Person.objects.filter(pk=cast.ana.pk).update(is_active=False)
    assert browser.get(ACCOUNT)["Location"].startswith(SIGN_IN)


def test_signing_in_is_remembered_by_the_house_without_address_or_place(cast: Cast, mailoutbox) -> None:
    sign_in(Client(), "ana@example.org", mailoutbox)
    event = AuditEvent.objects.order_by("number").last()
    assert (event.verb, event.actor_id, event.note) == ("accounts.signed_in", cast.ana.pk, "")


def test_ana_idles_is_told_kindly_and_goes_on_where_she_was(cast: Cast, mailoutbox) -> None:
    start = clock.now()
    clock.fix(start)
    browser = Client()
    sign_in(browser, "ana@example.org", mailoutbox)
    clock.fix(start + settings.IDLE - timedelta(seconds=1))
    assert browser.get(ACCOUNT).status_code == 200, "which counts as activity"
    clock.fix(start + 2 * settings.IDLE - timedelta(seconds=2))
    assert browser.get(ACCOUNT).status_code == 200
    clock.fix(start + 3 * settings.IDLE)
    gone = browser.get(ACCOUNT, follow=True)
    assert "You were signed out here" in gone.text
    assert 'name="next" value="/account/"' in gone.text
    assert "You were signed out here" not in browser.get(SIGN_IN).text, "it is said once"


def test_a_sign_in_ends_for_good_however_active_it_was(cast: Cast, mailoutbox, settings) -> None:
    settings.IDLE = timedelta(days=1)
    start = clock.now()
    clock.fix(start)
    browser = Client()
    sign_in(browser, "ana@example.org", mailoutbox)
    for step in range(settings.SIGN_IN_LASTS.days):
        clock.fix(start + step * settings.IDLE)
        assert browser.get(ACCOUNT).status_code == 200
    clock.fix(start + settings.SIGN_IN_LASTS)
    assert browser.get(ACCOUNT)["Location"].startswith(SIGN_IN)


def test_signing_out_deletes_the_row_and_says_so(cast: Cast) -> None:
    browser = cast.client(cast.ana)
    assert "Sign out here?" in browser.get(reverse("accounts:sign_out")).text
    assert SignIn._base_manager.filter(person=cast.ana).exists()
    out = browser.post(reverse("accounts:sign_out"), follow=True)
    assert "You are signed out." in out.text
    assert "You were signed out here" not in out.text
    assert not SignIn._base_manager.filter(person=cast.ana).exists()
    assert browser.get(ACCOUNT)["Location"].startswith(SIGN_IN)


def test_the_key_changes_when_someone_signs_in(cast: Cast, mailoutbox) -> None:
    browser = Client()
    ask(browser, "ana@example.org")
    before = browser.cookies["session"].value
    browser.post(CODE, {"code": code_in(mailoutbox[0])})
    assert browser.cookies["session"].value != before
    assert not SignIn._base_manager.filter(key=key_of(before)).exists()


@pytest.mark.parametrize("path", ["signup/", "login/", "password/reset/", "email/", "password/change/", "social/"])
def test_what_allauth_has_beside_is_not_there(db: None, path: str) -> None:
    assert Client().get(f"/account/{path}").status_code == 404


def test_pages_are_never_stored(cast: Cast) -> None:
    for path in (SIGN_IN, ACCOUNT, reverse("accounts:sign_ins"), reverse("mfa_index")):
        assert "no-store" in cast.client(cast.ana).get(path)["Cache-Control"] or path == SIGN_IN
    assert "no-store" in Client().get(SIGN_IN)["Cache-Control"]
