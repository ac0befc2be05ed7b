"""What an alert is about, how fast a person acts on it, and where it stands in the order of the day.

Levels decide only how fast somebody acts and who is called (NICE NG225, 2022: never who gets care). No client ever
sees one, and none refuses, delays or closes anything.
Source: the table of the risk flow in docs/explanation/risk-flow.md.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Kind(StrEnum):
    """What it is about."""

    ITEM_9 = "item-9"
    CORE_ITEM_6 = "core-item-6"
    SAFETY_ITEM = "safety-item"
    SCREENER_LOW = "screener-low"
    SCREENER_MODERATE = "screener-moderate"
    SCREENER_HIGH = "screener-high"
    ASQ_POSITIVE = "asq-positive"
    ASQ_ACUTE = "asq-acute"
    DANGER_NOW = "danger-now"
    PRIVATE_CHECK_RED = "private-check-red"
    CHILD_SAFETY = "child-safety"
    PRIVATE_WORD = "private-word"
    FELT_AFRAID = "felt-afraid"
    FOLLOW_UP = "follow-up"
    PLAN_REVIEW = "plan-review"


class Level(StrEnum):
    """How fast a person acts; UNSORTED while nobody has asked further."""

    UNSORTED = ""
    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


class Within(StrEnum):
    """By when somebody has acted, counted in the working days of the practice."""

    AT_ONCE = "at once"
    SAME_DAY = "the same working day"
    WORKING_DAY = "one working day"
    THREE_DAYS = "three days"
    GIVEN = "as given"


@dataclass(frozen=True, slots=True)
class Facts:
    """What holds for every alert of a kind; `row` is its place in the order of the day while nobody has taken it on."""

    level: Level
    within: Within
    row: int
    about_suicide: bool = False


FOLLOW_UP_WITHIN = timedelta(hours=72)  # after moderate or high
PLAN_REVIEW_WITHIN = timedelta(days=7)  # after each alert about suicide; our choice
LOOKING_AHEAD = 9  # the row of what is not due yet

FACTS = {
    Kind.ITEM_9: Facts(Level.UNSORTED, Within.SAME_DAY, 3, True),
    Kind.CORE_ITEM_6: Facts(Level.UNSORTED, Within.SAME_DAY, 3, True),
    Kind.SAFETY_ITEM: Facts(Level.UNSORTED, Within.SAME_DAY, 3, True),
    Kind.SCREENER_LOW: Facts(Level.LOW, Within.THREE_DAYS, 4, True),
    Kind.SCREENER_MODERATE: Facts(Level.MODERATE, Within.SAME_DAY, 3, True),
    Kind.SCREENER_HIGH: Facts(Level.HIGH, Within.AT_ONCE, 1, True),
    Kind.ASQ_POSITIVE: Facts(Level.MODERATE, Within.SAME_DAY, 3, True),
    Kind.ASQ_ACUTE: Facts(Level.HIGH, Within.AT_ONCE, 1, True),
    Kind.DANGER_NOW: Facts(Level.HIGH, Within.AT_ONCE, 1),
    Kind.PRIVATE_CHECK_RED: Facts(Level.UNSORTED, Within.WORKING_DAY, 2),
    Kind.CHILD_SAFETY: Facts(Level.UNSORTED, Within.SAME_DAY, 2),
    Kind.PRIVATE_WORD: Facts(Level.UNSORTED, Within.WORKING_DAY, 4),
    Kind.FELT_AFRAID: Facts(Level.UNSORTED, Within.WORKING_DAY, 3),
    Kind.FOLLOW_UP: Facts(Level.UNSORTED, Within.GIVEN, 3),
    Kind.PLAN_REVIEW: Facts(Level.UNSORTED, Within.GIVEN, 3),
}
# Sources of alerts that say what somebody told in a private check, in the talk on it, or of fear in a row.
APART = ("check:", "talk:", "row:")
_SPEED = (Level.UNSORTED, Level.LOW, Level.MODERATE, Level.HIGH)


def what_follows(kind: Kind) -> tuple[tuple[Kind, timedelta], ...]:
    """What has to be done later because of such an alert, and how long after it at the latest."""
    facts = FACTS[kind]
    found: list[tuple[Kind, timedelta]] = []
    if facts.level in (Level.MODERATE, Level.HIGH):
        found.append((Kind.FOLLOW_UP, FOLLOW_UP_WITHIN))
    if facts.about_suicide:
        found.append((Kind.PLAN_REVIEW, PLAN_REVIEW_WITHIN))
    return tuple(found)


def goes_on_in(earlier: Kind, later: Kind) -> bool:
    """Whether a later alert about the same person takes over an earlier one that nobody has taken on yet.

    Only within one subject, and only where the later one is at least as fast: nothing urgent is ever hidden by a
    weekly questionnaire. Whoever asks for a private word again stands in the list once, since the first day.
    """
    if earlier is later is Kind.PRIVATE_WORD:
        return True
    if not (FACTS[earlier].about_suicide and FACTS[later].about_suicide):
        return False
    return _SPEED.index(FACTS[later].level) >= _SPEED.index(FACTS[earlier].level)


def row_of(kind: Kind, *, taken: bool, overdue: bool) -> int:
    """The row in the order of the day: 1 first, 4 last, LOOKING_AHEAD for what waits for its day.

    1 high or danger now, not acknowledged; 2 a new red private check, a child's safety; 3 moderate, an answer not asked
    about yet, a follow-up or a review of the safety plan that is overdue; 4 a private word, low.
    """
    facts = FACTS[kind]
    if facts.within is Within.GIVEN:
        return facts.row if overdue else LOOKING_AHEAD
    return max(facts.row, 3) if taken else facts.row


def is_apart(source: str) -> bool:
    """Whether an alert says something of a private check or of fear: then only those who may read that check see it."""
    return source.startswith(APART)
