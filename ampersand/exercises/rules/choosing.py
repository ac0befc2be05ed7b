"""Which exercises to suggest, at most two, with the reason; and looking through all of them. Protocol 5.3.

Order of tests: the gate, the heat of the topic, the need, the time there is, and not done in the last three days.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ampersand.exercises.rules.definition import Exercise, Heat

type Topic = Literal["", "cool", "hot", "after", "too_hot"]

FITTING: dict[Topic, tuple[Heat, ...]] = {
    "": ("any", "cool"),
    "cool": ("cool", "any"),
    "hot": ("hot",),
    "after": ("after",),
    "too_hot": ("break",),
}
RESTS = timedelta(days=3)
MOST = 2


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for: how hot the topic is, what it is about, and how many minutes there are (0: any)."""

    topic: Topic = ""
    need: str = ""
    minutes: int = 0


def suggestions(
    shelf: Iterable[Exercise],
    wish: Wish,
    *,
    may: Callable[[Exercise], bool],
    last_done: Mapping[str, date],
    today: date,
) -> list[Exercise]:
    """At most two that fit the wish, those that were not done for longest first, then the shortest."""
    fitting = [one for one in shelf if fits(one, wish) and may(one) and rested(last_done.get(one.id), today)]
    return sorted(fitting, key=lambda one: (last_done.get(one.id, date.min), one.minutes, one.id))[:MOST]


@dataclass(frozen=True, slots=True)
class Look:
    """What somebody looks for on the shelf: an approach, a need, a way of doing it, minutes; empty is any."""

    approach: str = ""
    need: str = ""
    mode: str = ""
    minutes: int = 0


def found(shelf: Iterable[Exercise], look: Look) -> list[Exercise]:
    """Everything that fits a look, in the order of the shelf."""
    return [
        one
        for one in shelf
        if look.approach in ("", one.approach)
        and look.mode in ("", one.mode)
        and (not look.need or look.need in one.needs)
        and (not look.minutes or one.minutes <= look.minutes)
    ]


type Reason = Literal["heat", "need", "minutes", "new", "again"]


def reasons(exercise: Exercise, wish: Wish, last_done: Mapping[str, date]) -> list[Reason]:
    """Why an exercise was picked, in the order of the tests."""
    why: list[Reason] = []
    if wish.topic and exercise.heat != "any":
        why.append("heat")
    if wish.need:
        why.append("need")
    if wish.minutes:
        why.append("minutes")
    why.append("again" if exercise.id in last_done else "new")
    return why


def fits(exercise: Exercise, wish: Wish) -> bool:
    """Whether it is for a topic of that heat, for that need, and in that time."""
    if exercise.heat not in FITTING[wish.topic]:
        return False
    if wish.need and wish.need not in exercise.needs:
        return False
    return not wish.minutes or exercise.minutes <= wish.minutes


def rested(done: date | None, today: date) -> bool:
    """Whether it was not done in the last three days."""
    return done is None or today - done > RESTS
