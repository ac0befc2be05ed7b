"""Where accounts differ: between what one person sent and what they said, and between the members of a case.

Nothing here says who is right. The graver account is acted on (docs/explanation/private-check.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ampersand.safety.rules.colours import Answers, differ, times
from ampersand.safety.rules.private_check import THINGS

HARM = tuple(thing for thing in THINGS if thing not in {"afraid", "holds_back", "gun", "own", "pay"})


class What(StrEnum):
    """In which way two accounts differ."""

    TOLD_NOT_OWNED = "told-not-owned"
    OWNED_NOT_TOLD = "owned-not-told"
    ONE_WAY_ONLY = "one-way-only"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: whose account tells of which things, and who says otherwise ("" when it is the same person)."""

    what: What
    name: str
    things: tuple[str, ...]
    other: str = ""


@dataclass(frozen=True)
class Accounts:
    """One person's accounts: on screen, and in a talk; None where there is none."""

    name: str
    sent: Answers | None
    talked: Answers | None

    def tells(self, thing: str) -> bool:
        """Whether either account tells of it."""
        return any(times(one, thing) > 0 for one in (self.sent, self.talked) if one is not None)

    @property
    def harm(self) -> tuple[str, ...]:
        """What was done to them, by either account."""
        return tuple(thing for thing in HARM if self.tells(thing))


def differences(people: Sequence[Accounts]) -> tuple[Difference, ...]:
    """Every difference, person by person."""
    found = [one for person in people for one in _between(person, people)]
    for person in people:
        if person.sent is not None and person.talked is not None:
            things = differ([person.sent, person.talked])
            if things:
                found.append(Difference(What.ONE_WAY_ONLY, person.name, things))
    return tuple(found)


def _between(person: Accounts, people: Sequence[Accounts]) -> list[Difference]:
    """What this person tells of that nobody else owns, or owns that nobody else tells of; only where all have told."""
    others = [one for one in people if one is not person and (one.sent is not None or one.talked is not None)]
    if not others:
        return []
    names = ", ".join(one.name for one in others)
    if person.harm and not any(one.tells("own") for one in others):
        return [Difference(What.TOLD_NOT_OWNED, person.name, person.harm, names)]
    if person.tells("own") and not any(one.harm for one in others):
        return [Difference(What.OWNED_NOT_TOLD, person.name, ("own",), names)]
    return []
