"""What profiles and searches are made of: approaches, concerns, languages and the other choices, ready words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ampersand.core.reading import Node

CERTAINTIES = ("H", "M", "K", "D")
TURNS = ("search", "help", "safer")


@dataclass(frozen=True, slots=True)
class Approach:
    """A way of working: its generic title, the known name as a credit, what a meeting is like, what is known of it."""

    slug: str
    title: str
    credit: str
    meeting: str
    known: str
    source: str
    certainty: str

    @property
    def label(self) -> str:
        """The title, with the known name where there is one."""
        return f"{self.title} ({self.credit})" if self.credit else self.title


@dataclass(frozen=True, slots=True)
class Concern:
    """Something people come with; a quiet one never stands in an address."""

    slug: str
    title: str
    group: str
    quiet: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a country in which a licence is given, with its code in the towns' list."""

    code: str
    title: str
    town_code: str


@dataclass(frozen=True, slots=True)
class Choices:
    """The other choices of profiles and searches, by slug, in the order in which they are offered."""

    languages: Mapping[str, str]
    access: Mapping[str, str]
    times: Mapping[str, str]
    prices: Mapping[str, tuple[int, ...]]
    parts: Mapping[str, tuple[Part, ...]]
    called: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Decline:
    """Ready words for a therapist who cannot take someone on, and where else to turn."""

    slug: str
    title: str
    words: str
    turn: tuple[str, ...]


def approaches(top: Node) -> dict[str, Approach]:
    """The approaches of a file; ContentError names the first thing that is wrong."""
    found = {}
    for slug in top.data:
        node = top.table(slug)
        found[slug] = Approach(
            slug, node.text("title"), node.text("credit", "", empty=True), node.text("meeting"), node.text("known"),
            node.text("source"), node.choice("certainty", CERTAINTIES),
        )  # fmt: skip
        node.done()
    return found


def concerns(top: Node) -> dict[str, Concern]:
    """The concerns of a file, group by group; ContentError for a slug that comes twice."""
    found: dict[str, Concern] = {}
    for group in top.tables("group"):
        title = group.text("title")
        for node in group.tables("concerns"):
            slug = node.text("slug")
            if slug in found:
                raise node.error("slug", "is used twice")
            found[slug] = Concern(slug, node.text("title"), title, node.flag("quiet", False))
            node.done()
        group.done()
    top.done()
    return found


def choices(top: Node) -> Choices:
    """The other choices of a file."""
    prices, parts = top.table("prices"), top.table("parts")
    found = Choices(
        _titles(top.table("languages")),
        _titles(top.table("access")),
        _titles(top.table("times")),
        {currency: tuple(int(step) for step in prices.numbers(currency)) for currency in prices.data},
        {country: _parts(parts.table(country)) for country in parts.data},
        _titles(top.table("called")),
    )
    top.done()
    return found


def declines(top: Node) -> dict[str, Decline]:
    """The ready words of a file."""
    found = {}
    for slug in top.data:
        node = top.table(slug)
        turn = node.texts("turn", ())
        if unknown := [one for one in turn if one not in TURNS]:
            raise node.error("turn", f"does not know {unknown[0]!r}; known are {', '.join(TURNS)}")
        found[slug] = Decline(slug, node.text("title"), node.text("words"), turn)
        node.done()
    return found


def _titles(node: Node) -> dict[str, str]:
    return {slug: node.text(slug) for slug in node.data}


def _parts(node: Node) -> tuple[Part, ...]:
    found = []
    for code in node.data:
        words = node.texts(code)
        if len(words) != 2:
            raise node.error(code, "must be a title and the code of the towns' list")
        found.append(Part(code, *words))
    return tuple(found)
