"""Help, the way out, and staying safer: for everyone, signed in or not."""

import pytest
from django.conf import settings
from django.test import Client

from tests.cast import Cast

PUBLIC = ("/help/", "/staying-safer-online/")


@pytest.mark.parametrize("path", PUBLIC)
def test_anyone_may_read_it(cast: Cast, path: str) -> None:
    for person in (None, cast.ana, cast.dana, cast.gita):
        assert cast.client(person).get(path).status_code == 200
    assert Client().post(path).status_code == 405


def test_staying_safer_is_honest(client: Client, db: None) -> None:
    page = client.get("/staying-safer-online/").content.decode()
    for words in ("does not hide that you were here", "suddenly empty can be noticed", "no alarm"):
        assert words in page


@pytest.mark.parametrize("method", ["get", "post"])
def test_leaving_ends_the_session_at_once_and_leads_away(cast: Cast, method: str) -> None:
    ana, elsewhere = cast.client(cast.ana), cast.client(cast.ana)
    assert ana.get("/my/").status_code == 200
    answer = getattr(ana, method)("/leave/")
    assert (answer.status_code, answer["Location"]) == (303, settings.EXIT_ADDRESS)
    assert ana.get("/my/").status_code == 302
    assert elsewhere.get("/my/").status_code == 200, "only this device is signed out"


def test_leaving_works_from_a_page_that_expired_and_for_visitors(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.ana)
    assert strict.post("/leave/")["Location"] == settings.EXIT_ADDRESS
    assert Client().get("/leave/")["Location"] == settings.EXIT_ADDRESS


def test_the_way_out_and_the_way_to_help_stand_on_every_page(cast: Cast) -> None:
    for client, path in ((Client(), "/"), (cast.client(cast.ana), "/my/"), (Client(), "/help/")):
        page = client.get(path).content.decode()
        assert 'href="/leave/"' in page
        assert 'href="/help/"' in page
