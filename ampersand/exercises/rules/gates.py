"""Whether an exercise may be begun now, and in which words it may not. Protocol 5.0, gates.

What anybody answered in a private check is no part of this: `pair` asks whether work together goes on, which the
therapist has decided, so that a gate tells nobody what another answered.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ampersand.exercises.rules.definition import Exercise

type Shut = Literal["", "alone", "closed", "unsigned", "resting", "switch", "meeting"]


@dataclass(frozen=True, slots=True)
class Place:
    """What a case is now: whether it takes anything new, has more than one member, has all signatures, and whether work

    together goes on; which exercises the therapist has switched on; and whether whoever asks leads the case.
    """

    takes_new: bool
    several: bool
    signed: bool
    goes_on: bool
    switched_on: frozenset[str] = frozenset()
    leads: bool = False


def together(exercise: Exercise) -> bool:
    """Whether it takes more than one person."""
    return exercise.mode in ("sealed_pair", "live_turns", "live_group")


def shut(exercise: Exercise, place: Place) -> Shut:
    """Why the exercise cannot be begun now; empty when it can."""
    if not place.takes_new:
        return "closed"
    if together(exercise) and not place.several:
        return "alone"
    if together(exercise) and not place.signed:
        return "unsigned"
    if (together(exercise) or (exercise.gate == "pair" and place.several)) and not place.goes_on:
        return "resting"
    if exercise.gate == "enabled" and exercise.id not in place.switched_on:
        return "switch"
    if exercise.gate == "session" and not place.leads:
        return "meeting"
    return ""
