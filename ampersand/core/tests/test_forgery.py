"""A form that did not come from our pages is refused; one that did is taken, whatever its mask."""

import re

import pytest
from django.middleware.csrf import CSRF_ALLOWED_CHARS, _does_token_match
from django.test import Client, RequestFactory

from ampersand.core.forgery import _random_letters, token
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SECRET = "aZ0" * 10 + "xy"
FIELD = re.compile(rb'name="csrfmiddlewaretoken" value="(\w+)"')


def test_each_page_has_another_token_of_the_same_secret() -> None:
    request = RequestFactory().get("/")
    request.META["CSRF_COOKIE"] = SECRET
    tokens = {str(token(request)["csrf_token"]) for _ in range(50)}
    assert len(tokens) == 50
    assert all(_does_token_match(one, SECRET) for one in tokens)


def test_masks_are_made_of_every_letter_alike() -> None:
    letters = _random_letters(62_000)
    assert len(letters) == 62_000
    assert all(750 < letters.count(letter) < 1250 for letter in CSRF_ALLOWED_CHARS)


def test_a_visitor_gets_the_cookie_once_and_its_form_is_taken() -> None:
    client = Client(enforce_csrf_checks=True)
    first, second = client.get("/account/sign-in/"), client.get("/account/sign-in/")
    assert "csrf" in first.cookies
    assert "csrf" not in second.cookies
    assert "Cookie" in second["Vary"]
    one, other = (FIELD.search(page.content)[1].decode() for page in (first, second))
    assert one != other
    for known in (one, other):
        assert client.post("/account/sign-in/", {"csrfmiddlewaretoken": known}).status_code != 403


@pytest.mark.parametrize("sent", ["", "a" * 32, "a" * 64, "é" * 64])
def test_a_forged_form_changes_nothing(cast: Cast, sent: str) -> None:
    client = cast.client(cast.ana)
    client.handler.enforce_csrf_checks = True
    client.get("/my/")
    assert client.post("/account/sign-out/", {"csrfmiddlewaretoken": sent}).status_code == 403
    assert client.get("/my/").status_code == 200
