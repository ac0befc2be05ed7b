"""Templates are made ready once (core/templating); every page says the same, to the byte, as without."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.template import Context, Engine, engines
from django.template.library import SimpleNode
from django.template.loaders import cached
from django.utils import translation

from ampersand.core import clock
from ampersand.core.templating import Loader
from ampersand.core.templating.folding import Folder
from tests.cast import Cast
from tests.privacy.crawl import everything
from tests.privacy.test_nothing_shows import THURSDAY
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
def as_written() -> Iterator[None]:
    real = engines["django"].engine
    loaders, real.template_loaders = real.template_loaders, [
        cached.Loader(real, ["django.template.loaders.app_directories.Loader"])
    ]  # fmt: skip
    try:
        yield
    finally:
        real.template_loaders = loaders


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["ana", "dana", ""])
def test_every_page_says_the_same(name: str) -> None:
    clock.fix(THURSDAY)
    cast: Cast = make_world().cast
    client = cast.client(getattr(cast, name) if name else None)
    everything(client)  # a first look may leave a trace
    folded = everything(client)
    with as_written():
        written = everything(client)
    assert folded == written
    assert len(folded) > 3
