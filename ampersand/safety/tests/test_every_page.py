"""The way out and the way to help stand on every page, in the same places: held over every template and a walk."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client

from ampersand.core.clock import now
from ampersand.safety.actions import plans
from tests.architecture.test_neutral_words import clinical
from tests.cast import Cast
from tests.privacy.crawl import everything

PACKAGE = Path(__file__).parents[2]
TEMPLATES = sorted(PACKAGE.glob("*/templates/**/*.html"))
# Pages that stand alone, each with the reason why it builds on no base.
ALONE = {
    "core/page.html": "the base itself",
    "core/paper.html": "the base of what goes on paper and into a device, without our name; has both ways of its own",
    "500.html": "shown when nothing works; leads to help, and holds nothing of anyone",
}
PAPER = {"reports/paper.html", "meetings/invoice.html"}  # become files: nobody is on them who could leave


def name(path: Path) -> str:
    return str(path).split("/templates/")[1]


WHOLE = [
    path
    for path in TEMPLATES
    if name(path) not in PAPER and re.search(r"<html|{% extends", path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("path", WHOLE, ids=name)
def test_every_page_builds_on_the_base_and_leaves_its_way_out_and_foot_alone(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if name(path) in ALONE:
        assert "safety:help" in text or "core/foot.html" in text
        return
    assert re.match(r'{% extends "(core/(page|narrow|beside|paper)|[a-z]+/[a-z_]+)\.html" %}', text)
    for block in ("exit", "foot"):
        assert f"{{% block {block} %}}" not in text, f"the {block} of every page is the same"


class _Order(HTMLParser):
    """What can be reached by key, in order, with where it leads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"a", "button", "input", "select", "textarea", "summary"} and dict(attrs).get("type") != "hidden":
            self.found.append(dict(attrs))


@pytest.mark.once
def test_on_every_page_exit_comes_first_help_is_there_and_the_title_says_nothing(cast: Cast) -> None:
    plans.save(by=cast.viewer(cast.ana), words={"signs": "Sundays."}, base=0, now=now())
    seen = 0
    for client in (Client(), cast.client(cast.ana), cast.client(cast.dana), cast.client(cast.gita)):
        for path, page in everything(client, "/nothing/", "/account/").items():
            if b"<html" not in page.body:
                continue
            order = _Order()
            order.feed(page.body.decode())
            first, second = order.found[:2]
            assert first["href"] == "#main", path
            assert (second["href"], second["class"], second["data-exit"]) == ("/leave/", "exit", "/leave/"), path
            assert order.found[-1]["href"] == "/leave/" or path == "/my/plan-on-paper/", path
            assert any(one.get("href") == "/help/" and one.get("class") == "help" for one in order.found), path
            title = re.search(r"<title>(.*?)</title>", page.body.decode())
            assert title, path
            assert clinical(title[1]) == [], path
            seen += 1
    assert seen > 40


STYLES = [path for path in sorted(PACKAGE.glob("*/static/**/*.css")) if path.name not in {"exit.css", "shell.css"}]


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_no_notice_and_no_part_of_a_page_can_lie_over_the_way_out(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "position: fixed" not in text
    assert not any("showModal" in script.read_text(encoding="utf-8") for script in PACKAGE.glob("*/static/**/*.js"))
    assert all(int(number) < 5 for number in re.findall(r"z-index: (\d+)", text)), "the bar with the way out has 5"


def test_when_nothing_works_the_page_still_leads_to_help() -> None:
    text = (PACKAGE / "core/templates/500.html").read_text(encoding="utf-8")
    assert "Get help now" in text
    assert "call your emergency number" in text
