"""The private check as Ana meets it: a check-in like any other, sent once, and the same calm page for every answer."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from ampersand.core import clock
from ampersand.safety.queries import private
from ampersand.safety.rules.colours import Colour
from ampersand.safety.tests.checking import AMBER, GREEN, RED, ask, told, waits_for
from tests.cast import Cast

pytestmark = pytest.mark.django_db
THURSDAY = datetime(2026, 11, 19, 10, 0, tzinfo=UTC)
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')


@pytest.fixture(autouse=True)
def _thursday() -> None:
    clock.fix(THURSDAY)


@pytest.fixture
def path(cast: Cast) -> str:
    ask(cast)
    return f"/check-in/{waits_for(cast, cast.ana)}/"


def body(client: Client, path: str) -> bytes:
    response = client.get(path)
    assert response.status_code == 200
    return TOKEN.sub(b"", response.content)


def test_address_and_title_say_nothing_and_nothing_is_kept_or_filled_in_by_the_browser(cast: Cast, path: str) -> None:
    response = cast.client(cast.ana).get(path)
    page = response.content.decode()
    assert "<title>Check-in · Ampersand</title>" in page
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "same-origin", "other sites learn nothing; see decision 7"
    form = re.search(r"<form method=\"post\"[^>]*data-stepper[^>]*>", page)
    assert form
    assert 'autocomplete="off"' in form[0]
    assert "data-draft-url" not in form[0]
    assert "data-idle=" in page
    assert not re.search(r"\schecked>", page)


def test_its_address_has_the_shape_of_any_other_check_in(cast: Cast, path: str) -> None:
    assert re.fullmatch(r"/check-in/[0-9a-f-]{36}/", path)


def test_everyone_is_asked_eleven_questions_on_as_many_screens(cast: Cast, path: str) -> None:
    counts = set()
    ask(cast, cast.family)
    for person in (cast.ana, cast.ben, cast.chloe):
        one = waits_for(cast, person, cast.family)
        page = cast.client(person).get(f"/check-in/{one}/").content
        counts.add((page.count(b"data-ask"), page.count(b'class="times"'), page.count(b'type="radio"')))
    assert counts == {(11, 24, page.count(b'type="radio"'))}


def test_the_page_after_sending_is_the_same_to_the_byte_for_every_answer_and_ever_after(cast: Cast) -> None:
    ana, pages = cast.client(cast.ana), set()
    for things in (GREEN, AMBER, RED, {"own": "more"}, {"gun": "unsaid"}):
        ask(cast)
        path = f"/check-in/{waits_for(cast, cast.ana)}/"
        sent = ana.post(path, told(**things))
        assert (sent.status_code, sent["Location"]) == (303, path), "one address for all steps"
        page = body(ana, path)
        for again in (told(), told(neck="more")):
            assert TOKEN.sub(b"", ana.post(path, again).content) == page, "it is sent once"
        assert body(cast.client(cast.ana), path) == page, "on another device too"
        pages.add(page)
    [page] = pages
    assert b"Private check: done." in page
    assert b"Get help now" in page
    assert b"radio" not in page


def test_a_gap_is_asked_for_kindly_and_what_was_chosen_stays(cast: Cast, path: str) -> None:
    ana = cast.client(cast.ana)
    chosen = {key: value for key, value in told(neck="once").items() if not key.startswith("weapon.")}
    page = ana.post(path, chosen)
    assert page.status_code == 422
    text = page.content.decode()
    assert "Some questions are still open" in text
    assert text.count('class="error"') == 2
    assert 'name="neck.ever" value="once" checked' in text
    assert ana.post(path, told(neck="once")).status_code == 303


def test_nothing_is_stored_before_it_is_sent(cast: Cast, path: str) -> None:
    ana = cast.client(cast.ana)
    ana.post(path, {"neck.ever": "once"})
    assert not re.search(rb"\schecked>", body(ana, path))
    found = private.someone(cast.viewer(cast.dana), cast.couple.pk, cast.ana.pk)
    assert found.sent is None


@pytest.mark.parametrize("who", ["ben", "dana", "emil", "gita", "farid"])
def test_to_everybody_else_it_is_not_there(cast: Cast, path: str, who: str) -> None:
    client = cast.client(getattr(cast, who))
    assert client.get(path).status_code == 404
    assert client.post(path, told()).status_code == 404


def test_five_idle_minutes_end_the_sign_in_and_what_was_sent_a_little_late_is_taken(cast: Cast, path: str) -> None:
    ana = cast.client(cast.ana)
    ana.get(path)
    clock.fix(THURSDAY + timedelta(minutes=9))
    late = ana.post(path, told(**RED))
    assert late.status_code == 200
    assert b"Private check: done." in late.content
    assert ana.get(path).status_code == 302, "the sign-in has ended with it"
    found = private.someone(cast.viewer(cast.dana), cast.couple.pk, cast.ana.pk)
    assert found.found.colour is Colour.RED


def test_after_a_quarter_of_an_hour_nothing_is_taken_and_going_back_shows_the_sign_in_page(
    cast: Cast, path: str
) -> None:
    ana = cast.client(cast.ana)
    ana.get(path)
    clock.fix(THURSDAY + timedelta(minutes=16))
    for answer in (ana.post(path, told()), ana.get(path), ana.get("/my/")):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/account/sign-in/")
    assert waits_for(cast, cast.ana), "it still waits for her"


def test_a_page_that_takes_nothing_late_ends_the_sign_in_at_once(cast: Cast, path: str) -> None:
    ana = cast.client(cast.ana)
    ana.get(path)
    clock.fix(THURSDAY + timedelta(minutes=6))
    answer = ana.post(f"/cases/{cast.couple.pk}/word/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/sign-in/")


def test_my_space_names_it_like_any_other_check_in_and_says_when_it_is_done(cast: Cast, path: str) -> None:
    ana = cast.client(cast.ana)
    page = ana.get("/my/").content.decode()
    assert "Start the check-in" in page
    assert path in page
    assert "Private check: done." not in page
    ana.post(path, told(**RED))
    page = ana.get("/my/").content.decode()
    assert path not in page
    assert "Private check: done." in page
    assert "Private checks: part of everyone’s care." in page


def test_both_read_the_same_line_and_the_same_pause(cast: Cast, path: str) -> None:
    ours = f"/cases/{cast.couple.pk}/ours/"
    for person in (cast.ana, cast.ben):
        page = cast.client(person).get(ours).content.decode()
        assert "Private checks: part of everyone’s care." in page
        assert "Paused until you have met with your therapist" in page


def test_a_private_word_is_one_press_and_leaves_no_trace_on_her_page(cast: Cast) -> None:
    ana = cast.client(cast.ana)
    before = body(ana, "/my/")
    told_her = ana.post(f"/cases/{cast.couple.pk}/word/", follow=True).content.decode()
    assert "Your therapist will see that you would like a word." in told_her
    after = body(ana, "/my/").decode()
    assert "would like a word" not in after
    assert after.replace(str(waits_for(cast, cast.ana)), "") != before.decode(), "a check-in waits, like any other"
