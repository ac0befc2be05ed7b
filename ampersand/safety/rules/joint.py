"""Whether joint work may go on: what the clinician may decide, given what is known of each member.

Source: docs/explanation/private-check.md. Joint work rests from the moment everyone is asked until the clinician
decides; no answer by itself begins or ends a rest, so a rest tells nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ampersand.safety.rules.colours import Colour


class Choice(StrEnum):
    """What the clinician decides."""

    BEGIN = "begin"
    CONDITIONS = "conditions"
    NOT_NOW = "not-now"


class Lacks(StrEnum):
    """What stands in the way of joint work."""

    ACCOUNT = "account"
    TALK = "talk"
    CONSULTATION = "consultation"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Member:
    """What is known of one member since everyone was last asked; `missing`: asked, and not sent for a week."""

    name: str
    colour: Colour
    sent: bool
    missing: bool
    talked: bool
    urgent: bool

    @property
    def counts_as(self) -> Colour:
        """Its colour, where a missing check counts as amber."""
        return max(self.colour, Colour.AMBER) if self.missing else self.colour


def colour_of(members: Iterable[Member]) -> Colour:
    """The graver of all accounts."""
    return max((one.counts_as for one in members), default=Colour.GREEN)


def lacks(choice: Choice, members: Iterable[Member], *, consulted: bool) -> tuple[tuple[Lacks, str], ...]:
    """What must be done before this may be decided, with whom; nothing ever stands in the way of "not now".

    Each member has sent a check or been seen alone. If any colour is red or amber, or a check is missing, each is seen
    alone, so that neither is singled out. If an urgent topic came up, the safety lead was consulted. With red, joint
    work never begins unconditionally.
    """
    people = list(members)
    if choice is Choice.NOT_NOW:
        return ()
    if colour_of(people) > Colour.GREEN:
        found = [(Lacks.TALK, one.name) for one in people if not one.talked]
    else:
        found = [(Lacks.ACCOUNT, one.name) for one in people if not one.sent and not one.talked]
    if any(one.urgent for one in people) and not consulted:
        found.append((Lacks.CONSULTATION, ""))
    if choice is Choice.BEGIN and colour_of(people) is Colour.RED:
        found.append((Lacks.RED, ""))
    return tuple(found)


def goals_apart(members: Iterable[Member]) -> bool:
    """Whether goals stay each person's own: with red or amber they do."""
    return colour_of(members) > Colour.GREEN


def is_due(last: datetime | None, now: datetime, every_days: int, *, shared: bool) -> bool:
    """Whether everyone is to be asked now: at the start, and in shared work again after so many days."""
    return last is None or (shared and (now - last).days >= every_days)
