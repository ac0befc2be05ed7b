"""The people of Linden House. Those told by hand go by their first names; the others have surnames nobody has."""

# ruff: noqa: SIM905 - a list of names reads better as a text
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from unicodedata import normalize
from uuid import UUID

from ampersand.operations.demo.ids import dice, named

PRACTICE_NAME = "Linden House"
PRACTICE = named("practice")
ZONE = "Europe/Amsterdam"


@dataclass(frozen=True)
class Someone:
    """A person as they will be stored."""

    name: str
    email: str
    zone: str = ZONE

    @cached_property
    def id(self) -> UUID:
        """The same id each time."""
        return named("person", self.email)


def _known(name: str, zone: str = ZONE) -> Someone:
    return Someone(name, f"{_plain(name.split()[0])}@example.org", zone)


def _plain(word: str) -> str:
    return normalize("NFKD", word.lower()).encode("ascii", "ignore").decode()


# The people one signs in as; their addresses are their first names.
ANA = _known("Ana")
BEN = _known("Ben", "Europe/Lisbon")
CHLOE = _known("Chloé")
DANA = _known("Dana")
EMIL = _known("Emil")
FARID = _known("Farid")
GITA = _known("Gita")
HUGO = _known("Hugo")
INES = _known("Inês")
JOON = _known("Joon")
MILO = _known("Milo")
NOOR = _known("Noor")
OONA = _known("Oona")
PIET = _known("Piet")
RUTH = _known("Ruth")
KNOWN = (ANA, BEN, CHLOE, DANA, EMIL, FARID, GITA, HUGO, INES, JOON, MILO, NOOR, OONA, PIET, RUTH)
THERAPISTS = (DANA, HUGO, INES, JOON)

_FIRST = (
    "Ada Adwoa Agnes Aiko Alba Alma Amir Anouk Anton Arif Astrid Ayla Bao Bas Bea Bela Bilal Bodil Bram Carmen Cato "
    "Celia Cem Clara Cyril Daan Dalia Dario Dilan Dora Edda Efe Elif Elin Elsa Emeka Enzo Esme Ewa Fadi Femke Finn "
    "Flora Frida Gabor Greta Gwen Hana Harm Hedda Henk Hilde Ibrahim Ida Ilse Imani Inga Ivo Jana Jasper Jette Jules "
    "Juno Kaan Kaya Kees Kenji Kira Koen Lale Lara Lasse Leila Lena Levi Lina Liv Lotte Luca Lucía Maja Malik Mara "
    "Marit Mats Mei Mert Mina Mira Nadia Naoki Nell Nils Nina Noah Nora Omar Otto Paula Per Petra Pia Quirin Rafa "
    "Ravi Rhea Rosa Ruben Runa Saga Salma Sami Sanne Selma Sena Sepp Siri Sofia Stijn Suna Tariq Tess Tilda Timo "
    "Tove Uma Una Vera Viggo Wanda Wim Xenia Yael Yara Yusuf Zeno Zita"
).split()
_FRONT = (
    "Acorn Amber Apple Barley Birch Bluebell Candle Cedar Chalk Cherry Cinder Clay Comet Cotton Dapple Drift Dune "
    "Elder Feather Fennel Finch Flint Garden Ginger Harbour Hazel Heather Honey Ivory Juniper Kettle Lantern Lemon "
    "Maple Marble Meadow Mint Moon Moss Oat Orchard Otter Paper Pear Pepper Plum Poppy Quince Rain Reed Ribbon River "
    "Rowan Saddle Sage Sorrel Spindle Spring Starling Straw Sugar Teapot Thimble Thyme Tulip Velvet Walnut Wheat"
).split()
_BACK = (
    "bell boat button chair drum fern gate hat key ladder lamp loom mitten oar pocket quilt sail spoon stool wick"
).split()


def names() -> Iterator[Someone]:
    """People without end: every first name once before any comes again, every surname different for long."""
    taken = {person.name.split()[0] for person in KNOWN}
    firsts = [first for first in _FIRST if first not in taken]
    dice("names").shuffle(firsts)
    seen: dict[str, int] = {}
    for number in range(10**9):
        turn = number // len(firsts)
        first = firsts[number % len(firsts)]
        place = number + turn * 7
        last = _FRONT[place * 11 % len(_FRONT)] + _BACK[(place * 3 + place // len(_FRONT)) % len(_BACK)]
        address = f"{_plain(first)}.{last.lower()}"
        seen[address] = seen.get(address, 0) + 1
        more = "" if seen[address] == 1 else str(seen[address])
        yield Someone(f"{first} {last}", f"{address}{more}@example.org")
