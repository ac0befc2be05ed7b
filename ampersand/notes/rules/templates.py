"""Templates for notes, from folders of content files, checked before anyone sees them (content/notes/README.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from ampersand.core.reading import Document, Node, opened, parsed

from .kinds import Kind

SHIPPED = Path(__file__).resolve().parents[2] / "content" / "notes"
MOST_SECTIONS = 8


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a note."""

    key: str
    title: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """The parts of a note in their order, and for which kinds of note it is offered."""

    slug: str
    title: str
    kinds: tuple[Kind, ...]
    sections: tuple[Section, ...]
    order: int = 100


@cache
def shipped() -> Mapping[str, Template]:
    """The templates that come with the program, read once per process."""
    return load([SHIPPED])


def load(folders: Sequence[Path]) -> Mapping[str, Template]:
    """Every template of `<slug>.toml` in these folders by slug, a later folder's first; raises ContentError."""
    found: dict[str, Template] = {}
    for folder in folders:
        for file in sorted(folder.glob("*.toml")):
            found[file.stem] = _template(opened(file), file.stem)
    return MappingProxyType(dict(sorted(found.items(), key=lambda one: (one[1].order, one[0]))))


def _template(document: Document, slug: str) -> Template:
    root = Node(document, parsed(document))
    kinds = root.texts("for")
    if unknown := set(kinds) - set(Kind):
        raise root.error("for", f"is not a kind of note: {', '.join(sorted(unknown))}")
    sections = []
    for node in root.tables("section"):
        sections.append(Section(node.text("key"), node.text("title"), node.text("help", "")))
        node.done()
    if len({one.key for one in sections}) != len(sections) or not 1 <= len(sections) <= MOST_SECTIONS:
        raise root.error("section", f"must hold 1 to {MOST_SECTIONS} parts with different keys")
    found = Template(
        slug, root.text("title"), tuple(Kind(kind) for kind in kinds), tuple(sections), root.whole("order")
    )
    root.done()
    return found
