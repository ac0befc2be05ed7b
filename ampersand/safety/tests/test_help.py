"""Get help now: the right number in two taps, for anyone, without a trace."""

import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ampersand.core import clock
from ampersand.safety.queries import lines
from tests.cast import Cast

ORDER = (
    "Someone is hurt or in danger now",
    "I am thinking of ending my life",
    "I am frightened of someone at home",
    "I am a child, or worried about one",
    "I am afraid I might hurt someone",
)
PAGES = ["/help/", "/help/countries/", *(f"/help/{one.code}/" for one in lines.countries())]


def body(client: Client, path: str) -> str:
    text = client.get(path).content.decode()
    return text.split("<main")[1].split("</main")[0]


@pytest.mark.parametrize("path", PAGES)
def test_a_visitor_reads_it_without_a_query_a_cookie_or_a_copy(db: None, path: str) -> None:
    client = Client()
    with CaptureQueriesContext(
        connection,
    ) as made:
        answer = client.get(path)
    assert (answer.status_code, len(made)) == (200, 0)
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store"
    assert "Nobody watches" in answer.content.decode()


def test_two_taps_from_the_first_page_lead_to_the_right_number(db: None) -> None:
    client = Client()
    assert 'href="/help/"' in client.get("/").content.decode()
    chosen = body(client, "/help/")
    assert 'href="/help/gb/"' in chosen
    assert re.search(r'href="tel:999"[^>]*aria-label="Call 999, Emergency services, in the United Kingdom"', chosen)
    page = body(client, "/help/gb/")
    assert [page.index(f">{words}</h2>") for words in ORDER] == sorted(page.index(f">{words}</h2>") for words in ORDER)
    assert 'href="tel:116123">Call 116 123</a>' in page
    assert 'href="sms:85258?body=SHOUT">Text SHOUT to 85258</a>' in page
    assert 'href="https://www.nationaldahelpline.org.uk/" rel="noreferrer">Chat at nationaldahelpline.org.uk' in page


@pytest.mark.parametrize("country", [one for one in lines.countries() if one.lines], ids=lambda one: one.code)
def test_no_number_stands_without_its_country_and_the_day_of_its_check(db: None, country: lines.Country) -> None:
    page = body(Client(), f"/help/{country.code}/")
    shown = re.findall(r'<li class="line">(.*?)</li>', page, re.S)
    assert shown
    for line in shown:
        assert f"Only {country.in_words}." in line
        assert re.search(r"Checked on \d+ October 2026", line)
    assert page.count('href="tel:') == sum(line.count('href="tel:') for line in shown)


def test_an_old_check_is_said_with_every_number(db: None) -> None:
    clock.fix(datetime(2027, 4, 20, tzinfo=UTC))
    page = body(Client(), "/help/de/")
    assert "May have changed; checked on 7 October 2026" in page
    assert "Checked on" not in page.split("How these numbers")[0]


def test_where_we_have_no_line_the_page_says_so_and_points_on(db: None) -> None:
    page = body(Client(), "/help/de/")
    assert page.count("We hold no checked number for this in Germany.") == 2
    assert "findahelpline.com" in page
    assert "befrienders.org" in page
    assert "tel:" not in body(Client(), "/help/elsewhere/")


def test_the_police_and_traces_are_said_before_the_call(db: None) -> None:
    assert "The police may come after a call." in body(Client(), "/help/sg/")
    assert "list of calls" in body(Client(), "/help/es/")


def test_an_unknown_country_is_not_there(db: None) -> None:
    for path in ("/help/xx/", "/help/xx/remember/", "/help/GB/"):
        assert Client().get(path).status_code == 404


def test_a_visitor_may_have_the_country_remembered_on_this_device_and_forgotten(db: None) -> None:
    client = Client()
    assert "Someone who knows how to look can find it" in body(client, "/help/ie/remember/")
    answer = client.post("/help/ie/remember/")
    assert (answer.status_code, answer["Location"]) == (303, "/help/")
    cookie = answer.cookies["country"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("ie", True, "Lax")
    page = body(client, "/help/")
    assert "50808" in page
    assert "remembered on this device" in page
    assert 'href="/help/countries/"' in page
    client.post("/help/forget-country/")
    assert "Where are you?" in body(client, "/help/")


def test_ana_has_it_remembered_in_her_account_and_ben_learns_nothing(cast: Cast) -> None:
    ana, ben = cast.client(cast.ana), cast.client(cast.ben)
    before = body(ben, "/help/")
    assert "Nobody else sees it" in body(ana, "/help/nl/remember/")
    for _ in range(2):  # pressed twice
        assert ana.post("/help/nl/remember/").status_code == 303
    assert "country" not in ana.cookies
    assert "0800-0113" in body(cast.client(cast.ana), "/help/"), "on every device of hers"
    assert body(ben, "/help/") == before
    ana.post("/help/forget-country/")
    assert "Where are you?" in body(ana, "/help/")


def test_a_spoiled_cookie_is_no_country(db: None) -> None:
    client = Client()
    client.cookies["country"] = "<script>"
    assert "Where are you?" in body(client, "/help/")
