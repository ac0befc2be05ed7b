"""Small lessons in talking and listening: a few sentences, words to choose from, examples to practise on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ampersand.core.reading import Document, Node, opened, parsed


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that could be said, whether it fits, and why or why not."""

    says: str
    because: str
    fits: bool = False


@dataclass(frozen=True, slots=True)
class Try:
    """An example to practise on: what is heard, and what could be said."""

    heard: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson; `then` is the exercise that goes on from it, `words` are kinds of words to choose from."""

    slug: str
    order: int
    title: str
    purpose: str
    minutes: int
    source: str
    then: str
    says: tuple[str, ...]
    words: tuple[tuple[str, tuple[str, ...]], ...]
    tries: tuple[Try, ...]


def load_lessons(folders: Sequence[Path]) -> dict[str, Lesson]:
    """Every lesson of these folders by its slug, in their order, a later folder winning; raises ContentError."""
    found = {file.stem: read_lesson(file.stem, opened(file)) for folder in folders for file in folder.glob("*.toml")}
    return dict(sorted(found.items(), key=lambda one: (one[1].order, one[0])))


def read_lesson(slug: str, document: Document) -> Lesson:
    """One lesson from its file; raises ContentError, also where not exactly one thing that could be said fits."""
    node = Node(document, parsed(document))
    lesson = Lesson(
        slug, node.whole("order"), node.text("title"), node.text("purpose"), node.whole("minutes"), node.text("source"),
        node.text("then"), node.texts("says"), tuple(_words(node)), tuple(_tries(node)),
    )  # fmt: skip
    node.done()
    return lesson


def _words(node: Node) -> Iterator[tuple[str, tuple[str, ...]]]:
    for one in node.tables("words"):
        yield one.text("kind"), one.texts("words")
        one.done()


def _tries(node: Node) -> Iterator[Try]:
    for one in node.tables("try"):
        options = tuple(_option(option) for option in one.tables("options"))
        if sum(option.fits for option in options) != 1:
            raise one.error("options", "must hold exactly one that fits")
        yield Try(one.text("heard"), options)
        one.done()


def _option(node: Node) -> Option:
    option = Option(node.text("says"), node.text("because"), node.flag("fits", False))
    node.done()
    return option
