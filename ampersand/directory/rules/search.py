"""What somebody looks for: read from an address or a form, written into an address, and said in words to look up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from .card import FORMATS, WORKS_WITH
from .openings import week

WITHIN = (10, 25, 50, 100)  # kilometres or miles
SOON = {"week": 0, "fortnight": 1, "month": 4}  # weeks after this one
USUAL = 25
AT_ONCE = 10


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for. `place` is "utrecht-2745912" or what was typed; empty fields ask for nothing."""

    works_with: tuple[str, ...] = ()
    place: str = ""
    within: int = USUAL
    format: str = ""
    approach: str = ""
    concern: str = ""
    language: str = ""
    price: str = ""
    free: str = ""
    times: str = ""
    access: str = ""
    page: int = 1

    @property
    def is_anything(self) -> bool:
        """Whether anything but a place was asked for."""
        return replace(self, place="", within=USUAL, page=1) != Wanted()


@dataclass(frozen=True, slots=True)
class Known:
    """The slugs that may be asked for; whatever else is asked is passed over."""

    approaches: frozenset[str]
    concerns: frozenset[str]
    quiet: frozenset[str]
    languages: frozenset[str]
    times: frozenset[str]
    access: frozenset[str]


def wanted(said: Mapping[str, Sequence[str]], known: Known, *, in_address: bool) -> Wanted:
    """What was asked for, from the fields of a form or of an address; a quiet concern is not taken from an address."""
    concerns = known.concerns - known.quiet if in_address else known.concerns
    return Wanted(
        works_with=tuple(one for one in WORKS_WITH if one in said.get("for", ())),
        place=" ".join((_first(said, "choose") or _first(said, "place")).split())[:80],
        within=_whole(said, "within", WITHIN) or USUAL,
        format=_one(said, "format", FORMATS),
        approach=_one(said, "approach", known.approaches),
        concern=_one(said, "concern", concerns),
        language=_one(said, "language", known.languages),
        price=_price(_first(said, "price")),
        free=_one(said, "free", SOON),
        times=_one(said, "times", known.times),
        access=_one(said, "access", known.access),
        page=max(1, _whole(said, "page") or 1),
    )


def address(asked: Wanted, quiet: frozenset[str]) -> list[tuple[str, str]]:
    """The query of an address that asks for the same; a quiet concern is left out of it."""
    pairs = [("for", one) for one in asked.works_with]
    for name in ("place", "format", "approach", "concern", "language", "price", "free", "times", "access"):
        value = getattr(asked, name)
        if value and not (name == "concern" and value in quiet):
            pairs.append((name, value))
    if asked.place and asked.within != USUAL:
        pairs.insert(len(asked.works_with) + 1, ("within", str(asked.within)))
    return pairs + ([("page", str(asked.page))] if asked.page > 1 else [])


def words(asked: Wanted, currency: str) -> list[list[str]]:
    """What must be found: one of the words of each list. The place, format and room are asked otherwise."""
    every = [[f"for:{one}"] for one in asked.works_with]
    for name in ("approach", "concern", "language", "times", "access"):
        if value := getattr(asked, name):
            every.append([f"{name}:{value}"])
    if asked.price == "sliding":
        every.append(["sliding"])
    elif asked.price:
        every += [[f"price:{kind}:{currency}:{asked.price}"] for kind in asked.works_with or ("any",)]
    return every


def weeks(asked: Wanted, today: date) -> str:
    """The last week in which a free time would do, "" for any."""
    return week(today + timedelta(weeks=SOON[asked.free])) if asked.free else ""


def town_id(place: str) -> int | None:
    """The id in "utrecht-2745912"; None when a name was typed."""
    name, _, number = place.rpartition("-")
    return int(number) if name and number.isascii() and number.isdigit() and len(number) <= 9 else None


def _first(said: Mapping[str, Sequence[str]], name: str) -> str:
    return next(iter(said.get(name, ())), "")


def _one(said: Mapping[str, Sequence[str]], name: str, allowed: object) -> str:
    value = _first(said, name)
    return value if value in allowed else ""  # type: ignore[operator]


def _whole(said: Mapping[str, Sequence[str]], name: str, allowed: Sequence[int] = ()) -> int | None:
    value = _first(said, name)
    number = int(value) if value.isascii() and value.isdigit() and len(value) < 6 else None
    return number if not allowed or number in allowed else None


def _price(value: str) -> str:
    return value if value == "sliding" or (value.isascii() and value.isdigit() and len(value) < 7) else ""
