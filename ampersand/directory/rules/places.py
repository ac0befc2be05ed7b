"""What people type for a place, and which of several towns they mean."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

FAR_LARGER = 10  # so many times the people: this town is meant unless somebody says otherwise
_ZIP = re.compile(r"\b(\d{5})(?:-\d{4})?\b")
_OTHER_CODE = re.compile(
    r"^[\d\s-]*\d[\d\s-]*[A-Za-z]{0,2}\b\s*|\b[A-Z]{1,2}\d[\dA-Z]?\s*\d[A-Z]{2}\b|\b[A-Z]\d[A-Z]\s?\d[A-Z]\d\b"
)


@dataclass(frozen=True, slots=True)
class Town:
    """A town of the list, in degrees, with its country, the part of it where that matters, its time zone and people."""

    id: int
    name: str
    country: str
    part: str
    latitude: float
    longitude: float
    zone: str
    people: int

    @property
    def regions(self) -> tuple[str, ...]:
        """Where a licence must be valid to work here: the country, or this part of it."""
        return (self.country, f"{self.country}-{self.part}") if self.part else (self.country,)


def fold(text: str) -> str:
    """A name as it is looked for: small letters, no accents, no signs, single spaces."""
    if not text.isascii():
        text = "".join(
            sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign)
        )
        text = text.replace("ø", "o").replace("ł", "l").replace("đ", "d").replace("ı", "i")
    words = "".join(sign if sign.isalnum() else " " for sign in text.casefold().replace("'", "")).split()
    return " ".join("saint" if word == "st" and place == 0 else word for place, word in enumerate(words))


def readings(text: str) -> list[tuple[str, str]]:
    """The ways to read what was typed, the likeliest first: a folded name, and what may say where ("" for nothing).

    "Cambridge, MA" may be a town of that name, or Cambridge in something called MA.
    """
    bare = _OTHER_CODE.sub(" ", text).strip(" ,")
    found = [(fold(text), ""), (fold(bare), "")]
    for whole in (text, bare):
        if "," in whole:
            name, *where = whole.split(",")
            found += [(fold(name), fold(part)) for part in where[::-1]]
        words = fold(whole).split()
        found += [(" ".join(words[:-count]), " ".join(words[-count:])) for count in (1, 2, 3) if len(words) > count]
    return [reading for reading in dict.fromkeys(found) if reading[0]]


def zip_code(text: str) -> str:
    """Five digits that stand in the text on their own, else ""."""
    found = _ZIP.search(text)
    return found[1] if found else ""


def meant(towns: Sequence[Town], home: str) -> Town | None:
    """The town that is meant among those of one name, or None when one must ask.

    It must have far more people than each other one; a town of the home country is never passed over.
    """
    if len(towns) == 1:
        return towns[0]
    largest, *others = sorted(towns, key=lambda town: -town.people)
    if largest.people < FAR_LARGER * max(others[0].people, 1):
        return None
    if largest.country != home and any(town.country == home for town in others):
        return None
    return largest
