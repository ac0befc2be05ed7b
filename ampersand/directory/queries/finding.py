"""Which listings a search finds, and in which order: numbers only. What a page shows is read with the viewer.

Every word that a search may ask for has a map, a set of numbers as bits; sets are cut with each other in memory, so a
rare wish costs no more than a common one. Places are found by a box on an index and measured exactly.
"""

from collections.abc import Iterable, Mapping, Sequence
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


@dataclass(frozen=True)
class Sets:
    """The sets of every word that one search asks for, and so of all that ask for less, near or licensed for a town."""

    by_word: Mapping[str, int]
    town: Town | None
    currency: str
    today: date

    def fitting(self, asked: Wanted) -> int:
        """Those who fit every wish, wherever they are and however they meet people."""
        found = bitmaps.common([self._of("all"), *(self._any(some) for some in search.words(asked, self.currency))])
        if last := search.weeks(asked, self.today):
            found &= self._any(word for word in self.by_word if word.startswith("free:") and word <= f"free:{last}")
        if asked.format and not asked.place:
            found &= self._of(f"format:{asked.format}")
        return found

    def in_person(self, asked: Wanted) -> int:
        """Those of them who meet people in person, if that was not ruled out."""
        return self.fitting(asked) & self._of("format:in-person") if asked.format != "online" else 0

    def online(self, asked: Wanted) -> int:
        """Those of them who meet people online and whose licence holds in the town, if that was not ruled out."""
        if self.town is None or asked.format == "in-person":
            return 0
        valid = self._any(f"valid:{region}" for region in self.town.regions)
        return self.fitting(asked) & self._of("format:online") & valid

    @property
    def crowded(self) -> bool:
        """Whether there are so many that it pays to look close by first."""
        return self._of("all").bit_count() > CROWDED

    def _any(self, words: Iterable[str]) -> int:
        return bitmaps.either(self._of(word) for word in words)

    def _of(self, word: str) -> int:
        return self.by_word.get(word, 0)


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


def find(asked: Wanted, sets: Sets) -> Numbers:
    """The listings of one page: near ones by distance, then those online by their first free day."""
    start = (asked.page - 1) * search.AT_ONCE
    stop = min(start + search.AT_ONCE, MOST)
    near = Near((), complete=True)
    if sets.town is not None and asked.format != "online":
        near = _near(sets.in_person(asked), sets.town, asked.within, stop, crowded=sets.crowded)
    rest = sets.online(asked) if sets.town is not None else sets.fitting(asked)
    rest &= ~bitmaps.holding(number for number, _ in near.ordered)
    page = list(near.ordered[start:stop])
    distances = dict(page)
    numbers = [number for number, _ in page]
    if len(numbers) < stop - start and near.complete:
        known = len(near.ordered)
        numbers += _first(rest, max(0, start - known), max(0, stop - known))
    return Numbers(tuple(numbers), distances, len(near.ordered), rest.bit_count(), near.complete)


def sets_for(asked: Wanted, town: Town | None, currency: str, today: date) -> Sets:
    """The sets that a search needs. One query."""
    words = {
        "all",
        "format:online",
        "format:in-person",
        *(word for some in search.words(asked, currency) for word in some),
    }
    looked_up = Q(word__in=words | {f"valid:{region}" for region in (town.regions if town else ())})
    if last := search.weeks(asked, today):
        looked_up |= Q(word__gte="free:", word__lte=f"free:{last}")
    parts: dict[str, list[tuple[int, bytes]]] = {}
    for word, part, bits in SearchMap.objects.filter(looked_up).values_list("word", "part", "bits"):
        parts.setdefault(word, []).append((part, bytes(bits)))
    return Sets({word: bitmaps.joined(some) for word, some in parts.items()}, town, currency, today)


class Survey:
    """How many other, smaller wishes would find, for somebody who found nobody; few queries, however many wishes."""

    def __init__(self, sets: Sets) -> None:
        self.sets = sets
        self._near: dict[int, int] = {}

    def count(self, asked: Wanted) -> int:
        """How many fit; with a place those near it and those online there."""
        if not asked.place or self.sets.town is None:
            return self.sets.fitting(asked).bit_count()
        near = self.sets.in_person(asked) & self._within(asked.within) if asked.format != "online" else 0
        return (near | self.sets.online(asked)).bit_count()

    def nearest(self, asked: Wanted) -> list[tuple[int, float]]:
        """The nearest who fit, with their distance, however far within 400 kilometres; a few."""
        if self.sets.town is None:
            return []
        found = _measured(self.sets.town, 400, Members(self.sets.in_person(asked)))
        return sorted(found.items(), key=lambda pair: pair[1])[:12]

    def _within(self, far: int) -> int:
        if far not in self._near:
            assert self.sets.town is not None
            km = far * MILE if told_in_miles(self.sets.town.country) else float(far)
            self._near[far] = bitmaps.holding(number for number, _ in _points(self.sets.town, km))
        return self._near[far]


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
    nearest: dict[int, float] = {}
    for number, way in _points(town, km):
        if number in members and way < nearest.get(number, 5.0):
            nearest[number] = way
    return {number: kilometres(way) for number, way in nearest.items()}


def _points(town: Town, km: float) -> "QuerySet[ListingPlace, tuple[int, float]]":
    """The places within so many kilometres: the listing's number, and the square of the straight line. One query."""
    around, here = box(town.latitude, town.longitude, km), point(town.latitude, town.longitude)
    between = Q(longitude__gte=around.west, longitude__lte=around.east)
    if around.west > around.east:
        between = Q(longitude__gte=around.west) | Q(longitude__lte=around.east)
    rows: QuerySet[ListingPlace] = QuerySet(ListingPlace).filter(
        between, latitude__gte=around.south, latitude__lte=around.north
    )
    x, y, z = F("x") - here[0], F("y") - here[1], F("z") - here[2]
    straight = ExpressionWrapper(x * x + y * y + z * z, output_field=FloatField())
    return rows.annotate(way=straight).filter(way__lte=squared(km)).values_list("number", "way")


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
