"""Instruments from folders of content files, checked through and through before anyone can be asked a question.

Each folder holds `<slug>/instrument.toml`, `<slug>/<language>.toml` and `<slug>/cases.csv`. A later folder overlays an
earlier one file by file, so a practice can add a language or replace a definition without touching ours.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ampersand.core.reading import ContentError, Document, opened, parsed

from .checks import check_instrument, check_wording
from .golden import check_cases, read_cases
from .instrument import Instrument, Wording
from .parsing import parse_instrument, parse_wording
from .writing import sealed

SHIPPED = Path(__file__).resolve().parents[2] / "content" / "instruments"
FACTS, CASES = "instrument.toml", "cases.csv"
BESIDE = ("wording", "known_as")  # not facts: the words, and how other systems name the items of an imported form

__all__ = ["SHIPPED", "ContentError", "from_data", "from_texts", "from_toml", "load", "shipped"]


@functools.cache
def shipped() -> Mapping[str, Instrument]:
    """The instruments that come with the program, read once per process."""
    return load([SHIPPED])


def load(folders: Sequence[Path]) -> Mapping[str, Instrument]:
    """Every instrument in these folders by slug; the first wrong file stops everything with a ContentError."""
    files: dict[str, dict[str, Path]] = {}
    for folder in folders:
        if not folder.is_dir():
            raise ContentError("there is no such folder", str(folder))
        for path in sorted(folder.glob("*/*")):
            if path.suffix not in (".toml", ".csv"):
                continue
            files.setdefault(path.parent.name, {})[path.name] = path
    return MappingProxyType({slug: _load_one(slug, files[slug]) for slug in sorted(files)})


def from_toml(text: str, file: str) -> Instrument:
    """One instrument from a single TOML text, with its words under `[wording.<language>]`, for import."""
    return from_data(parsed(Document(file, text)), Document(file, text))


def from_data(data: Mapping[str, Any], document: Document | None = None) -> Instrument:
    """One instrument from plain data in the shape that `writing.to_data` gives, checked and sealed."""
    document = document or Document(str(data.get("slug", "instrument")))
    facts = {key: value for key, value in data.items() if key not in BESIDE}
    words = data.get("wording", {})
    if not isinstance(words, Mapping):
        raise document.error(("wording",), f"must be a table, is {words!r}")
    instrument = parse_instrument(facts, document)
    check_instrument(instrument, document)
    inside = ((document, parse_wording(table, document)) for table in words.values())
    return sealed(_with_wording(instrument, inside))


def from_texts(facts: Document, words: Iterable[Document]) -> Instrument:
    """One instrument from the text of `instrument.toml` and of its wording files, checked and sealed; for import."""
    data = parsed(facts)
    if "wording" in data:
        return from_data(data, facts)
    instrument = parse_instrument(data, facts)
    check_instrument(instrument, facts)
    return sealed(_with_wording(instrument, ((one, parse_wording(parsed(one), one)) for one in words)))


def _load_one(slug: str, files: Mapping[str, Path]) -> Instrument:
    folder = next(iter(files.values())).parent
    for needed in (FACTS, CASES):
        if needed not in files:
            raise ContentError(f"{needed} is missing; an instrument without it is not loaded", str(folder))
    document = opened(files[FACTS])
    instrument = parse_instrument(parsed(document), document)
    if instrument.slug != slug:
        raise document.error(("slug",), f"must be the name of its folder, {slug!r}, is {instrument.slug!r}")
    check_instrument(instrument, document)
    languages = [opened(path) for name, path in sorted(files.items()) if name.endswith(".toml") and name != FACTS]
    words = ((one, parse_wording(parsed(one), one)) for one in languages)
    instrument = _with_wording(instrument, words)
    cases = opened(files[CASES])
    check_cases(instrument, read_cases(instrument, cases.text, cases.file), cases.file)
    return sealed(instrument)


def _with_wording(instrument: Instrument, words: Iterable[tuple[Document, Wording]]) -> Instrument:
    found: dict[str, Wording] = {}
    for document, wording in words:
        if wording.language in found:
            raise document.error(("language",), f"{wording.language!r} appears twice")
        check_wording(instrument, wording, document)
        found[wording.language] = wording
    return replace(instrument, wording=found)
