"""The outcomes that people read about, and what tells of each here: content/outcomes.toml, checked when it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from ampersand.core.reading import Node, opened, parsed

SHIPPED = Path(__file__).resolve().parents[2] / "content" / "outcomes.toml"
CHARTS = ("line", "dots", "bars", "strip", "stones")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome: where it is named, by which instruments, lines of the check-in, ratings, goals or log it is told,
    its chart and page, and the kinds of things by which the table says who sees it."""

    words: str
    named_in: tuple[str, ...]
    instruments: tuple[str, ...]
    lines: tuple[str, ...]
    ratings: tuple[str, ...]
    goals: bool
    log: bool
    chart: str
    page: str
    kinds: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Outcomes:
    """All of them, and the articles that name them."""

    articles: Mapping[str, str]
    each: tuple[Outcome, ...]


@cache
def shipped() -> Outcomes:
    """The outcomes that come with the program, read once per process; raises ContentError."""
    document = opened(SHIPPED)
    root = Node(document, parsed(document))
    articles = root.table("articles")
    known = {key: articles.text(key) for key in articles.data}
    found = Outcomes(MappingProxyType(known), tuple(_outcome(node, known) for node in root.tables("outcome")))
    root.done()
    return found


def _outcome(node: Node, articles: Mapping[str, str]) -> Outcome:
    named = node.texts("named_in")
    if unknown := set(named) - set(articles):
        raise node.error("named_in", f"must name articles, names {', '.join(sorted(unknown))}")
    found = Outcome(
        node.text("words"), named, node.texts("instruments", ()), node.texts("lines", ()), node.texts("ratings", ()),
        node.flag("goals", False), node.flag("log", False), node.choice("chart", CHARTS), node.text("page"),
        node.texts("kinds"), node.text("note", "", empty=True),
    )  # fmt: skip
    if not (found.instruments or found.lines or found.ratings or found.goals):
        raise node.error("words", "is told by nothing")
    node.done()
    return found
