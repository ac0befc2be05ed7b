"""What stands on a therapist's page, and what of it a search can find."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any

WORKS_WITH = ("individual", "couple", "family")
FORMATS = ("in-person", "online")


@dataclass(frozen=True, slots=True)
class Place:
    """Where meetings in person happen: words for visitors, and the town of the list."""

    words: str
    town_id: int
    town: str
    country: str
    part: str
    latitude: float
    longitude: float

    @property
    def regions(self) -> tuple[str, ...]:
        """Where the licence must be valid for meetings here: the country or this part of it."""
        return (self.country, f"{self.country}-{self.part}") if self.part else (self.country,)


@dataclass(frozen=True, slots=True)
class Fees:
    """What one meeting costs in whole units of a currency; a kind that is not offered is missing."""

    currency: str = ""
    amounts: Mapping[str, int] = field(default_factory=dict)
    sliding: bool = False
    words: str = ""

    @property
    def lowest(self) -> int | None:
        """The lowest fee of a meeting with anyone."""
        said = [self.amounts[kind] for kind in WORKS_WITH if kind in self.amounts]
        return min(said, default=None)


@dataclass(frozen=True, slots=True)
class Licence:
    """What allows the work: kind, number, who gave it, and the regions where it is valid ("NL", "US-MA")."""

    kind: str = ""
    number: str = ""
    authority: str = ""
    valid_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """Everything that stands on a therapist's page and is looked at by the practice before it shows."""

    name: str = ""
    line: str = ""
    about: str = ""
    works_with: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    approaches: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    access_words: str = ""
    fees: Fees = Fees()
    licence: Licence = Licence()
    places: tuple[Place, ...] = ()

    @property
    def online(self) -> bool:
        """Whether meetings online are offered."""
        return "online" in self.formats

    def valid_at(self, regions: Sequence[str]) -> bool:
        """Whether the licence is valid in one of these regions, or in the country they are part of."""
        return bool(set(regions) & set(self.licence.valid_in))


def to_data(card: Card) -> dict[str, Any]:
    """The card as plain data that can be stored as JSON."""
    return asdict(card)


def from_data(data: Mapping[str, Any]) -> Card:
    """The card again; what is missing is empty, and what is not known is left out."""
    plain: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in _known(Card, data).items()
    }
    licence = _known(Licence, data.get("licence", {}))
    plain["fees"] = Fees(**_known(Fees, data.get("fees", {})))
    plain["licence"] = Licence(**licence | {"valid_in": tuple(licence.get("valid_in", ()))})
    plain["places"] = tuple(Place(**_known(Place, place)) for place in data.get("places", ()))
    return Card(**plain)


def findable(card: Card, price_steps: Mapping[str, Sequence[int]]) -> set[str]:
    """The words under which a search finds the card, such as "for:couple" and "price:couple:EUR:90"."""
    found = {f"for:{one}" for one in card.works_with} | {f"format:{one}" for one in card.formats}
    found |= {f"approach:{one}" for one in card.approaches} | {f"concern:{one}" for one in card.concerns}
    found |= {f"language:{one}" for one in card.languages} | {f"times:{one}" for one in card.times}
    found |= {f"access:{one}" for one in card.access} | {f"valid:{one}" for one in card.licence.valid_in}
    found |= set(_prices(card, price_steps))
    return found | {"all"} | ({"sliding"} if card.fees.sliding else set())


def missing(card: Card) -> list[str]:
    """The names of what a page needs before it can be handed in, in the order of the form."""
    lacks = [
        name
        for name in ("name", "line", "about", "works_with", "formats", "approaches", "concerns", "languages")
        if not getattr(card, name)
    ]
    licence = card.licence
    if not (licence.kind and licence.authority and licence.valid_in):
        lacks.append("licence")
    if not card.fees.amounts:
        lacks.append("fees")
    if "in-person" in card.formats and not card.places:
        lacks.append("places")
    return lacks


def changed(old: Card, new: Card) -> list[str]:
    """The names of what differs between two cards, in the order of the form."""
    return [one.name for one in fields(Card) if getattr(old, one.name) != getattr(new, one.name)]


def _prices(card: Card, price_steps: Mapping[str, Sequence[int]]) -> Iterator[str]:
    steps = price_steps.get(card.fees.currency, ())
    by_kind = {kind: card.fees.amounts.get(kind) for kind in WORKS_WITH} | {"any": card.fees.lowest}
    for kind, fee in by_kind.items():
        yield from (f"price:{kind}:{card.fees.currency}:{step}" for step in steps if fee is not None and fee <= step)


def _known(kind: type, data: Mapping[str, Any]) -> dict[str, Any]:
    names = {one.name for one in fields(kind)}
    return {key: value for key, value in data.items() if key in names}
