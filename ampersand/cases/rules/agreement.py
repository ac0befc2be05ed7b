"""When an agreement is complete: each adult for themselves, each minor's own yes, and whoever may consent for them.

Source: docs/explanation/coming-in.md, "Who signs". Nobody signs for another adult, and one who has not signed is never
named to the others: for them it is complete, or not complete yet.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

YOUNGEST, OLDEST = 12, 21  # what a practice may set as the age from which a person consents alone


class Signs(StrEnum):
    """What a signature says."""

    OWN = "own"
    FOR_CHILD = "for_child"
    ASSENT = "assent"
    EARLIER = "earlier"
    GOING_ON = "going_on"


class Age(StrEnum):
    """How someone stands to the age of consent, of whom no more than the year of birth is known."""

    ADULT = "adult"
    MINOR = "minor"
    THIS_YEAR = "this_year"


@dataclass(frozen=True)
class Guardian:
    """Someone who may consent for a minor: by an account of their own, or on paper outside the program."""

    id: UUID
    person: UUID | None
    on_paper: bool = False


@dataclass(frozen=True)
class Party:
    """A member as the agreement sees them; `guardians` are those who may consent, not everyone who cares."""

    person: UUID
    minor: bool = False
    guardians: tuple[Guardian, ...] = ()
    without_account: bool = False  # too young for one: asked aloud, signs nothing


type Signed = tuple[Signs, UUID, UUID]  # what it says, who signed, about whom


def age(born_in: int | None, year: int, consents_at: int, *, of_age: bool = False) -> Age:
    """Whether a person consents alone; without a year of birth they are an adult.

    In the year in which they reach the age they stay a minor until their therapist notes that the day has come.
    """
    if born_in is None or of_age or year - born_in > consents_at:
        return Age.ADULT
    return Age.THIS_YEAR if year - born_in == consents_at else Age.MINOR


def passes_in(born_in: int, consents_at: int) -> int:
    """The year in which someone of this year of birth reaches the age from which they consent alone."""
    return born_in + consents_at


def paper_counts(on_paper: date, proposed_on: date, *, opening: bool) -> bool:
    """Whether a paper counts for an agreement: at the beginning it may be older than what was put here."""
    return opening or on_paper >= proposed_on


def needed(parties: Iterable[Party]) -> set[Signed | None]:
    """Every signature that the agreement needs; None stands for one that nobody can give yet."""
    found: set[Signed | None] = set()
    for one in parties:
        if not one.minor:
            found.add((Signs.OWN, one.person, one.person))
            continue
        if not one.without_account:
            found.add((Signs.ASSENT, one.person, one.person))
        if not one.guardians:
            found.add(None)
        found |= {_of_guardian(guardian, one.person) for guardian in one.guardians if not guardian.on_paper}
    return found


def complete(parties: Iterable[Party], signed: Set[Signed]) -> bool:
    """Whether every signature is there; an empty case has no agreement."""
    wanted = needed(parties)
    return bool(wanted) and None not in wanted and wanted <= signed


def waits_for(parties: Iterable[Party], signed: Set[Signed], person: UUID) -> list[Signed]:
    """What this person themselves has still to sign: for themselves first, then for each child."""
    wanted = [one for one in needed(parties) if one is not None and one not in signed and one[1] == person]
    return sorted(wanted, key=lambda one: (one[0] is Signs.FOR_CHILD, str(one[2])))


def _of_guardian(guardian: Guardian, child: UUID) -> Signed | None:
    return (Signs.FOR_CHILD, guardian.person, child) if guardian.person else None
