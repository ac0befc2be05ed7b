"""The public pages: plain words under headings, a comparison side by side, a list of approaches, and their sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ampersand.core.reading import Document, Node

from .parsing import Source

READING = ("compare", "approaches", "aims", "online", "each_alone", "evidence")
PAGES = (*READING, "about")


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it; `numbered` points come in their order."""

    heading: str
    text: tuple[str, ...]
    points: tuple[str, ...]
    numbered: bool
    sources: tuple[int, ...]


@dataclass(frozen=True)
class Aspect:
    """One thing compared: how it is one to one, for a couple and for a family."""

    name: str
    individual: str
    couple: str
    family: str
    sources: tuple[int, ...]


@dataclass(frozen=True)
class Approach:
    """One way of working: whom it is for, a session, the time between, what the therapist does, what is known.

    `slug` is the directory's word for it; `credit` the name that others know it by.
    """

    slug: str
    name: str
    credit: str
    who: str
    session: str
    between: str
    therapist: str
    known: str
    sources: tuple[int, ...]


@dataclass(frozen=True)
class Page:
    """One public page; its parts name their sources by their place in `sources`, counted from 1."""

    name: str
    title: str
    heading: str
    lead: str
    aspects: tuple[Aspect, ...]
    approaches: tuple[Approach, ...]
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]


class _Cited:
    """The sources of one page in the order in which they are first named."""

    def __init__(self, known: Mapping[str, Source]) -> None:
        self.known, self.order = known, list[str]()

    def numbers(self, node: Node) -> tuple[int, ...]:
        """The numbers of the sources that a table names."""
        found = []
        for key in node.texts("sources", ()):
            if key not in self.known:
                raise node.error("sources", f"there is no source {key!r}; there are {', '.join(self.known)}")
            if key not in self.order:
                self.order.append(key)
            found.append(self.order.index(key) + 1)
        return tuple(sorted(found))


def parse_page(name: str, data: Mapping[str, Any], document: Document, sources: Mapping[str, Source]) -> Page:
    """The page that a file describes; ContentError names the first thing that is wrong."""
    top, cited = Node(document, data), _Cited(sources)
    aspects = tuple(_aspect(node, cited) for node in top.tables("aspects"))
    approaches = tuple(_approach(node, cited) for node in top.tables("approaches"))
    sections = tuple(_section(node, cited) for node in top.tables("sections"))
    page = Page(
        name=name,
        title=top.text("title"),
        heading=top.text("heading"),
        lead=top.text("lead"),
        aspects=aspects,
        approaches=approaches,
        sections=sections,
        sources=tuple(sources[key] for key in cited.order),
    )
    top.done()
    return page


def _section(node: Node, cited: _Cited) -> Section:
    section = Section(
        heading=node.text("heading"),
        text=node.texts("text", ()),
        points=node.texts("points", ()),
        numbered=node.flag("numbered", False),
        sources=cited.numbers(node),
    )
    node.done()
    return section


def _aspect(node: Node, cited: _Cited) -> Aspect:
    aspect = Aspect(
        name=node.text("name"),
        individual=node.text("individual"),
        couple=node.text("couple"),
        family=node.text("family"),
        sources=cited.numbers(node),
    )
    node.done()
    return aspect


def _approach(node: Node, cited: _Cited) -> Approach:
    approach = Approach(
        slug=node.text("slug"),
        name=node.text("name"),
        credit=node.text("credit", ""),
        who=node.text("who"),
        session=node.text("session"),
        between=node.text("between"),
        therapist=node.text("therapist"),
        known=node.text("known"),
        sources=cited.numbers(node),
    )
    node.done()
    return approach
