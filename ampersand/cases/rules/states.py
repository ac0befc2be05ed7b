"""What can become of a case: its states, what each lets its members see, and the ways from one to the next.

Source: docs/explanation/coming-in.md, "When work changes" (one partner leaves, someone dies, a dispute begins, the
work ends). Whatever closes something shows less than before; only going on after a pause, and taking a mistake back,
show again what was shown before.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

READ_ON = timedelta(days=30)  # how long joint things of a unit that ended can still be read
TAKEN_BACK_WITHIN = timedelta(hours=24)  # an ending pressed by mistake


class State(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    PAUSED = "paused"
    UNIT_ENDED = "unit_ended"
    CLOSED = "closed"
    ENDED = "ended"
    FROZEN = "frozen"


class Event(StrEnum):
    """What can happen to it."""

    PAUSE = "pause"
    RESUME = "resume"
    PART = "part"
    END = "end"
    DIE = "die"
    FREEZE = "freeze"
    CLOSE = "close"
    TAKE_BACK = "take_back"


class Right(StrEnum):
    """What a state leaves to the members; their own things are always theirs to read.

    `ANSWERS` is to answer what is asked: also what is asked with an offer after the end.
    """

    NEW = "new"
    ANSWERS = "answers"
    SHARED = "shared"
    JOINT = "joint"
    NAMES = "names"


RIGHTS: dict[State, frozenset[Right]] = {
    State.OPEN: frozenset(Right),
    State.PAUSED: frozenset({Right.SHARED, Right.JOINT, Right.NAMES}),
    State.UNIT_ENDED: frozenset({Right.JOINT, Right.NAMES}),
    State.ENDED: frozenset({Right.ANSWERS, Right.JOINT, Right.NAMES}),
    State.FROZEN: frozenset({Right.JOINT, Right.NAMES}),
    State.CLOSED: frozenset(),
}
_WAYS: dict[tuple[State, Event], State] = {
    (State.OPEN, Event.PAUSE): State.PAUSED,
    (State.PAUSED, Event.RESUME): State.OPEN,
    (State.OPEN, Event.END): State.ENDED,
    (State.PAUSED, Event.END): State.ENDED,
    (State.OPEN, Event.PART): State.UNIT_ENDED,
    (State.PAUSED, Event.PART): State.UNIT_ENDED,
    (State.UNIT_ENDED, Event.CLOSE): State.CLOSED,
    (State.OPEN, Event.DIE): State.FROZEN,
    (State.PAUSED, Event.DIE): State.FROZEN,
    (State.ENDED, Event.DIE): State.FROZEN,
    (State.UNIT_ENDED, Event.DIE): State.CLOSED,  # not frozen: what was to close in days would stay readable
    (State.OPEN, Event.FREEZE): State.FROZEN,
    (State.PAUSED, Event.FREEZE): State.FROZEN,
    (State.FROZEN, Event.CLOSE): State.CLOSED,
}
_TAKEN_BACK = frozenset({State.UNIT_ENDED, State.ENDED, State.FROZEN})
FINAL = frozenset({State.ENDED, State.CLOSED})  # from here the way on is a new case


class NotPossible(ValueError):
    """This cannot happen to a case that stands so."""


@dataclass(frozen=True)
class Standing:
    """A case's state, since when, and the state before it, to which a mistake is taken back; empty: none."""

    state: State
    since: datetime
    before: State | None = None


def after(now: Standing, event: Event, at: datetime, *, couple: bool) -> Standing:
    """How a case stands after an event; raises NotPossible.

    Only a couple's unit ends with one of two; a unit closes `READ_ON` after it ended, by itself.
    """
    if event is Event.TAKE_BACK:
        return _taken_back(now, at)
    found = _WAYS.get((now.state, event))
    if found is None or (event is Event.PART and not couple):
        raise NotPossible(f"{event} is not possible while the case is {now.state}.")
    if now.state is State.UNIT_ENDED and event is Event.CLOSE and at < now.since + READ_ON:
        raise NotPossible("The thirty days are not over.")
    return Standing(found, at, now.state if found in _TAKEN_BACK else None)


def may_take_back(now: Standing, at: datetime) -> bool:
    """Whether an ending can still be taken back: within a day; what is frozen, by a death or a dispute, at any time."""
    if now.state not in _TAKEN_BACK or now.before is None:
        return False
    return now.state is State.FROZEN or at <= now.since + TAKEN_BACK_WITHIN


def possible(now: Standing, at: datetime, *, couple: bool) -> frozenset[Event]:
    """Every event that can happen now."""
    found = set()
    for event in Event:
        try:
            after(now, event, at, couple=couple)
        except NotPossible:
            continue
        found.add(event)
    return frozenset(found)


def allows(state: str, right: Right) -> bool:
    """Whether a state leaves this to the members."""
    return right in RIGHTS[State(state)]


def states_with(right: Right) -> list[str]:
    """The states that leave this to the members, for filters."""
    return [state.value for state in State if right in RIGHTS[state]]


def may_delete(*, on_hold: bool) -> bool:
    """Whether anything of a case may be deleted or leave by itself: never while a legal hold is on."""
    return not on_hold


def _taken_back(now: Standing, at: datetime) -> Standing:
    if not may_take_back(now, at) or now.before is None:
        raise NotPossible("This can no longer be taken back.")
    return Standing(now.before, at)
