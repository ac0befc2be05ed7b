"""Steps and how many goals at once: limits, first dates, fair shares, weeks in which it did not happen.

Protocol 4.3, rules 6 to 9. The limits are ours (D): kept low so that what is agreed gets done.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum

MOST_SHARED, MOST_OWN, MOST_STEPS = 3, 2, 3
FIRST_WITHIN = timedelta(days=7)
AIM_LOW, AIM_HIGH, HARDEST = 3, 5, 10
FAIR_SHARE = 0.70
OFFER_AFTER, TALK_AFTER = 2, 4  # weeks


class Done(StrEnum):
    """What became of a step in one week; none of them counts against anybody."""

    DONE = "done"
    PART = "part"
    NOT_YET = "not"
    NO_CHANCE = "no_chance"


class Offer(StrEnum):
    """What is offered when a step did not happen."""

    SHRINK = "shrink"
    MOVE = "move"
    SWAP = "swap"
    TALK = "talk"


def too_many(goal_type: str, running: Collection[str]) -> bool:
    """Whether one more goal of this type would be one too many beside the types of those running now.

    Three shared (or family) goals for the case and two of one's own (mine, supporting) at once.
    """
    together = goal_type in ("shared", "family")
    same = sum((one in ("shared", "family")) is together for one in running)
    return same >= (MOST_SHARED if together else MOST_OWN)


def first_date_problem(first: date, agreed: date) -> str:
    """ "past" or "late" when a first date is not within seven days of agreeing; empty when it is."""
    if first < agreed:
        return "past"
    return "late" if first > agreed + FIRST_WITHIN else ""


def hardness_advice(hard: int) -> str:
    """ "easy" below 3, "hard" above 5, empty in between; raises ValueError outside 0 to 10."""
    if not 0 <= hard <= HARDEST:
        raise ValueError(f"how hard a step is must lie from 0 to 10, got {hard!r}")
    return "easy" if hard < AIM_LOW else "hard" if hard > AIM_HIGH else ""


def carries_most[P: Hashable](holders: Iterable[P], members: Collection[P]) -> P | None:
    """The member who holds more than 70% of the steps, when there are others; None when the shares are fair."""
    held = Counter(holders)
    total = sum(held.values())
    if len(members) < 2 or not total:
        return None
    who, most = held.most_common(1)[0]
    return who if most / total > FAIR_SHARE else None


def offers(weeks: Sequence[Done]) -> tuple[Offer, ...]:
    """What to offer after these weeks, the latest last: nothing, a smaller or other step, or a talk in the meeting."""
    missed = missed_weeks(weeks)
    if missed >= TALK_AFTER:
        return (Offer.TALK, Offer.SHRINK, Offer.MOVE, Offer.SWAP)
    return (Offer.SHRINK, Offer.MOVE, Offer.SWAP) if missed >= OFFER_AFTER else ()


def missed_weeks(weeks: Sequence[Done]) -> int:
    """In how many weeks up to the latest it did not happen, not even in part."""
    missed = 0
    for week in reversed(weeks):
        if week not in (Done.NOT_YET, Done.NO_CHANCE):
            break
        missed += 1
    return missed
