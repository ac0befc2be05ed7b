"""Lines that help, by country: shipped, or overlaid by the practice's own content folders. Open to everyone.

For other features: `countries()`, `country(code)`, `lines(code, kind)`, `directories()`. The country is always one that
the person chose; nothing here guesses it. Parts of pages: `safety/part/line.html`, `safety/part/lines.html`.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType

from django.conf import settings

from ampersand.core.reading import ContentError, opened
from ampersand.privacy.policy import Hidden
from ampersand.safety.rules.lines import ELSEWHERE, Country, Directory, Kind, Line, read


def countries() -> tuple[Country, ...]:
    """Every country that has lines, by name; the place of all others comes last."""
    return tuple(_by_code().values())


def country(code: str) -> Country:
    """One country by its two small letters, or "elsewhere"; raises Hidden for any other word."""
    try:
        return _by_code()[code]
    except KeyError:
        raise Hidden from None


def is_country(code: str) -> bool:
    """Whether there are lines under this code."""
    return code in _by_code()


def lines(code: str, kind: Kind) -> tuple[Line, ...]:
    """A country's lines of one kind, the first to be tried first; none where nobody told us of one; raises Hidden."""
    return country(code).of(kind)


def directories() -> tuple[Directory, ...]:
    """Lists of lines kept by others: for every other country, and for what a country lacks."""
    return country(ELSEWHERE).directories


def load(folders: Sequence[Path]) -> Mapping[str, Country]:
    """Every country in these folders by code, a later folder over an earlier one, file by file; raises ContentError."""
    files = {path.stem: path for folder in folders for path in sorted(folder.glob("*.toml"))}
    found = {code: read(opened(path), code) for code, path in files.items()}
    if ELSEWHERE not in found or not found[ELSEWHERE].directories:
        raise ContentError("needs directories, for every country that has no lines of its own", f"{ELSEWHERE}.toml")
    ordered = sorted(found.values(), key=lambda one: (one.code == ELSEWHERE, one.name))
    return MappingProxyType({one.code: one for one in ordered})


@cache
def _by_code() -> Mapping[str, Country]:
    folders = [folder / "safety" / "lines" for folder in settings.CONTENT_DIRS]
    return load([folder for folder in reversed(folders) if folder.is_dir()])
