"""The instruments of this house: shipped, overlaid by the practice's folders, or brought in by the practice.

What comes from files is parsed once per process. What a practice brought in is parsed once per version and process.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from ampersand.measures.models import ImportedInstrument
from ampersand.measures.rules import pathways
from ampersand.measures.rules.instrument import Instrument, Wording
from ampersand.measures.rules.loading import from_data, load
from ampersand.measures.rules.pathways import Pathway


class UnknownInstrument(LookupError):
    """There is no such instrument, or not in this practice."""


@cache
def from_files() -> Mapping[str, Instrument]:
    """Every instrument of the content folders by slug; a practice's own folder wins over the shipped one."""
    folders = [folder / "instruments" for folder in settings.CONTENT_DIRS]
    return load([folder for folder in reversed(folders) if folder.is_dir()])


def instrument(slug: str, practice_id: UUID | None = None, digest: str | None = None) -> Instrument:
    """The instrument as it is now, or the version that a digest names where it is still known; UnknownInstrument."""
    held = from_files().get(slug)
    if held is not None and digest in (None, held.digest):
        return held
    if practice_id is None:
        return _or_unknown(held, slug)
    if digest is not None and (version := _version(practice_id, slug, digest)):
        return version
    if held is not None:
        return held
    current = _brought_in(practice_id).filter(slug=slug, current=True).values_list("content", flat=True).first()
    return _or_unknown(_version(practice_id, slug, current) if current else None, slug)


def by_digest(digest: str) -> Instrument | None:
    """The instrument from the content folders that a digest names; None for others."""
    return _digests().get(digest)


def available(practice_id: UUID | None) -> Mapping[str, Instrument]:
    """Every instrument that a practice can assign, by slug; not what is asked only after an answer about safety."""
    found: dict[str, Instrument] = {}
    if practice_id is not None:
        for slug, digest in _brought_in(practice_id).filter(current=True).values_list("slug", "content"):
            found[slug] = _parsed(practice_id, slug, digest)
    return found | {slug: one for slug, one in from_files().items() if not one.second_stage}


def words(one: Instrument, language: str) -> Wording:
    """The instrument's words in this language, else in English, else in what it has; UnknownInstrument."""
    for choice in (language, language.split("-")[0], "en", *one.wording):
        if choice in one.wording:
            return one.wording[choice]
    raise UnknownInstrument(f"{one.slug} has no words to show")


def pathway(kind: str) -> Pathway:
    """How work of this kind (individual, couple or family) usually runs, and which measures are asked when."""
    return _pathways()[kind]


@cache
def _pathways() -> Mapping[str, Pathway]:
    folders = [folder / "pathways" for folder in settings.CONTENT_DIRS]
    return pathways.load([folder for folder in reversed(folders) if folder.is_dir()])


@cache
def _digests() -> Mapping[str, Instrument]:
    return {one.digest: one for one in from_files().values()}


def _brought_in(practice_id: UUID) -> "QuerySet[ImportedInstrument]":
    # Clients are no readers of this table, but of the words of what they are asked.
    rows: QuerySet[ImportedInstrument] = QuerySet(ImportedInstrument)
    return rows.filter(practice_id=practice_id)


def _version(practice_id: UUID, slug: str, digest: str) -> Instrument | None:
    try:
        return _parsed(practice_id, slug, digest)
    except UnknownInstrument:
        return None


@lru_cache(maxsize=256)
def _parsed(practice_id: UUID, slug: str, digest: str) -> Instrument:
    rows = _brought_in(practice_id).filter(slug=slug, content=digest)
    definition = rows.values_list("definition", flat=True).first()
    if definition is None:
        raise UnknownInstrument(slug)
    return from_data(definition)


def _or_unknown(held: Instrument | None, slug: str) -> Instrument:
    if held is None:
        raise UnknownInstrument(f"There is no instrument {slug!r}.")
    return held
