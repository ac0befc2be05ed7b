"""`python -m bench.directory`: the first page of a search among many therapists; CPU of everything in this process."""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

SEARCHES = {
    "near a large town": "place=amsterdam",
    "near a large town, for couples, one approach": "place=london&for=couple&approach=emotion-focused",
    "near a small town, far around": "place=apeldoorn&within=100",
    "near, with every wish": "place=berlin&for=couple&approach=narrative&language=tr&times=evenings&free=week",
    "near a town where nobody is": "place=longyearbyen&within=10&format=in-person",
    "online, where the licence is valid": "place=paris&format=online",
    "everyone": "",
    "everyone, one rare wish": "language=ti&approach=decision&access=hearing-loop&times=weekends",
    "everyone, a common wish": "for=couple",
    "the twentieth page": "for=couple&page=20",
}


def main() -> None:
    """Write the therapists, then print one row for each kind of search."""
    parser = argparse.ArgumentParser(prog="python -m bench.directory")
    parser.add_argument("--therapists", type=int, default=100_000)
    parser.add_argument("--turns", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ampersand-bench-") as folder:
        os.environ |= {"AMPERSAND_DATA_DIR": folder, "AMPERSAND_HTTPS": "no", "AMPERSAND_HOSTS": "localhost"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "ampersand.project.settings"
        prepare(options.therapists)
        measure(options.therapists, options.turns)


def prepare(count: int) -> None:
    """A practice with so many listed therapists, spread over the world's towns as people are."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction

    from ampersand.directory.actions import listing
    from ampersand.operations import readiness

    readiness.prepare(lambda text: None)
    call_command("collectstatic", verbosity=0, interactive=False)
    with transaction.atomic():
        write(list(therapists(count)), house())
    listing.rebuild_maps()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def write(rows: list[tuple[Any, ...]], practice: UUID) -> None:
    """Their accounts, their pages, and what is found of them."""
    from ampersand.accounts.models import Person, StaffRole
    from ampersand.core import bulk
    from ampersand.core.clock import now

    bulk.insert(
        Person,
        ["id", "email", "name", "password", "language", "time_zone", "sender_name", "theme", "is_active", "made_at"],
        ((key, f"t{n}@example.org", f"T {n}", "!", "en", "UTC", "", "", True, now()) for n, key, *_ in rows),
    )
    bulk.insert(StaffRole, ["practice_id", "person_id", "role"], ((practice, row[1], "therapist") for row in rows))
    write_pages(rows, practice)


def write_pages(rows: list[tuple[Any, ...]], practice: UUID) -> None:
    """Published pages, with the words and the places by which they are found."""
    from ampersand.core import bulk
    from ampersand.core.clock import now
    from ampersand.directory.models import Listing, ListingPlace, Profile

    bulk.insert(
        Profile, ["id", "practice_id", "person_id", "state", "content", "version", "changed_at", "remark", "room"],
        ((row[1], practice, row[1], "published", {}, 1, now(), "", "") for row in rows),
    )  # fmt: skip
    bulk.insert(
        Listing,
        ["profile_id", "practice_id", "person_id", "number", "slug", "content", "words", "room", "free_on",
         "open_until", "sort_on", "seed", "turn", "first_published_at", "published_at"],
        ((key, practice, key, n, f"t-{n}", data, words, "open", free, free + timedelta(days=60), free, seed,
          seed, now(), now()) for n, key, data, words, free, seed, _ in rows),
    )  # fmt: skip
    bulk.insert(
        ListingPlace, ["listing_id", "number", "latitude", "longitude", "x", "y", "z"],
        ((row[1], row[0], *place) for row in rows for place in row[6]),
    )  # fmt: skip


def house() -> UUID:
    """The practice; its row."""
    from ampersand.accounts.models import Practice

    practice = Practice(name="A large one", time_zone="Europe/Amsterdam")
    practice.save()
    return practice.pk


def therapists(count: int) -> Iterator[tuple[Any, ...]]:
    """One after the other: number, id, content, words, first free day, lot, places."""
    from ampersand.core.clock import now
    from ampersand.core.ids import new_id
    from ampersand.directory import content
    from ampersand.directory.gazetteer import _ask
    from ampersand.directory.rules.card import Card, Fees, Licence, Place, findable, to_data
    from ampersand.directory.rules.distance import point
    from ampersand.directory.rules.openings import week

    chance, today = Random(1), now().date()
    towns = _ask("SELECT id, name, country, part, latitude, longitude, people FROM town WHERE people > 3000")
    picked = chance.choices(towns, [town[6] for town in towns], k=count)
    lists, prices = content.choices(), content.choices().prices
    for number, (town_id, name, country, part, latitude, longitude, _people) in enumerate(picked):
        latitude, longitude = latitude + chance.gauss(0, 0.03), longitude + chance.gauss(0, 0.05)
        place = Place("Canal 1", town_id, name, country, part, latitude, longitude)
        formats = chance.choice((("in-person",), ("online",), ("in-person", "online")))
        card = Card(
            f"T {number}", "Quarrels, closeness, and deciding what comes next.", "A longer text. " * 40,
            tuple(chance.sample(("individual", "couple", "family"), chance.randint(1, 3))), formats,
            tuple(chance.sample(list(content.approaches()), 3)), tuple(chance.sample(list(content.concerns()), 6)),
            tuple(chance.sample(list(lists.languages), 2)), tuple(chance.sample(list(lists.times), 2)),
            tuple(chance.sample(list(lists.access), 2)), "",
            Fees(content.currencies().get(country, "EUR"), {"individual": 80, "couple": 110, "family": 120}),
            Licence("Psychologist", str(number), "A register", (country, f"{country}-{part}") if part else (country,)),
            (place,),
        )  # fmt: skip
        free = today + timedelta(days=chance.randrange(60))
        words = " ".join(sorted(findable(card, prices) | {f"free:{week(free)}"}))
        points = [(latitude, longitude, *point(latitude, longitude))] if "in-person" in formats else []
        yield number, new_id(), to_data(card), words, free, chance.randrange(1, 2**31 - 2), points


def queries_of(page: str) -> int:
    """How many questions the page asks the database."""
    from django.db import connection

    from ampersand.project.wsgi import application
    from bench.inside import call

    heard: list[str] = []

    def listen(run: Any, sql: str, *more: Any) -> Any:
        heard.append(sql)
        return run(sql, *more)

    with connection.execute_wrapper(listen):
        assert call(application, "GET", page, "")[0] == 200, page
    return len(heard)


def measure(count: int, turns: int) -> None:
    """One row for each search: CPU of the whole page in this process, and its queries."""
    from ampersand.project.wsgi import application
    from bench.inside import call

    print(f"\n### The directory\n\n| search among {count:,} | CPU ms | wall ms | queries |\n|---|---|---|---|")
    for name, query in SEARCHES.items():
        page = f"/find/?{query}"
        asked = queries_of(page)
        for _ in range(3):
            call(application, "GET", page, "")
        began, cpu = time.perf_counter(), time.process_time()
        for _ in range(turns):
            call(application, "GET", page, "")
        cpu, wall = (time.process_time() - cpu) / turns * 1000, (time.perf_counter() - began) / turns * 1000
        print(f"| {name} | {cpu:.1f} | {wall:.1f} | {asked} |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
