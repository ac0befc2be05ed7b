"""Which listings a search finds, and in which order: numbers only. What a page shows is read with the viewer.

Every word that a search may ask for has a map, a set of numbers as bits; sets are cut with each other in memory, so a
rare wish costs no more than a common one. Places are found by a box on an index and measured exactly.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import ExpressionWrapper, F, FloatField, Q, QuerySet

from ampersand.directory.models import Listing, ListingPlace, SearchMap
from ampersand.directory.rules import bitmaps, search
from ampersand.directory.rules.bitmaps import Members
from ampersand.directory.rules.distance import MILE, box, kilometres, point, rounded, squared, told_in_miles
from ampersand.directory.rules.places import Town
from ampersand.directory.rules.search import Wanted

ENOUGH = 60  # so many are near: nobody counts how many more there are
FEW = 400  # so many are sorted here; of more the first ones are found along the index
AT_ONCE = 1000
CROWDED = 2000  # listings from which it pays to look close by first
MOST = 500  # how far one can turn pages


@dataclass(frozen=True, slots=True)
class Maps:
    """The sets that one search needs."""

    wanted: int
    in_person: int
    online: int
    everyone: int


@dataclass(frozen=True, slots=True)
class Near:
    """Listings near a place: number and distance in kilometres, in order; whether that is all of them."""

    ordered: tuple[tuple[int, float], ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a search found for one page; distances in kilometres for those near; the counts are those of all pages."""

    page: tuple[int, ...]
    distances: dict[int, float]
    near: int
    online: int
    complete: bool

    @property
    def count(self) -> int:
        """How many were found in all, at least."""
        return self.near + self.online


def find(asked: Wanted, town: Town | None, currency: str, today: date) -> Numbers:
    """The listings of one page: near ones by distance, then those online by their first free day."""
    maps = _maps(asked, town, currency, today)
    start = (asked.page - 1) * search.AT_ONCE
    stop = min(start + search.AT_ONCE, MOST)
    near = Near((), complete=True)
    if town is not None and asked.format != "online":
        near = _near(maps.in_person, town, asked.within, stop, crowded=maps.everyone.bit_count() > CROWDED)
    rest = 0
    if town is None or asked.format != "in-person":
        rest = maps.online if town is not None else maps.wanted
        rest &= ~bitmaps.holding(number for number, _ in near.ordered)
    page = list(near.ordered[start:stop])
    distances = dict(page)
    numbers = [number for number, _ in page]
    if len(numbers) < stop - start and near.complete:
        known = len(near.ordered)
        numbers += _first(rest, max(0, start - known), max(0, stop - known))
    return Numbers(tuple(numbers), distances, len(near.ordered), rest.bit_count(), near.complete)


def towns_near(asked: Wanted, town: Town, currency: str, today: date) -> list[tuple[int, float]]:
    """The nearest listings that fit, however far within 400 kilometres, for those who found nobody; a few."""
    maps = _maps(asked, town, currency, today)
    found = _measured(town, 400, Members(maps.in_person))
    return sorted(found.items(), key=lambda pair: pair[1])[:12]


def _maps(asked: Wanted, town: Town | None, currency: str, today: date) -> Maps:
    every = search.words(asked, currency)
    valid = [f"valid:{region}" for region in town.regions] if town else []
    named = {"all", "format:online", "format:in-person", *valid, *(word for some in every for word in some)}
    looked_up = Q(word__in=named)
    if last := search.weeks(asked, today):
        looked_up |= Q(word__gte="free:", word__lte=f"free:{last}")
    parts: dict[str, list[tuple[int, bytes]]] = {}
    for word, part, bits in SearchMap.objects.filter(looked_up).values_list("word", "part", "bits"):
        parts.setdefault(word, []).append((part, bytes(bits)))
    sets = {word: bitmaps.joined(some) for word, some in parts.items()}

    def any_of(words: Iterable[str]) -> int:
        return bitmaps.either(sets.get(word, 0) for word in words)

    wanted = bitmaps.common([sets.get("all", 0), *(any_of(some) for some in every)])
    if last:
        wanted &= any_of(word for word in sets if word.startswith("free:"))
    if asked.format and town is None:
        wanted &= sets.get(f"format:{asked.format}", 0)
    online = wanted & sets.get("format:online", 0) & any_of(valid)
    return Maps(wanted, wanted & sets.get("format:in-person", 0), online, sets.get("all", 0))


def _near(fitting: int, town: Town, within: int, stop: int, *, crowded: bool) -> Near:
    """Those near, by distance as it is told; among equals by the first free day, then by the day's lot."""
    miles, members = told_in_miles(town.country), Members(fitting)
    reach = within * MILE if miles else float(within)
    if crowded:
        close = _measured(town, reach / 5, members)
        edge = rounded(reach / 5, miles=miles)
        inside = {number: km for number, km in close.items() if rounded(km, miles=miles) < edge}
        if len(inside) >= max(stop, ENOUGH):
            return Near(_sorted(inside, miles, stop), complete=False)
    found = _measured(town, reach, members)
    return Near(_sorted(found, miles, stop), complete=True)


def _sorted(found: dict[int, float], miles: bool, stop: int) -> tuple[tuple[int, float], ...]:
    told = {number: rounded(km, miles=miles) for number, km in found.items()}
    roughly = sorted(found, key=lambda number: told[number])
    last = told[roughly[min(stop, len(roughly)) - 1]] if roughly else 0
    shown = [number for number in roughly if told[number] <= last]
    keys = _keys(shown)
    exact = sorted(shown, key=lambda number: (told[number], keys.get(number, (date.max, 0)), number))
    return tuple((number, found[number]) for number in [*exact, *roughly[len(shown) :]])


def _measured(town: Town, km: float, members: Members) -> dict[int, float]:
    """Every member with a place within so many kilometres, by its nearest place."""
    around, here = box(town.latitude, town.longitude, km), point(town.latitude, town.longitude)
    between = Q(longitude__gte=around.west, longitude__lte=around.east)
    if around.west > around.east:
        between = Q(longitude__gte=around.west) | Q(longitude__lte=around.east)
    rows: QuerySet[ListingPlace] = QuerySet(ListingPlace).filter(
        between, latitude__gte=around.south, latitude__lte=around.north
    )
    straight = ExpressionWrapper(
        (F("x") - here[0]) * (F("x") - here[0])
        + (F("y") - here[1]) * (F("y") - here[1])
        + (F("z") - here[2]) * (F("z") - here[2]),
        output_field=FloatField(),
    )
    limit = squared(km)
    nearest: dict[int, float] = {}
    for number, way in rows.values_list("number", straight):
        if way <= limit and number in members and way < nearest.get(number, 5.0):
            nearest[number] = way
    return {number: kilometres(way) for number, way in nearest.items()}


def _first(held: int, start: int, stop: int) -> list[int]:
    """The numbers from start to stop of a set, in the order of the first free day and the day's lot."""
    if stop <= start or not held:
        return []
    if held.bit_count() <= FEW:
        keys = _keys(list(bitmaps.numbers(held)))
        return sorted(keys, key=lambda number: (keys[number], number))[start:stop]
    members, found = Members(held), []
    along: QuerySet[Listing] = QuerySet(Listing).order_by("sort_on", "turn", "number")
    for begin in range(0, 1_000_000, AT_ONCE):
        numbers = list(along.values_list("number", flat=True)[begin : begin + AT_ONCE])
        found += [number for number in numbers if number in members]
        if len(found) >= stop or len(numbers) < AT_ONCE:
            break
    return found[start:stop]


def _keys(numbers: Sequence[int]) -> dict[int, tuple[date, int]]:
    rows: QuerySet[Listing] = QuerySet(Listing).filter(number__in=numbers)
    keys = rows.values_list("number", "sort_on", "turn")
    return {number: (sort_on, turn) for number, sort_on, turn in keys}
