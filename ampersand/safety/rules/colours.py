"""From the answers of a private check to a colour, which only the clinician and the safety lead ever see.

Source: the table in docs/explanation/private-check.md; cuts of our own, careful and not validated. Where the table is
silent we take the more careful side: being afraid and nothing else is amber, so is a weapon that was only mentioned; a
gun at home and nothing else has no colour, and is named.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from ampersand.safety.rules.private_check import THINGS, Told, keys_of

type Answers = Mapping[str, str]


class Colour(IntEnum):
    """How soon somebody is seen alone; the graver is the higher."""

    GREEN = 0
    AMBER = 1
    RED = 2


@dataclass(frozen=True)
class Finding:
    """A colour with the things that led to it, and whether something was not said."""

    colour: Colour
    because: tuple[str, ...] = ()
    unsaid: bool = False


_TIMES = {Told.NO: 0, Told.UNSAID: 0, Told.ONCE: 1, Told.YES: 1, Told.MORE: 2}
_HARM = ("control", "threats", "force", "neck", "weapon", "weapon_words", "gun", "sex", "kill")  # questions 3 to 9
_FEAR = ("afraid", "pay")
_GRAVE = ("hurt", "neck", "weapon", "sex", "kill")  # red whenever it happened
_AMBER = ("afraid", "holds_back", "control", "threats", "force", "weapon_words", "own", "pay")


def times(answers: Answers, thing: str) -> int:
    """How often a thing happened by these answers: 0, 1 or 2 for more than once; the graver of both times counts."""
    return max(_TIMES[Told(answers[key])] if key in answers else 0 for key in keys_of(thing))


def finding(answers: Answers) -> Finding:
    """The colour of one account, and why; raises ValueError for an answer that is none.

    Red: afraid, or would pay for it, together with any of questions 3 to 9; choking, a weapon used or shown, unwanted
    sex or a threat to kill at any time; force more than once; an injury. Amber: anything else, or anything not said.
    """
    held = {thing for thing in THINGS if times(answers, thing)}
    unsaid = any(Told(value) is Told.UNSAID for value in answers.values())
    red = [thing for thing in _GRAVE if thing in held]
    if times(answers, "force") > 1:
        red.append("force")
    if held & set(_FEAR) and held & set(_HARM):
        red += [thing for thing in (*_FEAR, *_HARM) if thing in held]
    if red:
        return Finding(Colour.RED, _in_order(red), unsaid)
    amber = [thing for thing in _AMBER if thing in held]
    if amber or unsaid:
        return Finding(Colour.AMBER, _in_order(amber), unsaid)
    return Finding(Colour.GREEN)


def graver(accounts: Iterable[Answers]) -> Finding:
    """The gravest of several accounts, with everything that led to it; green when there are none."""
    found = [finding(one) for one in accounts]
    worst = max((one.colour for one in found), default=Colour.GREEN)
    because = [thing for one in found if one.colour is worst for thing in one.because]
    return Finding(worst, _in_order(because), any(one.unsaid for one in found))


def got_graver(before: Answers, after: Answers) -> bool:
    """Whether the later account tells of anything that the earlier one did not, in either time, or of more of it."""
    return any(_TIMES[Told(told)] > _TIMES[Told(before.get(key, Told.NO))] for key, told in after.items())


def is_missing(asked_at: datetime, now: datetime, after_days: int) -> bool:
    """Whether a check that was asked and not sent counts as amber by now."""
    return now >= asked_at + timedelta(days=after_days)


def differ(accounts: Sequence[Answers]) -> tuple[str, ...]:
    """The things of which one account tells and another says no; what an account does not speak of is no difference."""
    spoken = {thing: [one for one in accounts if any(key in one for key in keys_of(thing))] for thing in THINGS}
    return tuple(thing for thing in THINGS if len({times(one, thing) > 0 for one in spoken[thing]}) > 1)


def _in_order(things: Iterable[str]) -> tuple[str, ...]:
    wanted = set(things)
    return tuple(thing for thing in THINGS if thing in wanted)
