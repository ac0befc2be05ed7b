"""The guide from its content files, checked through and through before anyone is asked a question.

A later folder overlays an earlier one file by file: a practice can add a language or change the words of one page
without touching ours.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ampersand.core.reading import ContentError, Document, opened, parsed

from .parsing import Source, parse_questions, parse_rules, parse_sources
from .prose import PAGES, Page, parse_page
from .questions import Answers, Given
from .recommending import Recommendation, Rulebook, recommend
from .words import Words
from .words import parse_panels as panel_words
from .words import parse_questions as question_words
from .words import parse_rules as rule_words

SHIPPED = Path(__file__).resolve().parents[2] / "content" / "guide"
FACTS = ("sources.toml", "questions.toml", "rules.toml")
WORDS = ("questions.toml", "rules.toml", "panels.toml", *(f"pages/{name}.toml" for name in PAGES))


@dataclass(frozen=True)
class Guide:
    """Rules, sources, and for each language the words and the public pages."""

    book: Rulebook
    sources: Mapping[str, Source]
    words: Mapping[str, Words]
    pages: Mapping[str, Mapping[str, Page]]

    def language(self, wanted: str) -> str:
        """The language to speak: the one wanted, else its plain form, else English."""
        return next((one for one in (wanted, wanted.split("-")[0]) if one in self.words), "en")

    def recommend(self, answers: Answers, language: str = "en") -> Recommendation:
        """Where to begin, with these answers; ValueError for an unknown key or code."""
        return self.decide(self.book.questionnaire.checked(answers), language)

    def decide(self, given: Given, language: str) -> Recommendation:
        """The same for answers that were checked."""
        return recommend(self.book, given, self.words[self.language(language)].rules.reasons)


@functools.cache
def shipped() -> Guide:
    """The guide that comes with the program, read once per process."""
    return load([SHIPPED])


def load(folders: Sequence[Path]) -> Guide:
    """The guide from these folders; the first wrong file stops everything with a ContentError."""
    files: dict[str, Path] = {}
    for folder in folders:
        if not folder.is_dir():
            raise ContentError("there is no such folder", str(folder))
        files |= {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*.toml"))}
    languages = sorted({name.split("/")[0] for name in files if "/" in name})
    if "en" not in languages:
        raise ContentError("there are no English words", str(folders[0]))
    needed = [*FACTS, *(f"{language}/{name}" for language in languages for name in WORDS)]
    for name in files.keys() - set(needed):
        raise ContentError(f"is none of {', '.join((*FACTS, *WORDS))}", str(files[name]))
    for name in needed:
        if name not in files:
            raise ContentError(f"{name} is missing", str(folders[-1]))
    sources = parse_sources(*_read(files["sources.toml"]))
    questionnaire, facts = parse_questions(*_read(files["questions.toml"]))
    book = parse_rules(*_read(files["rules.toml"]), questionnaire, facts, sources)
    spoken = {language: _words(files, language, book) for language in languages}
    pages = {language: _pages(files, language, sources) for language in languages}
    return Guide(book, MappingProxyType(sources), MappingProxyType(spoken), MappingProxyType(pages))


def _words(files: Mapping[str, Path], language: str, book: Rulebook) -> Words:
    data, document = _read(files[f"{language}/questions.toml"])
    asked = question_words(data, document, book.questionnaire)
    if asked.language != language:
        raise document.error(("language",), f"must be the name of its folder, {language!r}, is {asked.language!r}")
    rules = rule_words(*_read(files[f"{language}/rules.toml"]), book)
    return Words(language, asked.questions, rules, panel_words(*_read(files[f"{language}/panels.toml"])))


def _pages(files: Mapping[str, Path], language: str, sources: Mapping[str, Source]) -> Mapping[str, Page]:
    return {name: parse_page(name, *_read(files[f"{language}/pages/{name}.toml"]), sources) for name in PAGES}


def _read(path: Path) -> tuple[dict[str, Any], Document]:
    document = opened(path)
    return parsed(document), document
