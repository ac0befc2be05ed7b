"""Five minutes without a touch on a private page, and nobody is signed in any more, on no page."""

from datetime import UTC, datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from ampersand.accounts.models import SignIn
from ampersand.accounts.private_pages import UNTIL, PrivateStayMiddleware
from ampersand.core import clock
from tests.cast import Cast

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 19, 18, 0, tzinfo=UTC)
PRIVATE, ORDINARY = "/account/still-here/", "/my/"


@pytest.fixture
def ana(cast: Cast) -> Client:
    clock.fix(START)
    return cast.client(cast.ana)


def later(**after: float) -> None:
    clock.fix(clock.now() + timedelta(**after))


def is_in(client: Client, path: str = ORDINARY) -> bool:
    answer = client.get(path)
    if answer.status_code == 302:
        assert answer["Location"].startswith("/account/sign-in/")
        return False
    assert answer.status_code in {200, 204}
    return True


def test_after_five_minutes_without_a_touch_the_sign_in_has_ended_on_every_page(ana: Client) -> None:
    ana.get(PRIVATE)
    later(minutes=5, seconds=1)
    assert not is_in(ana, PRIVATE)
    assert not is_in(ana)
    assert not SignIn._base_manager.exists()


def test_a_touch_in_time_begins_the_five_minutes_anew(ana: Client) -> None:
    for _ in range(4):
        assert is_in(ana, PRIVATE)
        later(minutes=4, seconds=59)
    assert is_in(ana, PRIVATE)


def test_opening_an_ordinary_page_ends_the_short_stay_and_not_the_sign_in(ana: Client) -> None:
    ana.get(PRIVATE)
    ana.get(ORDINARY)
    later(minutes=9)
    assert is_in(ana)


def test_what_a_page_asks_for_in_the_background_is_no_touch(ana: Client) -> None:
    ana.get(PRIVATE)
    later(minutes=4)
    ana.get(ORDINARY, headers={"Sec-Fetch-Mode": "cors"})
    later(minutes=2)
    assert not is_in(ana, PRIVATE)


def test_other_sign_ins_go_on(cast: Cast, ana: Client) -> None:
    elsewhere = cast.client(cast.ana)
    ana.get(PRIVATE)
    later(minutes=6)
    assert not is_in(ana)
    assert is_in(elsewhere)


def test_pages_that_are_not_private_cost_nothing_more(ana: Client, django_assert_num_queries) -> None:
    with django_assert_num_queries(2):  # who it is, and the navigation
        ana.get("/help/countries/")


def test_someone_about_to_sign_in_is_not_concerned(cast: Cast) -> None:
    visitor = Client()
    assert visitor.get("/account/sign-in/").status_code == 200
    assert UNTIL not in visitor.session


def test_an_address_that_does_not_exist_ends_it_as_well(ana: Client) -> None:
    ana.get(PRIVATE)
    later(minutes=6)
    assert ana.get("/nowhere/").status_code == 404
    assert not is_in(ana)


def test_the_middleware_lets_those_pass_who_have_no_stay(cast: Cast, rf: RequestFactory) -> None:
    request = rf.get("/")
    request.session = {}
    seen = PrivateStayMiddleware(lambda request: HttpResponse("fine"))(request)
    assert seen.content == b"fine"
