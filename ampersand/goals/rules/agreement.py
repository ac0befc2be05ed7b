"""How a goal becomes ours: who agrees to what, and which way it may go next.

Everyone concerned presses agree from their own account; silence is no agreement; a change of the words asks everyone
anew; whoever is concerned may withdraw at any time without a reason, and the goal is then parked. Protocol 4.3, rule 5.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from enum import StrEnum


class State(StrEnum):
    """Where a goal stands."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    DISCUSSED = "discussed"
    AGREED = "agreed"
    ACTIVE = "active"
    REVIEWED = "reviewed"
    REACHED = "reached"
    RESHAPED = "reshaped"
    PARKED = "parked"
    LET_GO = "let_go"


class Event(StrEnum):
    """What someone does with a goal."""

    PROPOSE = "propose"
    DISCUSS = "discuss"
    AGREE = "agree"
    CHANGE = "change"  # of the words or the scale
    START = "start"  # the first step has a date
    REVIEW = "review"
    REACH = "reach"
    RESHAPE = "reshape"
    WITHDRAW = "withdraw"
    LET_GO = "let_go"
    TAKE_UP = "take_up"


OPEN = frozenset({State.DRAFT, State.PROPOSED, State.DISCUSSED, State.AGREED, State.ACTIVE, State.REVIEWED})
RUNNING = frozenset({State.AGREED, State.ACTIVE, State.REVIEWED})
RESTING = frozenset(State) - OPEN
_ASKING = frozenset({State.PROPOSED, State.DISCUSSED})

# From where each event leads where; what is not here is not possible. Agreeing and changing are worked out below.
_WAYS: dict[Event, dict[State, State]] = {
    Event.PROPOSE: {State.DRAFT: State.PROPOSED, State.RESHAPED: State.PROPOSED},
    Event.DISCUSS: {State.PROPOSED: State.DISCUSSED},
    Event.START: {State.AGREED: State.ACTIVE},
    Event.REVIEW: {State.ACTIVE: State.REVIEWED, State.REVIEWED: State.REVIEWED},
    Event.REACH: {State.ACTIVE: State.REACHED, State.REVIEWED: State.REACHED},
    Event.RESHAPE: dict.fromkeys((State.AGREED, State.ACTIVE, State.REVIEWED, State.REACHED), State.RESHAPED),
    Event.WITHDRAW: dict.fromkeys(OPEN - {State.DRAFT}, State.PARKED),
    Event.LET_GO: dict.fromkeys((State.DRAFT, State.PARKED, State.RESHAPED), State.LET_GO),
    Event.TAKE_UP: dict.fromkeys((State.PARKED, State.LET_GO, State.REACHED), State.DRAFT),
}


class NotPossible(ValueError):
    """This cannot be done with a goal that stands there, or not by this person."""


@dataclass(frozen=True, slots=True)
class Standing[P: Hashable]:
    """Where a goal stands, whom it concerns, and who of them has agreed to the words as they are."""

    concerned: frozenset[P]
    state: State = State.DRAFT
    agreed: frozenset[P] = frozenset()

    def __post_init__(self) -> None:
        if not self.concerned:
            raise ValueError("a goal concerns someone")
        if not self.agreed <= self.concerned:
            raise ValueError("only those concerned agree")


def possible(standing: Standing[Hashable]) -> frozenset[Event]:
    """Everything that can be done with a goal that stands there."""
    found = {event for event, ways in _WAYS.items() if standing.state in ways}
    if standing.state in _ASKING:
        found |= {Event.AGREE}
    if standing.state in OPEN | {State.RESHAPED}:
        found |= {Event.CHANGE}
    return frozenset(found)


def after[P: Hashable](standing: Standing[P], event: Event, by: P) -> Standing[P]:
    """Where the goal stands after someone did this; raises NotPossible.

    `by` need not be among those concerned (a therapist proposes and discusses), but only they agree and withdraw.
    Whoever proposes, or changes the words while they are on the table, agrees to what they wrote.
    """
    if event not in possible(standing):
        raise NotPossible(f"{event} is not possible with a goal that is {standing.state}")
    if event in (Event.AGREE, Event.WITHDRAW) and by not in standing.concerned:
        raise NotPossible(f"only those concerned {event}")
    if event is Event.AGREE:
        return _settled(replace(standing, agreed=standing.agreed | {by}))
    if event is Event.CHANGE:
        return _changed(standing, by)
    moved = replace(standing, state=_WAYS[event][standing.state])
    if event is Event.PROPOSE:
        return _settled(replace(moved, agreed=_own(standing, by)))
    return replace(moved, agreed=frozenset()) if moved.state not in RUNNING | _ASKING else moved


def _changed[P: Hashable](standing: Standing[P], by: P) -> Standing[P]:
    """Words on the table are agreed to anew; a change to a running goal puts it back on the table."""
    if standing.state in (State.DRAFT, State.RESHAPED):
        return replace(standing, agreed=frozenset())
    state = standing.state if standing.state in _ASKING else State.PROPOSED
    return _settled(replace(standing, state=state, agreed=_own(standing, by)))


def _settled[P: Hashable](standing: Standing[P]) -> Standing[P]:
    return replace(standing, state=State.AGREED) if standing.agreed == standing.concerned else standing


def _own[P: Hashable](standing: Standing[P], by: P) -> frozenset[P]:
    return standing.concerned & {by}
