"""The second step: staff must have one outside the demo, clients may."""

import json
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from ampersand.accounts import actions, limits, queries
from ampersand.accounts.adapter import SecondFactorAdapter
from ampersand.accounts.models import Person, SignIn
from ampersand.accounts.tests.test_sign_in import CODE, SIGN_IN, ask, code_in, sign_in
from ampersand.privacy.models import AuditEvent
from tests.cast import Cast

ACCOUNT = reverse("accounts:account")
INDEX = reverse("mfa_index")
ADD_APP = reverse("mfa_activate_totp")
REMOVE_APP = reverse("mfa_deactivate_totp")
ADD_PASSKEY = reverse("mfa_add_webauthn")
CODES = reverse("mfa_view_recovery_codes")
NEW_CODES = reverse("mfa_generate_recovery_codes")
CHECK = reverse("mfa_authenticate")
AGAIN = reverse("mfa_reauthenticate")
PASSKEY = reverse("mfa_login_webauthn")


def now_shown(secret: str) -> str:
    """What an authenticator app shows now."""
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))


def give_app(person: Person) -> str:
    """Set an app up for someone; its secret."""
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(person, secret)
    return secret


def give_codes(person: Person) -> list[str]:
    """Recovery codes for someone."""
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    return RecoveryCodes.activate(person).get_unused_codes()


def freshly_in(person: Person) -> Client:
    """A browser in which someone is signed in without a second step."""
    browser = Client()
    browser.force_login(person)
    return browser


def set_up_app(browser: Client) -> str:
    """Set an app up in a browser; its secret."""
    secret = browser.get(ADD_APP).context["form"].secret
    assert browser.post(ADD_APP, {"code": now_shown(secret)})["Location"] == CODES
    cache.clear()
    return secret


@pytest.mark.parametrize("who", ["dana", "emil", "gita", "hugo"])
def test_staff_are_led_to_set_one_up_before_anything_else(cast: Cast, who: str) -> None:
    browser = freshly_in(getattr(cast, who))
    for path in (ACCOUNT, reverse("accounts:sign_ins"), REMOVE_APP):
        assert browser.get(path)["Location"] == INDEX
        assert browser.post(path)["Location"] == INDEX
    page = browser.get(INDEX)
    assert "a code by mail alone is not enough for you" in page.text
    for path in (ADD_APP, ADD_PASSKEY, reverse("accounts:sign_out")):
        assert browser.get(path).status_code == 200
    assert browser.post(reverse("accounts:sign_out"))["Location"] == SIGN_IN


def test_clients_and_staff_in_the_demo_are_not(cast: Cast, settings) -> None:
    assert freshly_in(cast.ana).get(ACCOUNT).status_code == 200
    settings.DEMO = True
    assert freshly_in(cast.dana).get(ACCOUNT).status_code == 200


def test_dana_sets_up_an_app_keeps_her_codes_and_goes_on(cast: Cast) -> None:
    browser = freshly_in(cast.dana)
    page = browser.get(ADD_APP)
    secret = page.context["form"].secret
    assert "data:image/svg+xml;base64," in page.text
    assert page.context["secret"].replace(" ", "") == secret
    wrong = browser.post(ADD_APP, {"code": "000000"})
    assert "not what the app should show" in wrong.text
    assert wrong.context["form"].secret == secret, "the same picture stays"
    done = browser.post(ADD_APP, {"code": now_shown(secret)}, follow=True)
    assert done.redirect_chain == [(CODES, 302)]
    assert "Your authenticator app is set up." in done.text
    assert len(done.context["unused_codes"]) == 10
    assert browser.get(ACCOUNT).status_code == 200
    event = AuditEvent.objects.order_by("number").last()
    assert (event.verb, event.actor_id, event.note) == ("accounts.second_step_added", cast.dana.pk, "")


def test_once_known_it_costs_no_query(cast: Cast, django_assert_num_queries) -> None:
    browser = cast.client(cast.dana)
    with django_assert_num_queries(3):  # with whether a joint meeting runs
        browser.get(ACCOUNT)


def test_secrets_lie_sealed_in_the_database(cast: Cast) -> None:
    secret = give_app(cast.dana)
    stored = Authenticator.objects.get(user=cast.dana).data["secret"]
    assert secret not in stored
    assert SecondFactorAdapter().decrypt(stored) == secret
    assert SecondFactorAdapter().encrypt(secret) != stored


def test_dana_signs_in_with_the_code_from_the_mail_and_then_that_of_her_app(cast: Cast, mailoutbox) -> None:
    secret, browser = give_app(cast.dana), Client()
    assert sign_in(browser, "dana@example.org", mailoutbox, next=ACCOUNT)["Location"] == CHECK
    assert browser.get(ACCOUNT).status_code == 302, "not in yet"
    assert "authenticator app shows" in browser.get(CHECK).text
    assert browser.post(CHECK, {"code": now_shown(secret)})["Location"] == ACCOUNT
    assert browser.get(ACCOUNT).status_code == 200


def test_a_code_of_the_app_works_once(cast: Cast, mailoutbox) -> None:
    secret = give_app(cast.dana)
    code = now_shown(secret)
    first, second = Client(), Client()
    for browser in (first, second):
        sign_in(browser, "dana@example.org", mailoutbox)
    assert first.post(CHECK, {"code": code})["Location"] == "/"
    cache.clear()  # as another process would find it
    assert "does not fit" in second.post(CHECK, {"code": code}).text


def test_a_recovery_code_stands_in_once(cast: Cast, mailoutbox) -> None:
    give_app(cast.dana)
    code = give_codes(cast.dana)[3]
    browser = Client()
    sign_in(browser, "dana@example.org", mailoutbox)
    assert browser.post(CHECK, {"code": f"{code[:4]} {code[4:]}"})["Location"] == "/"
    assert queries.own_second_steps(cast.viewer(cast.dana)).codes_left == 9
    other = Client()
    sign_in(other, "dana@example.org", mailoutbox)
    assert "does not fit" in other.post(CHECK, {"code": code}).text


def test_three_wrong_codes_end_the_attempt_and_leave_dana_alone(cast: Cast, mailoutbox) -> None:
    secret = give_app(cast.dana)
    thief, dana = Client(), Client()
    sign_in(dana, "dana@example.org", mailoutbox)
    sign_in(thief, "dana@example.org", mailoutbox)
    for _ in range(3):
        assert thief.post(CHECK, {"code": "000000"}).status_code == 200
    out = thief.post(CHECK, {"code": now_shown(secret)}, follow=True)
    assert out.redirect_chain[-1][0] == SIGN_IN
    assert "Too many codes did not fit." in out.text
    assert thief.get(CHECK)["Location"] == SIGN_IN
    assert dana.post(CHECK, {"code": now_shown(secret)})["Location"] == "/"


def test_someone_with_danas_mail_cannot_lock_her_known_device_out(cast: Cast, mailoutbox) -> None:
    secret, laptop = give_app(cast.dana), Client()
    sign_in(laptop, "dana@example.org", mailoutbox)
    laptop.post(CHECK, {"code": now_shown(secret)})
    laptop.post(reverse("accounts:sign_out"))
    for _ in range(limits.SECOND_STEP_ELSEWHERE.uses + 5):
        limits.may_try_second_step(attempt=f"thief {_}", person_id=cast.dana.pk, known_device="")
    sign_in(laptop, "dana@example.org", mailoutbox)
    code = give_codes(cast.dana)[0]
    assert laptop.post(CHECK, {"code": code})["Location"] == "/"
    strange = Client(REMOTE_ADDR="192.0.2.1")
    sign_in(strange, "dana@example.org", mailoutbox)
    assert strange.post(CHECK, {"code": "000000"})["Location"] == SIGN_IN


def test_the_second_step_cannot_be_passed_by(cast: Cast, mailoutbox) -> None:
    give_app(cast.ana)
    browser = Client()
    assert browser.get(CHECK)["Location"] == SIGN_IN
    assert browser.post(CHECK, {"code": "000000"})["Location"] == SIGN_IN
    ask(browser, "ana@example.org")
    assert browser.get(CHECK)["Location"] == SIGN_IN, "the code comes first"
    browser.post(CODE, {"code": code_in(mailoutbox[-1])})
    assert browser.get(CODE).status_code == 302
    assert not SignIn._base_manager.filter(person=cast.ana).exists()


def test_an_invitation_does_not_pass_it_by_either(cast: Cast, rf) -> None:
    from allauth.core import context

    from ampersand.accounts.sessions import SessionStore

    give_app(cast.ben)
    for person, to in ((cast.ana, "/account/"), (cast.ben, CHECK)):
        request = rf.get("/join/x/")
        request.session, request.user, request.viewer = SessionStore(), person.__class__(), None
        with context.request_context(request):
            assert actions.sign_in_person(request, person, to="/account/")["Location"] == to


def test_changing_it_asks_for_it_once_more_but_not_right_after_it_was_set_up(cast: Cast) -> None:
    first = freshly_in(cast.ana)
    secret = set_up_app(first)
    assert first.get(CODES).status_code == 200
    later = cast.client(cast.ana)
    for path in (CODES, NEW_CODES, REMOVE_APP, ADD_PASSKEY):
        for answer in (later.get(path), later.post(path)):
            assert answer["Location"] == f"{AGAIN}?next={path.replace('/', '%2F')}"
    asked = later.get(f"{AGAIN}?next={REMOVE_APP}")
    assert "Is it still you?" in asked.text
    assert "does not fit" in later.post(AGAIN, {"code": "000000", "next": REMOVE_APP}).text
    assert later.post(AGAIN, {"code": now_shown(secret), "next": REMOVE_APP})["Location"] == REMOVE_APP
    gone = later.post(REMOVE_APP, follow=True)
    assert "not asked for any more" in gone.text
    assert not Authenticator.objects.filter(user=cast.ana).exists(), "the recovery codes go with the last one"
    assert AuditEvent.objects.order_by("number").last().verb == "accounts.second_step_removed"


def test_staff_keep_at_least_one(cast: Cast, settings) -> None:
    browser = freshly_in(cast.dana)
    set_up_app(browser)
    kept = browser.post(REMOVE_APP, follow=True)
    assert "Add another one first." in kept.text
    assert Authenticator.objects.filter(user=cast.dana, type="totp").exists()
    settings.DEMO = True
    browser.post(REMOVE_APP)
    assert not Authenticator.objects.filter(user=cast.dana).exists()


def test_new_recovery_codes_replace_the_old(cast: Cast) -> None:
    browser = freshly_in(cast.ana)
    set_up_app(browser)
    old = browser.get(CODES).context["unused_codes"]
    assert "The 10 that are left will stop working." in browser.get(NEW_CODES).text
    new = browser.post(NEW_CODES, follow=True)
    assert not set(old) & set(new.context["unused_codes"])


def test_anas_passkeys_cannot_be_removed_by_ben(cast: Cast) -> None:
    data = {"name": "Phone", "credential": {}}
    hers = Authenticator.objects.create(user=cast.ana, type="webauthn", data=data)
    browser = cast.client(cast.ben)
    for pk in (hers.pk, hers.pk + 1):
        path = reverse("mfa_remove_webauthn", args=[pk])
        assert (browser.get(path).status_code, browser.post(path).status_code) == (404, 404)
    assert Authenticator.objects.filter(pk=hers.pk).exists()


def test_a_passkey_that_does_not_fit_is_answered_kindly_and_is_never_limited(cast: Cast) -> None:
    browser = Client(REMOTE_ADDR="203.0.113.7")
    options = browser.get(PASSKEY, headers={"Accept": "application/json"}).json()["request_options"]["publicKey"]
    assert options["userVerification"] == "required"
    assert options["rpId"] == "testserver"
    for posted in ("", "nonsense", "{}", "[]", json.dumps({"id": "x", "rawId": "eA", "response": {}})):
        answer = browser.post(PASSKEY, {"credential": posted, "next": ACCOUNT})
        assert answer["Location"] == f"{SIGN_IN}?next=%2Faccount%2F"
    for _ in range(30):
        last = browser.post(PASSKEY, {"credential": "{}"}, follow=True)
    assert "That passkey opens no account here." in last.text
    assert browser.get(PASSKEY)["Location"] == SIGN_IN


def test_a_passkey_that_cannot_be_made_is_answered_kindly(cast: Cast) -> None:
    browser = cast.client(cast.ana)
    page = browser.get(ADD_PASSKEY)
    assert "Does anyone else unlock this phone or computer?" in page.text
    options = page.context["options"]["publicKey"]
    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert options["authenticatorSelection"]["userVerification"] == "required"
    for posted in ("", "nonsense", "{}", json.dumps({"id": "x"})):
        assert browser.post(ADD_PASSKEY, {"name": "Phone", "credential": posted}).status_code == 200
    assert not Authenticator.objects.exists()


def test_the_command_line_can_help_someone_who_lost_everything(cast: Cast, mailoutbox) -> None:
    give_app(cast.dana)
    browser = cast.client(cast.dana)
    assert actions.remove_second_steps(person_id=cast.dana.pk) == 1
    assert browser.get(ACCOUNT)["Location"].startswith(SIGN_IN)
    assert sign_in(Client(), "dana@example.org", mailoutbox)["Location"] == "/"
