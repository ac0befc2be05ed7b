"""The page of search results: who was found, in words; and what to try when nobody was."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ampersand.directory import content
from ampersand.directory.models import Listing
from ampersand.directory.queries import finding, places
from ampersand.directory.queries.places import Whereabouts
from ampersand.directory.queries.wording import Room, kinds_in_words, room_in_words
from ampersand.directory.rules import money, search
from ampersand.directory.rules.card import Card, from_data
from ampersand.directory.rules.distance import rounded
from ampersand.directory.rules.openings import Openings
from ampersand.directory.rules.search import AT_ONCE, WITHIN, Wanted
from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Found:
    """One therapist in the list."""

    slug: str
    card: Card
    photo: str
    where: str
    languages: str
    price: str
    room: Room

    @property
    def initial(self) -> str:
        """The letter in the door that stands where there is no photo."""
        return self.card.name[:1].upper()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another search that finds somebody, and how many."""

    words: str
    asked: Wanted
    count: int

    @property
    def query(self) -> str:
        """The search as a form sends it."""
        return urlencode(search.address(self.asked, frozenset()))


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found; `said` says how many and for whom, in one sentence."""

    people: tuple[Found, ...]
    said: str
    page: int
    pages: int
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def earlier(self) -> int:
        """The page before, 0 for none."""
        return self.page - 1

    @property
    def later(self) -> int:
        """The page after, 0 for none."""
        return self.page + 1 if self.page < self.pages else 0


def currency_at(where: Whereabouts) -> str:
    """The currency in which prices are asked for: that of the place, or of the practice's country."""
    return places.currency_in(where.town.country if where.town else places.home_country())


def results(viewer: Viewer, asked: Wanted, where: Whereabouts, today: date) -> Results:
    """One page of the search; a fixed number of queries, however many therapists there are."""
    sets = finding.sets_for(asked, where.town, currency_at(where), today)
    numbers = finding.find(asked, sets)
    pages = max(1, -(-min(numbers.count, finding.MOST) // AT_ONCE))
    people = _people(viewer, numbers, where, today)
    said = _said(asked, numbers, where)
    if numbers.count:
        return Results(people, said, asked.page, pages)
    return Results((), said, 1, 1, tuple(_suggestions(viewer, asked, where, finding.Survey(sets))))


@dataclass(frozen=True, slots=True)
class Chosen:
    """Someone whom the visitor wants to ask."""

    profile_id: UUID
    slug: str
    name: str
    room: Room


def chosen(viewer: Viewer, slugs: Sequence[str], today: date) -> list[Chosen]:
    """Those of these who are on show, in the given order. One query."""
    rows = Listing.objects.visible_to(viewer).filter(slug__in=slugs)
    columns = ("profile_id", "slug", "content__name", "room", "free_on", "open_until")
    found = {
        slug: Chosen(profile_id, slug, str(name), room_in_words(Openings(*said), today))
        for profile_id, slug, name, *said in rows.values_list(*columns)
    }
    return [found[slug] for slug in dict.fromkeys(slugs) if slug in found]


def _people(viewer: Viewer, numbers: finding.Numbers, where: Whereabouts, today: date) -> tuple[Found, ...]:
    rows = Listing.objects.visible_to(viewer).filter(number__in=numbers.page)
    columns = ("number", "slug", "content", "photo__digest", "room", "free_on", "open_until")
    found = {}
    for number, slug, data, photo, *said in rows.values_list(*columns):
        card = from_data(data)
        km = numbers.distances.get(number)
        found[number] = Found(
            slug, card, photo or "", _where(card, km, where), _languages(card), price_in_words(card),
            room_in_words(Openings(*said), today),
        )  # fmt: skip
    return tuple(found[number] for number in numbers.page if number in found)


def _where(card: Card, km: float | None, where: Whereabouts) -> str:
    if km is None:
        towns = list(dict.fromkeys(place.town for place in card.places if "in-person" in card.formats))[:3]
        told = get_text_list(towns, _("and")) if towns and where.town is None else ""
    else:
        told = distance_in_words(km, miles=where.miles)
    if told and card.online:
        return _("%(place)s, or online") % {"place": told}
    return told or _("Online")


def distance_in_words(km: float, *, miles: bool) -> str:
    """How far it is: "3 km", "less than a mile"."""
    number = rounded(km, miles=miles)
    if miles:
        return (
            ngettext("%(number)s mile", "%(number)s miles", number) % {"number": number}
            if number
            else _("less than a mile")
        )
    return _("%(number)s km") % {"number": number} if number else _("less than 1 km")


def _languages(card: Card) -> str:
    names = content.choices().languages
    return ", ".join(names[one] for one in card.languages if one in names)


def price_in_words(card: Card) -> str:
    """The price in the list: "€90", "from €40, by income"."""
    fees = card.fees
    if fees.lowest is None:
        return ""
    said = {fees.amounts[kind] for kind in card.works_with if kind in fees.amounts}
    amount = money.told(fees.lowest, fees.currency)
    if fees.sliding:
        return _("from %(amount)s, by income") % {"amount": amount}
    return _("from %(amount)s") % {"amount": amount} if len(said) > 1 else amount


def _said(asked: Wanted, numbers: finding.Numbers, where: Whereabouts) -> str:
    whom = kinds_in_words(asked.works_with)
    count, near = numbers.count, where.town is not None and asked.format != "online"
    if near and asked.format != "in-person":
        place = _("near %(town)s or online") % {"town": where.typed}
    elif near:
        place = _("near %(town)s") % {"town": where.typed}
    elif where.town is not None:
        place = _("online, allowed to work in %(town)s") % {"town": where.typed}
    else:
        place = {"online": _("online"), "in-person": _("in person")}.get(asked.format, "")
    said = " ".join(part for part in (whom, place) if part)
    said = f"{said[:1].upper()}{said[1:]}. " if said else ""
    if not count:
        return said + _("Nobody was found.")
    if not numbers.complete:
        return said + _("More than %(count)s people were found.") % {"count": finding.ENOUGH}
    told = ngettext("One person was found.", "%(count)s people were found.", count) % {"count": count}
    return said + told


def _suggestions(viewer: Viewer, asked: Wanted, where: Whereabouts, survey: finding.Survey) -> list[Suggestion]:
    """Other searches that find somebody: without one wish, further away, online, in other towns."""
    first = replace(asked, page=1)
    tried: list[tuple[str, Wanted]] = []
    if where.town and asked.within < WITHIN[-1] and asked.format != "online":
        tried.append((_("Further away, up to %(far)s") % {"far": _far(where)}, replace(first, within=WITHIN[-1])))
    if asked.format == "in-person":
        tried.append((_("Online as well"), replace(first, format="")))
    for name, words in _wishes():
        if getattr(asked, name):
            empty: Any = () if name == "works_with" else ""
            tried.append((words, replace(first, **{name: empty})))
    tried.append((_("Everyone, everywhere"), Wanted()))
    found = [Suggestion(words, other, survey.count(other)) for words, other in tried if other != first]
    return [*_towns(viewer, first, survey), *(one for one in found if one.count)][:6]


def _wishes() -> list[tuple[str, str]]:
    return [
        ("times", _("At any time of the day")), ("free", _("Whenever they have room")),
        ("price", _("Whatever it costs")), ("access", _("Whatever the building is like")),
        ("language", _("In any language")), ("approach", _("Whatever their way of working")),
        ("concern", _("Whatever it is about")), ("works_with", _("For one, for two or for a family")),
    ]  # fmt: skip


def _far(where: Whereabouts) -> str:
    return distance_in_words(WITHIN[-1] * (1.609344 if where.miles else 1), miles=where.miles)


def _towns(viewer: Viewer, asked: Wanted, survey: finding.Survey) -> list[Suggestion]:
    """The nearest other towns in which somebody fits, with how many of those found nearest are there."""
    near = dict(survey.nearest(asked)) if asked.format != "online" else {}
    if not near:
        return []
    rows = Listing.objects.visible_to(viewer).filter(number__in=near).values_list("number", "content__places")
    towns: dict[tuple[int, str], int] = {}
    for _number, some in sorted(rows, key=lambda row: near[row[0]]):
        for place in some[:1]:
            key = int(place["town_id"]), str(place["town"])
            towns[key] = towns.get(key, 0) + 1
    return [
        Suggestion(_("Near %(town)s") % {"town": name}, replace(asked, place=f"town-{town_id}"), count)
        for (town_id, name), count in list(towns.items())[:3]
    ]
