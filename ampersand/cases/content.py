"""The texts that people sign: `consents/<slug>/v<number>.<language>.md`, of the practice's own folder or ours."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from ampersand.cases.models import Document
from ampersand.cases.rules import documents
from ampersand.cases.rules.ages import CountryAge
from ampersand.cases.rules.ages import read as read_ages
from ampersand.cases.rules.documents import Text

_FILE = re.compile(r"^v(\d+)\.([a-z-]+)\.md$")
LANGUAGE = "en"


@dataclass(frozen=True)
class Source:
    """The newest version of one text, not filled in yet."""

    slug: str
    version: str
    text: str


@dataclass(frozen=True)
class Ready:
    """A text as it is put before someone: with every fact, and known by its digest."""

    slug: str
    version: str
    text: str

    @property
    def digest(self) -> str:
        """What it is known by."""
        return documents.digest(self.text)


@lru_cache
def source(slug: str) -> Source:
    """The newest version of a text; a practice's own goes before ours; raises LookupError."""
    for folder in settings.CONTENT_DIRS:
        found = [
            (int(match[1]), path)
            for path in Path(folder).glob(f"consents/{slug}/*.md")
            if (match := _FILE.match(path.name)) and match[2] == LANGUAGE
        ]
        if found:
            number, path = max(found)
            return Source(slug, str(number), path.read_text(encoding="utf-8"))
    raise LookupError(f"There is no text consents/{slug}.")


def agreement(kind: str, policy: str, facts: Mapping[str, str]) -> Ready:
    """The agreement for an individual, a couple or a family, with the policy they have chosen where there is one."""
    outer = source(f"agreement-{kind}")
    if kind == "individual":
        return Ready(outer.slug, outer.version, documents.fill(outer.text, facts))
    inner = source(f"confidentiality-{policy.lower()}")
    text = documents.compose(outer.text, {"confidentiality": inner.text})
    return Ready(f"{outer.slug}-{policy.lower()}", f"{outer.version}.{inner.version}", documents.fill(text, facts))


def other(slug: str, facts: Mapping[str, str]) -> Ready:
    """Any other text that is signed."""
    found = source(slug)
    return Ready(found.slug, found.version, documents.fill(found.text, facts))


@lru_cache
def ages() -> dict[str, CountryAge]:
    """From which age a young person consents alone, by country; a practice's own list goes before ours."""
    for folder in settings.CONTENT_DIRS:
        path = Path(folder) / "consents" / "ages.toml"
        if path.exists():
            return read_ages(tomllib.loads(path.read_text(encoding="utf-8")))
    raise LookupError("There is no list consents/ages.toml.")


def stored(digest: str) -> str | None:
    """A text that was put before someone, exactly as it was; it is no person's, so it needs no viewer."""
    return Document.objects.filter(pk=digest).values_list("text", flat=True).first()


@lru_cache(maxsize=256)
def parsed(text: str) -> Text:
    """A stored text in its parts."""
    return documents.parse(text)
