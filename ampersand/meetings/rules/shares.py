"""How what a meeting costs is divided: to the cent, nobody favoured for long."""

from collections.abc import Sequence


def shares[P](cents: int, people: Sequence[P], number: int) -> list[tuple[P, int]]:
    """An equal part for each; the cents that are left over go round with the number of the meeting."""
    whole, left = divmod(cents, len(people))
    return [
        (person, whole + (1 if (place - number) % len(people) < left else 0)) for place, person in enumerate(people)
    ]
