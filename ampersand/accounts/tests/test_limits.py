"""Limits as a story: Ben asks for code after code for Ana's address. Ana still gets in."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from ampersand.accounts import actions, devices, limits
from ampersand.accounts.models import Allowance, SignIn
from ampersand.accounts.tests.test_sign_in import CODE, ask, plain, sign_in
from ampersand.core import clock
from tests.cast import Cast

HOME, MOBILE, CAFE = "203.0.113.7", "198.51.100.20", "192.0.2.99"
NINE = datetime(2026, 11, 26, 9, 0, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _at_nine() -> None:
    clock.fix(NINE)


def hammer(address: str, network: str, times: int) -> list[int]:
    """Ask again and again from fresh browsers in one network; the answers' statuses."""
    return [ask(Client(REMOTE_ADDR=network), address).status_code for _ in range(times)]


def test_ben_hammers_anas_address_from_home_and_ana_still_signs_in_on_her_known_phone(cast: Cast, mailoutbox) -> None:
    phone = Client(REMOTE_ADDR=HOME)
    sign_in(phone, "ana@example.org", mailoutbox)
    phone.post(reverse("accounts:sign_out"))

    assert hammer("ana@example.org", HOME, 20).count(303) == 4, "her own first one counted in this network too"
    assert hammer("ana@example.org", CAFE, 20).count(303) == 5
    assert hammer("ana@example.org", "2001:db8::1", 20).count(303) == 2, "twelve an hour from unknown devices in all"
    assert len(mailoutbox) == 12

    assert sign_in(phone, "ana@example.org", mailoutbox)["Location"] == "/"


def test_ana_with_a_new_phone_still_gets_a_code_in_another_network(cast: Cast, mailoutbox) -> None:
    hammer("ana@example.org", HOME, 30)
    refused = ask(Client(REMOTE_ADDR=HOME), "ana@example.org")
    assert refused.status_code == 429
    assert sign_in(Client(REMOTE_ADDR=MOBILE), "ana@example.org", mailoutbox)["Location"] == "/"


def test_the_refusal_says_how_long_and_what_works_meanwhile(cast: Cast, mailoutbox) -> None:
    hammer("ana@example.org", HOME, 5)
    refused = ask(Client(REMOTE_ADDR=HOME), "ana@example.org")
    assert "we send no more for 60 minutes" in refused.text
    assert "a device on which you have signed in before still gets codes, and a passkey always works" in refused.text
    assert 'value="ana@example.org"' in refused.text
    clock.fix(NINE + timedelta(minutes=59))
    assert "for a minute" in ask(Client(REMOTE_ADDR=HOME), "ana@example.org").text
    clock.fix(NINE + timedelta(hours=1))
    assert ask(Client(REMOTE_ADDR=HOME), "ana@example.org").status_code == 303


def test_an_address_without_an_account_is_refused_just_the_same(cast: Cast, mailoutbox) -> None:
    refused = []
    for address in ("ana@example.org", "eve@example.org"):
        assert hammer(address, HOME, 5) == [303] * 5
        refused.append(plain(ask(Client(REMOTE_ADDR=HOME), address)).replace(address, "ADDRESS"))
    assert refused[0] == refused[1]
    assert "Many codes" in refused[0]


def test_sending_another_counts_too(cast: Cast, mailoutbox) -> None:
    browser = Client(REMOTE_ADDR=HOME)
    ask(browser, "ana@example.org")
    answers = [browser.post(CODE, {"another": "yes"}) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [303] * 4 + [429]
    assert "Many codes were asked for" in answers[-1].text
    assert len(mailoutbox) == 5


def test_a_known_device_has_its_own_measure_too(cast: Cast, mailoutbox) -> None:
    phone = Client(REMOTE_ADDR=HOME)
    sign_in(phone, "ana@example.org", mailoutbox)
    phone.post(reverse("accounts:sign_out"))
    statuses = []
    for _ in range(12):
        statuses.append(ask(phone, "ana@example.org").status_code)
    assert statuses == [303] * 10 + [429] * 2
    assert ask(Client(REMOTE_ADDR=MOBILE), "ana@example.org").status_code == 303, "others have theirs"


def test_bens_own_device_is_not_known_for_ana(cast: Cast, mailoutbox) -> None:
    bens = Client(REMOTE_ADDR=HOME)
    sign_in(bens, "ben@example.org", mailoutbox)
    bens.post(reverse("accounts:sign_out"))
    statuses = [ask(bens, "ana@example.org").status_code for _ in range(7)]
    assert statuses == [303] * 5 + [429] * 2


def test_a_shared_tablet_is_known_for_both(cast: Cast, mailoutbox) -> None:
    tablet = Client(REMOTE_ADDR=HOME)
    for address in ("ana@example.org", "ben@example.org"):
        sign_in(tablet, address, mailoutbox)
        tablet.post(reverse("accounts:sign_out"))
    hammer("ana@example.org", HOME, 9)
    hammer("ben@example.org", HOME, 9)
    assert ask(tablet, "ana@example.org").status_code == 303
    assert ask(tablet, "ben@example.org").status_code == 303


def test_the_device_cookie_cannot_be_made_up_or_read_by_scripts(cast: Cast, mailoutbox) -> None:
    phone = Client()
    sign_in(phone, "ana@example.org", mailoutbox)
    cookie = phone.cookies["device"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert str(cast.ana.pk) not in cookie.value
    request = RequestFactory().get("/")
    device, mark = cookie.value.split(".")
    for value, person, known in (
        (cookie.value, cast.ana, True), (cookie.value, cast.ben, False), (f"other.{mark}", cast.ana, False),
        (f"{device}.{mark[::-1]}", cast.ana, False), ("é.é", cast.ana, False), (".", cast.ana, False),
        ("", cast.ana, False),
    ):  # fmt: skip
        request.COOKIES = {"device": value}
        assert bool(devices.known_for(request, person.pk)) is known, value


def test_one_network_cannot_send_mails_to_the_whole_town(cast: Cast, mailoutbox) -> None:
    statuses = [ask(Client(REMOTE_ADDR=HOME), f"someone{n}@example.org").status_code for n in range(63)]
    assert statuses == [303] * 60 + [429] * 3
    assert ask(Client(REMOTE_ADDR=MOBILE), "someone62@example.org").status_code == 303


@pytest.mark.parametrize(
    ("proxies", "passed_on", "network"),
    [
        (0, "198.51.100.1", "203.0.113.7"),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "6.6.6.6, 198.51.100.1", "198.51.100.1"),
        (2, "6.6.6.6, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        (2, "198.51.100.1", "203.0.113.7"),
        (1, "", "203.0.113.7"),
        (1, "nonsense", "unknown"),
        (1, "2001:db8:1:2:3::4", "2001:db8:1::/56"),
        (1, "::ffff:198.51.100.1", "198.51.100.1"),
    ],
)
def test_the_network_is_what_our_own_proxies_vouch_for(settings, proxies: int, passed_on: str, network: str) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.7", headers={"X-Forwarded-For": passed_on})
    assert devices.network_of(request) == network


def test_the_table_tells_nobody_who_asked_and_forgets(cast: Cast, mailoutbox) -> None:
    ask(Client(REMOTE_ADDR=HOME), "ana@example.org")
    rows = list(Allowance.objects.values_list("key", "ends_at"))
    assert len(rows) == 3
    assert all(len(key) == 64 and ends == datetime(2026, 11, 26, 10, tzinfo=UTC) for key, ends in rows)
    clock.fix(NINE + timedelta(hours=2))
    ask(Client(REMOTE_ADDR=HOME), "ana@example.org")
    assert Allowance.objects.count() == 6
    actions.forget_ended()
    assert Allowance.objects.count() == 3
    assert SignIn._base_manager.count() == 1, "the attempt of nine o'clock is forgotten as well"


def test_a_limit_counts_each_use_and_each_owner_by_itself(db: None) -> None:
    once = limits.Limit("test", 1, timedelta(hours=1))
    assert limits.may(once, "ana")
    assert not limits.may(once, "ana")
    assert limits.may(once, "ben")
    assert limits.may(once, "a", "na")
    clock.fix(NINE + timedelta(hours=1))
    assert limits.may(once, "ana")
