"""From what somebody typed, or from where their browser says they are, to a town of the list."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext as _

from ampersand.accounts.models import Practice
from ampersand.directory import content, gazetteer
from ampersand.directory.rules import places
from ampersand.directory.rules.distance import told_in_miles
from ampersand.directory.rules.places import FAR_LARGER, Town, fold
from ampersand.directory.rules.search import town_id

FALLBACK_CURRENCY = "EUR"
ASKED_ABOUT = 8  # towns of one name among which one chooses


@dataclass(frozen=True, slots=True)
class Choice:
    """A town among which one must choose, with what tells it from the others."""

    place: str
    words: str


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What is known of a place: the town, or the towns one must choose from; `others` have the same name."""

    typed: str = ""
    town: Town | None = None
    which: tuple[Choice, ...] = ()
    others: tuple[Choice, ...] = ()
    alike: tuple[Choice, ...] = ()
    postcode: bool = field(default=False)

    @property
    def unclear(self) -> bool:
        """Whether something was typed and no town is known yet."""
        return bool(self.typed) and self.town is None

    @property
    def miles(self) -> bool:
        """Whether distances here are told in miles."""
        return self.town is not None and told_in_miles(self.town.country)


def whereabouts(text: str) -> Whereabouts:
    """The town that is meant by what was typed, or by "utrecht-2745912"; or what to ask. One query, for the country."""
    if not text.strip():
        return Whereabouts()
    home = home_country()
    if (number := town_id(text)) and (town := gazetteer.by_id(number)):
        return Whereabouts(words(town, home), town, others=_same_name(town, home))
    for name, where in places.readings(text):
        if towns := _within(gazetteer.named(name), name, where):
            town = places.meant(towns, home)
            if town is None:
                return Whereabouts(text, which=_choices(towns, home))
            others = _choices([one for one in towns[:ASKED_ABOUT] if one.id != town.id], home)
            return Whereabouts(words(town, home), town, others=others)
    return _by_code(text, home)


def nearest(latitude: float, longitude: float) -> Town | None:
    """The town nearest to where somebody is; the numbers are not kept."""
    return gazetteer.nearest(latitude, longitude)


def place(town: Town) -> str:
    """The town as it stands in an address: "utrecht-2745912"."""
    return f"{fold(town.name).replace(' ', '-') or 'town'}-{town.id}"


def words(town: Town, home: str) -> str:
    """The town as one reads it: "Utrecht", or "Cambridge, Massachusetts, United States" away from the home country."""
    names = [town.name]
    if town.part:
        names.append(content.regions()[f"{town.country}-{town.part}"].rpartition(", ")[0])
    if town.country != home:
        names.append(content.countries().get(town.country, town.country))
    return ", ".join(names)


def typed(town_id: int, name: str) -> str:
    """A stored town so that typing it finds it again: its name alone where that is enough."""
    if (found := whereabouts(name).town) and found.id == town_id:
        return name
    town = gazetteer.by_id(town_id)
    return place(town) if town else name


def home_country() -> str:
    """The country of the practice, by its time zone; "" when there is none yet."""
    zone = Practice.objects.order_by("pk").values_list("time_zone", flat=True).first() or settings.TIME_ZONE
    return gazetteer.country_of_zone(zone)


def home_currency() -> str:
    """The currency of the practice's country, if prices are known in it; else euro."""
    return currency_in(home_country())


def currency_in(country: str) -> str:
    """The currency of a country, if prices are known in it; else euro."""
    currency = content.currencies().get(country, FALLBACK_CURRENCY)
    return currency if currency in content.choices().prices else FALLBACK_CURRENCY


def _within(towns: list[Town], name: str, where: str) -> list[Town]:
    """The towns that were meant by a name: its own bearers first, and only those in what was said beside it."""
    if where:
        regions = _regions(where)
        towns = [town for town in towns if regions & set(town.regions)]
    bearers = [town.people for town in towns if fold(town.name) == name]
    least = FAR_LARGER * max(bearers) if bearers else 0
    return [town for town in towns if fold(town.name) == name or town.people >= least]


def _regions(where: str) -> set[str]:
    """The countries and parts of countries that a folded name or code may mean."""
    found = {code for code, name in content.regions().items() if where in {fold(code), fold(name.split(",")[0])}}
    found |= {code for code, name in content.countries().items() if fold(name).removeprefix("the ") == where}
    found |= {code for code in content.regions() if "-" in code and fold(code.partition("-")[2]) == where}
    return found | ({content.choices().called[where]} if where in content.choices().called else set())


def _by_code(text: str, home: str) -> Whereabouts:
    code = places.zip_code(text)
    town = gazetteer.by_zip(code) if code else None
    if town and home == "US":
        return Whereabouts(words(town, home), town)
    if town:
        return Whereabouts(text, which=_choices([town], home), postcode=True)
    close = gazetteer.alike(places.readings(text)[-1][0] if places.readings(text) else "")
    return Whereabouts(text, alike=_choices(close, home), postcode=any(sign.isdigit() for sign in text))


def _same_name(town: Town, home: str) -> tuple[Choice, ...]:
    name = fold(town.name)
    same = _within(gazetteer.named(name), name, "")
    return _choices([one for one in same[:ASKED_ABOUT] if one.id != town.id], home)


def _choices(towns: Sequence[Town], home: str) -> tuple[Choice, ...]:
    return tuple(_choice(town, home) for town in towns[:ASKED_ABOUT])


def _choice(town: Town, home: str) -> Choice:
    name = fold(town.name)
    alone = [one for one in gazetteer.named(name) if one.regions == town.regions and fold(one.name) == name]
    said = words(town, "")
    if len(alone) > 1 and (large := gazetteer.beside(town)):
        said = _("%(town)s, near %(large)s") % {
            "town": said if town.country != home else town.name,
            "large": large.name,
        }
    return Choice(place(town), said)
