"""The public pages: for everyone, without query or cookie; every number leads to its source; nothing is overclaimed."""

import html
import re

import pytest
from django.test import Client
from django.urls import resolve, reverse

from ampersand.guide.rules.loading import shipped
from ampersand.guide.rules.prose import PAGES

# No mark for the database: whatever asked it anything would fail here.


def body(name: str) -> str:
    return Client().get(reverse(f"guide:{name}")).content.decode()


def text(name: str) -> str:
    main = body(name).split("<main")[1].split("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


@pytest.mark.parametrize("name", PAGES)
def test_anyone_may_read_it_and_nothing_is_left_behind(name: str) -> None:
    page = Client().get(reverse(f"guide:{name}"))
    assert page.status_code == 200
    assert not page.cookies
    assert page["Cache-Control"] == "no-store"
    assert Client().post(reverse(f"guide:{name}")).status_code == 405
    assert shipped().pages["en"][name].heading in html.unescape(page.content.decode())


@pytest.mark.parametrize("name", PAGES)
def test_no_link_is_dead_and_every_number_has_its_source(name: str) -> None:
    page = body(name)
    for path in set(re.findall(r'href="(/[^"#?]*)"', page)):
        if not path.startswith(("/static/", "/leave/")):
            resolve(path)
    for target in set(re.findall(r'href="#([^"]+)"', page)):
        assert f'id="{target}"' in page, target


def test_the_comparison_covers_what_people_ask() -> None:
    page = shipped().pages["en"]["compare"]
    named = {one.name for one in page.aspects}
    assert named >= {
        "Focus", "Goals", "Approaches", "The therapist", "Communication", "Conflict", "Closeness", "What may come of it"
    }  # fmt: skip
    assert all(one.sources for one in page.aspects)
    assert body("compare").count('role="rowheader"') == len(page.aspects)


def test_every_approach_says_what_it_is_like_and_how_much_is_known() -> None:
    approaches = shipped().pages["en"]["approaches"].approaches
    assert len(approaches) == 12
    assert all(one.session and one.between and one.therapist and one.known and one.sources for one in approaches)
    names = {one.name for one in approaches}
    assert not [name for name in names if re.search("Gottman|Imago|PREP", name)], "brand names are credits"


def test_what_is_not_known_is_said_and_nothing_else_is_claimed() -> None:
    said = text("evidence")
    for honest in ("about half as large", "do equally well", "the proof is missing", "It is not.", "did not find it"):
        assert honest in said, honest
    everything = " ".join(text(name) for name in PAGES)
    for never in (
        "proven to work",
        "prevents divorce",
        "predicts",
        "risk-free",
        "completely safe",
        "2.09",
        "anonymous.",
    ):
        assert never not in everything.replace("It is not anonymous.", "").replace("therapy is anonymous.", ""), never
    assert "It is not anonymous." in text("online")
    assert "nobody watches live" in text("about").lower()
