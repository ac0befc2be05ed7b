"""Help, the way out, and staying safer: for everyone, signed in or not."""

from urllib.parse import quote

import pytest
from django.conf import settings
from django.test import Client

from ampersand.core.clock import now
from ampersand.measures.actions import planning
from ampersand.measures.models import Assignment
from tests.cast import Cast
from tests.privacy.crawl import everything

PUBLIC = ("/help/", "/help/nl/", "/before-you-go-on/", "/staying-safer-online/")


@pytest.mark.parametrize("path", PUBLIC)
def test_anyone_may_read_it(cast: Cast, path: str) -> None:
    for person in (None, cast.ana, cast.dana, cast.gita):
        assert cast.client(person).get(path).status_code == 200
    if path != "/before-you-go-on/":
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


def begin(cast: Cast) -> tuple[Client, str]:
    """Ana, signed in on a new phone, and the address of what waits for her."""
    waiting = asked(cast)
    client = Client()
    client.force_login(cast.ana)
    return client, f"/check-in/{waiting}/"


def asked(cast: Cast) -> object:
    dana = cast.viewer(cast.dana)
    planning.plan(
        by=dana, case=cast.couple, people=[cast.ana.pk], instrument="phq-9", rhythm="once", starts_on=now().date()
    )
    return Assignment.objects.visible_to(cast.viewer(cast.ana)).values_list("pk", flat=True).get()


def test_ana_reads_how_to_leave_before_her_first_check_in_and_then_never_again(cast: Cast) -> None:
    client, path = begin(cast)
    told = client.get(path)
    assert (told.status_code, told["Location"]) == (303, f"/before-you-go-on/?next={quote(path, safe='')}")
    page = client.get(told["Location"]).content.decode()
    for words in ("Exit this page", "three times within five seconds", "cannot undo what the browser remembers"):
        assert words in page
    assert f'name="next" value="{path}"' in page
    went_on = client.post("/before-you-go-on/", {"next": path})
    assert (went_on.status_code, went_on["Location"]) == (303, path)
    assert client.get(path).status_code == 200
    other_phone = Client()
    other_phone.force_login(cast.ana)
    assert other_phone.get(path).status_code == 200, "she was told before"


def test_ordinary_pages_and_answers_already_given_are_not_held_up(cast: Cast) -> None:
    client, path = begin(cast)
    assert client.get("/my/").status_code == 200
    assert client.get("/help/").status_code == 200
    assert client.post(path, {}).status_code == 422


@pytest.mark.parametrize("address", ["https://example.org/", "//example.org", "javascript:alert(1)", "my/", ""])
def test_going_on_leads_to_our_own_pages_only(cast: Cast, address: str) -> None:
    assert cast.client(cast.ana).post("/before-you-go-on/", {"next": address})["Location"] == "/"
    assert 'name="next" value=""' in Client().get("/before-you-go-on/", {"next": address}).content.decode()


def test_ben_cannot_tell_whether_ana_has_read_it(cast: Cast) -> None:
    ben = cast.client(cast.ben)
    before = everything(ben)
    cast.client(cast.ana).post("/before-you-go-on/", {"next": "/my/"})
    assert everything(ben) == before
