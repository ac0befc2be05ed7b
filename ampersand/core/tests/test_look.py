"""The look holds together: files, hashes, addresses, drawings, words and contrast."""

import hashlib
import posixpath
import re
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string

from ampersand.core import clock
from ampersand.core.forms import Renderer
from ampersand.core.static_files import joined
from ampersand.core.templatetags import look
from ampersand.core.who import sentence

PACKAGE = Path(look.__file__).parents[2]
STATIC = PACKAGE / "core" / "static" / "core"
STYLES = sorted((STATIC / "css").rglob("*.css"))
SCRIPTS = sorted(PACKAGE.glob("*/static/**/*.js"))
TEMPLATES = sorted(PACKAGE.glob("*/templates/**/*.*"))
TOKENS = (STATIC / "css" / "tokens.css").read_text()


def short(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def test_vendored_files_are_those_of_the_manifest() -> None:
    items = tomllib.loads((STATIC / "vendor" / "manifest.toml").read_text())["item"]
    for item in items:
        assert hashlib.sha256((STATIC / item["file"]).read_bytes()).hexdigest() == item["sha256"], item["name"]
        assert (STATIC / item["licence_file"]).is_file()
        assert item["version"]
        assert item["licence"]
    listed = {item["file"] for item in items}
    assert {f"fonts/{path.name}" for path in (STATIC / "fonts").glob("*.woff2")} <= listed
    assert {f"vendor/{path.name}" for path in (STATIC / "vendor").iterdir()} - {"vendor/manifest.toml"} <= listed


@pytest.mark.parametrize("path", STYLES, ids=short)
def test_every_address_in_a_style_leads_to_a_file(path: Path) -> None:
    for address in re.findall(r'url\("([^"]+)"\)', path.read_text()):
        served = posixpath.normpath(posixpath.join(str(path.parent).split("/static/")[1], address))
        assert list(PACKAGE.glob(f"*/static/{served}")), address


def test_every_style_is_imported_once() -> None:
    imported = re.findall(r'@import url\("([^"]+)"\)', (STATIC / "css" / "site.css").read_text())
    assert sorted(imported) == sorted(str(p.relative_to(STATIC / "css")) for p in STYLES if p.name != "site.css")


def test_the_styles_are_joined_into_one_file() -> None:
    text = joined("core/css/site.css", lambda name: (STATIC.parent / name).read_text())
    assert "@import" not in text
    assert "@layer components {\n/* Buttons */" in text
    assert 'url("../fonts/figtree.woff2")' in text
    assert text.count("{") == text.count("}")


@pytest.mark.parametrize("path", SCRIPTS, ids=short)
def test_scripts_are_small_and_import_what_is_there(path: Path) -> None:
    source = path.read_text()
    for address in re.findall(r'(?:from|import\()\s*"(\.[^"]+)"', source):
        served = posixpath.normpath(posixpath.join(str(path.parent).split("/static/")[1], address))
        assert list(PACKAGE.glob(f"*/static/{served}")), address
    assert len(source.splitlines()) <= 150
    for unsafe in ("innerHTML", "localStorage", "sessionStorage", "eval("):
        assert unsafe not in source


@pytest.mark.parametrize("path", TEMPLATES, ids=short)
def test_templates_keep_to_a_strict_content_policy(path: Path) -> None:
    source = re.sub(r"\{#.*?#\}", "", path.read_text())
    assert not re.search(r"\sstyle\s*=", source)
    assert "<style" not in source
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", source)
    assert not re.search(r"<script(?![^>]*\ssrc=)", source)
    assert "javascript:" not in source


@pytest.mark.parametrize("path", TEMPLATES, ids=short)
def test_drawings_that_are_used_exist(path: Path) -> None:
    for name in re.findall(r'\{%\s*icon\s+"(\w+)"', path.read_text()):
        assert name in look.icons(), name


def colours(theme: str) -> dict[str, str]:
    found = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", TOKENS.split("@media (prefers-reduced-motion")[0]))
    if theme == "light":
        return found
    dark = TOKENS.split('[data-theme="dark"] {')[1].split("}")[0]
    return found | dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", dark))


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


SURFACES = ("paper", "sheet", "wash")
PAIRS = [
    *[(ink, surface) for ink in ("ink", "ink-soft", "green", "clay") for surface in SURFACES],
    *[("ink", wash) for wash in ("green-wash", "clay-wash", *(f"hand-{n}-wash" for n in range(1, 7)))],
    *[(f"hand-{n}", surface) for n in range(1, 7) for surface in ("paper", "sheet", f"hand-{n}-wash")],
    *[("green", "green-wash"), ("clay", "clay-wash"), ("on-green", "green"), ("on-clay", "clay"), ("ink", "paper")],
    *[("on-green", "green-deep"), ("on-clay", "clay-deep"), ("green-deep", "paper"), ("clay-deep", "clay-wash")],
]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_can_be_read_in_both_themes(theme: str) -> None:
    tone = colours(theme)
    faint = {(a, b): round(contrast(tone[a], tone[b]), 2) for a, b in PAIRS if contrast(tone[a], tone[b]) < 4.5}
    assert faint == {}
    edges = {surface: contrast(tone["edge"], tone[surface]) for surface in SURFACES}
    assert min(edges.values()) >= 3, edges
    assert min(contrast(tone["focus"], tone[surface]) for surface in SURFACES) >= 3


def test_the_dark_theme_is_the_same_by_choice_and_by_system() -> None:
    by_system = TOKENS.split(':root:not([data-theme="light"]) {')[1].split("}")[0]
    by_choice = TOKENS.split('[data-theme="dark"] {')[1].split("}")[0]
    assert by_system.split() == by_choice.split()


def test_who_sees_this_is_a_sentence() -> None:
    assert sentence(["Ana"], "Ana") == "Only you see this"
    assert sentence(["Dana", "Ana"], "Ana", "your answers") == "Only you and Dana see your answers"
    assert sentence(["Ana", "Dana"], "Ana", "") == "Only you and Dana"
    assert sentence(["Dana"]) == "Only Dana sees this"
    assert sentence(["Ben", "Ana", "Dana"], "Ana") == "You, Ben and Dana see this"
    assert sentence(["Ana", "Ben", "Dana"]) == "Ana, Ben and Dana see this"
    assert sentence([]) == "Nobody sees this yet"


@dataclass(frozen=True)
class Someone:
    name: str
    hand: int | str
    person_id: int
    time_zone: str = "Europe/Amsterdam"


ANA, BEN, DANA = Someone("Ana", 1, 1), Someone("Ben", 2, 2), Someone("Dana", "t", 3)


def render(source: str, **context: object) -> str:
    return Template("{% load look %}" + source).render(Context(context))


def test_marks_lead_the_sentence() -> None:
    html = render("{% who_sees people %}", people=[ANA, DANA], viewer=ANA)
    assert html.index('data-hand="1"') < html.index('data-hand="t"') < html.index("Only you and Dana see this")
    assert "Only Ana and Dana" in render("{% who_sees people %}", people=[ANA, DANA], viewer=BEN)


def test_a_namesake_is_not_taken_for_the_reader() -> None:
    other = Someone("Ana", 2, 9)
    assert "Only Ana and Dana" in render("{% who_sees people %}", people=[ANA, DANA], viewer=other)


def test_names_are_escaped() -> None:
    html = render("{% person p %}{% who_sees people %}", p=Someone("<b>", 1, 1), people=[Someone("<i>", 2, 2)])
    assert "<b>" not in html
    assert "<i>" not in html


def test_times_are_the_readers() -> None:
    clock.fix(datetime(2026, 11, 22, 12, tzinfo=UTC))
    try:
        at = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)
        assert "Friday 27 November, 00:30" in render("{{ at|moment:viewer }}", at=at, viewer=ANA)
        assert "26 November<" in render("{{ at|day:'UTC' }}", at=at)
        assert "26 November 2025" in render("{{ at|day:'UTC' }}", at=at.replace(year=2025))
        assert "00:30" in render("{{ at|hour:viewer }}", at=at, viewer=ANA)
    finally:
        clock.fix(None)


def test_a_step_between_two_words_is_said_in_words() -> None:
    options = [{"label": label} for label in ("bad", "", "", "", "", "good")]
    said = [look.between(options, place) for place in range(1, 7)]
    assert said[0] == "1 of 6, bad"
    assert said[2] == "3 of 6, between bad and good"
    assert said[5] == "6 of 6, good"


class Trial(forms.Form):
    default_renderer = Renderer
    email = forms.EmailField(label="Your e-mail", help_text="We send a code to it.")
    how_often = forms.ChoiceField(choices=[("a", "Weekly"), ("b", "Once")], widget=forms.RadioSelect)


def test_a_form_sent_back_keeps_what_was_typed_and_says_what_is_wrong() -> None:
    html = str(Trial({"email": "ana at home"}))
    assert 'value="ana at home"' in html
    assert 'aria-describedby="id_email_helptext id_email_error"' in html
    assert 'id="id_email_error"' in html
    assert 'aria-invalid="true"' in html
    assert html.index("data-errors") < html.index('href="#id_email"') < html.index('id="id_email"')
    assert 'href="#id_how_often_0"' in html
    assert 'id="id_how_often_0"' in html
    assert "<legend>How often</legend>" in html


def test_one_question_is_a_group_with_its_words_beside_each_dot() -> None:
    options = [{"value": n, "label": label, "chosen": n == 1} for n, label in enumerate(["Not at all", "Several days"])]
    ask = {"id": "q-1", "number": 1, "text": "Little interest", "name": "1", "kind": "list", "options": options}
    html = render_to_string("core/ask.html", {"ask": ask})
    assert html.count("checked") == 1
    assert '<legend><h2 tabindex="-1">' in html
    assert "Several days" in html


def test_when_all_fails_the_page_still_stands() -> None:
    html = render_to_string("500.html")
    assert "Get help now" in html
    assert "{" not in html
