"""Templates are made ready once (core/templating); every page says the same, to the byte, as without."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.http import HttpRequest
from django.template import Context, Engine, NodeList, engines
from django.template.backends.django import Template
from django.template.library import SimpleNode
from django.template.loader import get_template
from django.template.loaders import cached
from django.test import Client
from django.urls import is_valid_path, resolve
from django.utils import translation

from ampersand.core import clock
from ampersand.core.templating import Loader
from ampersand.core.templating.folding import Folder
from tests.cast import Cast
from tests.privacy.crawl import CHANGING, Page, everything, look
from tests.privacy.house import THURSDAY
from tests.privacy.world import make_world

TEXTS = {
    "base": """{% load i18n %}<title>{% block title %}{% translate "Base" %}{% endblock %}</title>
        {% block main %}{% endblock %}{{ name }}{% include "part" with kind="small" %}{{ kind }}""",
    "middle": """{% extends "base" %}{% block main %}<main>{% block inner %}{% endblock %}</main>{% endblock %}""",
    "page": """{% extends "middle" %}{% load i18n %}
        {% block title %}{% translate "100%" as name %}{{ name }}{% endblock %}
        {% block inner %}{% blocktranslate with who=person.name %}Dear {{ who }}, 5% & more{% endblocktranslate %}
        {% blocktranslate count days=days %}one day{% plural %}{{ days }} days{% endblocktranslate %}{% endblock %}""",
    "part": """{% if kind == "small" %}<i>{{ name }}</i>{% endif %}{% if deep %}{% include "part" %}{% endif %}""",
    "super": """{% extends "middle" %}{% block title %}{{ block.super }}, and more{% endblock %}""",
}
BOTH = [Loader, cached.Loader]


def engine(kind: type[cached.Loader]) -> Engine:
    return Engine(
        loaders=[(f"{kind.__module__}.{kind.__name__}", [("django.template.loaders.locmem.Loader", TEXTS)])],
        libraries={"i18n": "django.templatetags.i18n"},
    )


@pytest.mark.parametrize("name", ["base", "middle", "page", "super"])
@pytest.mark.parametrize("days", [1, 3])
def test_a_folded_template_says_the_same(name: str, days: int) -> None:
    facts = {"name": "outside", "person": {"name": "<Ana>"}, "days": days, "kind": "large"}
    told = {engine(kind).get_template(name).render(Context(facts)) for kind in BOTH}
    assert len(told) == 1
    assert "outside" in told.pop()  # a name given in a block ends with the block


def test_bases_and_parts_are_in_their_places_and_texts_are_joined() -> None:
    found = engine(Loader)
    nodes = Folder(found.template_loaders[0].written, found.template_loaders[0].written("middle")).folded()
    assert [type(node).__name__ for node in nodes] == ["TextNode", "VariableNode", "Part", "VariableNode"]
    assert nodes[0].s.split() == ["<title>Base</title>", "<main></main>"]


def test_what_a_tag_of_our_own_says_of_its_arguments_alone_is_text() -> None:
    loader = engines["django"].engine.template_loaders[0]
    assert not Folder(loader.written, loader.written("404.html")).folded().get_nodes_by_type(SimpleNode)


def test_each_language_has_its_own() -> None:
    found = engine(Loader)
    with translation.override("en"):
        english = found.get_template("base")
    with translation.override("de"):
        assert found.get_template("base") is not english
    with translation.override("en"):
        assert found.get_template("base") is english


@contextmanager
def made_twice() -> Iterator[dict[str, str]]:
    """Whatever is made of a template meanwhile is made once more of it as it was written; what came out differently."""
    real, ready = engines["django"].engine, Template.render
    loaders, written = real.template_loaders, [cached.Loader(real, ["django.template.loaders.app_directories.Loader"])]
    different: dict[str, str] = {}

    def both(self: Template, context: dict[str, Any] | None = None, request: HttpRequest | None = None) -> str:
        folded: str = ready(self, context, request)
        if self.backend.engine is real and real.template_loaders is loaders:
            real.template_loaders = written
            plain = ready(get_template(self.template.name), context, request)
            real.template_loaders = loaders
            if CHANGING.sub(b"", folded.encode()) != CHANGING.sub(b"", plain.encode()):
                different[self.template.name] = plain
        return folded

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "render", both)
        yield different


def two_of_each() -> Callable[[Client, str], Page]:
    """Looks at no more than two pages of one address: of a third, the values would be other ones, and hardly more."""
    seen: Counter[str] = Counter()

    def look_at(client: Client, path: str) -> Page:
        address = urlsplit(path).path
        kind = resolve(address).view_name if is_valid_path(address) else address
        seen[kind] += 1
        return look(client, path) if seen[kind] <= 2 else Page(0, (), b"")

    return look_at


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("name", ["ana", "dana", ""])
def test_every_page_says_the_same(name: str) -> None:
    clock.fix(THURSDAY)
    cast: Cast = make_world().cast
    client = cast.client(getattr(cast, name) if name else None)
    with made_twice() as different:
        assert len(everything(client, look=two_of_each())) > 3
    assert different == {}


def test_the_twin_a_page_that_differed_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    ready = get_template("404.html")
    monkeypatch.setattr(ready.template, "nodelist", NodeList())
    with made_twice() as different:
        ready.render({})
    assert set(different) == {"404.html"}
