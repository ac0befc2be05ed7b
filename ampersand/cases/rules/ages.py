"""From which age a young person consents alone, by country: a starting point with its source, never a legal opinion."""

from collections.abc import Mapping
from dataclasses import dataclass

from ampersand.cases.rules.agreement import OLDEST, YOUNGEST

CERTAINTIES = frozenset("HMKD")


class BadAges(ValueError):
    """A list of ages that cannot be used; says which country."""


@dataclass(frozen=True)
class CountryAge:
    """What one country says, in short, with how sure we are of it (H read, M partly, K from memory, D our choice)."""

    code: str
    name: str
    age: int
    certainty: str
    note: str
    source: str


def read(data: Mapping[str, Mapping[str, object]]) -> dict[str, CountryAge]:
    """The list by country, in the order of names, another country last; raises BadAges."""
    found = []
    for code, row in data.items():
        try:
            one = CountryAge(
                code,
                str(row["name"]),
                int(str(row["age"])),
                str(row["certainty"]),
                str(row["note"]),
                str(row["source"]),
            )
        except (KeyError, ValueError) as error:
            raise BadAges(f"{code}: {error}") from None
        if not YOUNGEST <= one.age <= OLDEST or one.certainty not in CERTAINTIES:
            raise BadAges(f"{code}: an age from {YOUNGEST} to {OLDEST}, a certainty of {sorted(CERTAINTIES)}")
        found.append(one)
    return {one.code: one for one in sorted(found, key=lambda one: (one.code == "--", one.name))}
