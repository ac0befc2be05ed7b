"""The first page welcomes visitors and leads everyone else to where their work begins."""

import re

import pytest
from django.test import Client
from django.urls import resolve

from tests.cast import Cast


def test_a_visitor_is_welcomed_and_finds_no_dead_link(client: Client, db: None) -> None:
    page = client.get("/").content.decode()
    assert "Sign in" in page
    for path in set(re.findall(r'href="(/[^"#?]*)"', page)):
        if not path.startswith("/static/") and path != "/leave/":
            resolve(path)
            assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    ("name", "place"), [("ana", "/my/"), ("farid", "/my/"), ("dana", "/today/"), ("gita", "/clients/")]
)
def test_whoever_has_signed_in_is_led_on(cast: Cast, name: str, place: str) -> None:
    assert cast.client(getattr(cast, name)).get("/")["Location"] == place


def test_the_navigation_is_by_role(cast: Cast) -> None:
    def places(name: str) -> list[str]:
        page = cast.client(getattr(cast, name)).get("/account/").content.decode()
        links = re.findall(r"<a [^>]+>(.+?)</a>", page.split('<nav class="nav"')[1].split("</nav>")[0])
        return [re.sub("<[^>]+>", "", link) for link in links]

    assert places("ana") == ["My space", "Our space: Ben", "Our space: Ben, Chloé", "My plan", "Account"]
    assert places("chloe") == ["My space", "Our space", "My plan", "Account"]
    assert places("farid") == ["My space", "My plan", "Account"]
    assert places("dana") == [
        *("Today", "Cases", "Notes", "Enquiries", "Messages", "Attention", "Instruments", "Account")
    ]
    assert places("emil") == ["Cases", "Notes", "Attention", "On call", "Instruments", "Account"]
    assert places("gita") == ["Clients", "On call", "Public pages", "The practice", "Instruments", "Account"]
