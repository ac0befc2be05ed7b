"""Own sign-ins: seen and ended by their owner alone, at once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from ampersand.accounts import actions
from ampersand.accounts.models import SignIn
from ampersand.accounts.tests.test_sign_in import plain
from ampersand.core import clock
from ampersand.privacy.models import AuditEvent
from ampersand.privacy.policy import Hidden
from tests.cast import Cast

SIGN_INS = reverse("accounts:sign_ins")
OTHERS = reverse("accounts:end_other_sign_ins")
ACCOUNT = reverse("accounts:account")


def end(sign_in: SignIn) -> str:
    """The address that ends a sign-in."""
    return reverse("accounts:end_sign_in", args=[sign_in.id])


def only(person) -> SignIn:
    """A person's one sign-in."""
    return SignIn._base_manager.get(person=person)


def test_ana_sees_her_own_two_and_which_is_this_one(cast: Cast, django_assert_num_queries) -> None:
    phone, laptop = cast.client(cast.ana), cast.client(cast.ana)
    cast.client(cast.ben)
    SignIn._base_manager.filter(person=cast.ana).update(device="Safari on iPhone")
    with django_assert_num_queries(3):
        page = phone.get(SIGN_INS)
    shown = page.context["sign_ins"]
    assert [one.is_this for one in shown] == [True, False]
    assert page.text.count("Safari on iPhone") == 3, "twice to see, once more in the words of its button"
    assert "Only you see this." in page.text
    assert laptop.get(SIGN_INS).context["sign_ins"][0].id == shown[1].id


def test_ended_and_idle_ones_are_not_listed(cast: Cast) -> None:
    browser = cast.client(cast.ana)
    cast.client(cast.ana)
    start = clock.now()
    clock.fix(start + timedelta(minutes=20))
    assert len(browser.get(SIGN_INS).context["sign_ins"]) == 2
    clock.fix(start + timedelta(minutes=40))
    assert len(browser.get(SIGN_INS).context["sign_ins"]) == 1


def test_ana_ends_the_one_on_her_old_phone_and_it_stops_at_once(cast: Cast) -> None:
    old = cast.client(cast.ana)
    row = only(cast.ana)
    new = cast.client(cast.ana)
    assert old.get(ACCOUNT).status_code == 200
    assert "That sign-in has ended." in new.post(end(row), follow=True).text
    assert old.get(ACCOUNT).status_code == 302
    assert new.get(ACCOUNT).status_code == 200
    event = AuditEvent.objects.order_by("number").last()
    assert (event.verb, event.actor_id, event.note) == ("accounts.sign_in_ended", cast.ana.pk, "")


def test_ana_ends_all_others(cast: Cast) -> None:
    here, there, elsewhere = (cast.client(cast.ana) for _ in range(3))
    bens = cast.client(cast.ben)
    assert "2 other sign-ins have ended." in here.post(OTHERS, follow=True).text
    assert [browser.get(ACCOUNT).status_code for browser in (here, there, elsewhere, bens)] == [200, 302, 302, 200]
    assert "There were no others." in here.post(OTHERS, follow=True).text


def test_ending_this_one_leads_to_the_sign_in_page(cast: Cast) -> None:
    browser = cast.client(cast.ana)
    ended = browser.post(end(only(cast.ana)), follow=True)
    assert ended.redirect_chain[-1][0].startswith(reverse("account_login"))
    assert "That sign-in has ended." in ended.text


@pytest.mark.parametrize("who", ["ben", "dana", "emil", "gita"])
def test_nobody_else_can_end_anas_and_a_wrong_id_answers_alike(cast: Cast, who: str) -> None:
    cast.client(cast.ana)
    row = only(cast.ana)
    browser = cast.client(getattr(cast, who))
    hers = browser.post(end(row))
    none = browser.post(reverse("accounts:end_sign_in", args=[uuid4()]))
    assert hers.status_code == none.status_code == 404
    assert plain(hers) == plain(none)
    assert only(cast.ana).id == row.id
    with pytest.raises(Hidden):
        actions.end_sign_in(by=cast.viewer(getattr(cast, who)), sign_in_id=row.id)


def test_nobody_is_led_to_the_sign_in_page(cast: Cast) -> None:
    cast.client(cast.ana)
    for path in (SIGN_INS, OTHERS, end(only(cast.ana))):
        assert Client().post(path).status_code == 302
    assert SignIn._base_manager.filter(person=cast.ana).exists()


def test_reading_the_addresses_that_only_take_posts_ends_nothing(cast: Cast) -> None:
    browser = cast.client(cast.ana)
    for path in (OTHERS, end(only(cast.ana))):
        assert browser.get(path)["Location"] == SIGN_INS
    assert only(cast.ana)


def test_a_page_that_is_open_while_its_sign_in_ends_leaves_no_new_row(cast: Cast) -> None:
    browser = cast.client(cast.ana)
    key = only(cast.ana).key
    SignIn._base_manager.filter(key=key).delete()
    browser.post(ACCOUNT, {"name": "Ana B"})
    assert not SignIn._base_manager.filter(person=cast.ana).exists()


def test_last_used_moves_at_most_once_a_minute(cast: Cast, django_assert_num_queries) -> None:
    browser = cast.client(cast.ana)
    start = only(cast.ana).seen_at
    clock.fix(start + timedelta(seconds=50))
    with django_assert_num_queries(2):
        browser.get(ACCOUNT)
    clock.fix(start + timedelta(seconds=70))
    with django_assert_num_queries(3):
        browser.get(ACCOUNT)
    assert only(cast.ana).seen_at == start + timedelta(seconds=70)
