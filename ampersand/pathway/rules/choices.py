"""What may be chosen when the work is looked at as a whole.

Source: the course of work in docs/explanation/course-of-work.md: go on, change the plan, add one-to-one, a short
decision course, pause, end. After the end each later meeting is an offer and never a debt.
"""

from enum import StrEnum

BOOSTERS = (1, 3, 6, 12)  # months after the end
MIDDLE, ENDING, SIGNS = "middle", "ending", "signs"


class Choice(StrEnum):
    """What the therapist chooses, as agreed with those concerned."""

    GO_ON = "go-on"
    CHANGE = "change"
    ONE_TO_ONE = "one-to-one"
    DECISION = "decision"
    PAUSE = "pause"
    END = "end"
    OFFERED = "offered"
    NOT_OFFERED = "not-offered"


class Answer(StrEnum):
    """What somebody says to an offer after the end; to say nothing is an answer, too."""

    YES = "yes"
    NOT_NOW = "not-now"
    NO_MORE = "no-more"


_WORK = (Choice.GO_ON, Choice.CHANGE, Choice.PAUSE, Choice.END)
_COUPLE = (Choice.GO_ON, Choice.CHANGE, Choice.ONE_TO_ONE, Choice.DECISION, Choice.PAUSE, Choice.END)
_FAMILY = (Choice.GO_ON, Choice.CHANGE, Choice.ONE_TO_ONE, Choice.PAUSE, Choice.END)


def choices(occasion: str, kind: str) -> tuple[Choice, ...]:
    """What may be chosen on an occasion in a case of this kind (individual, couple or family)."""
    if months(occasion):
        return (Choice.OFFERED, Choice.NOT_OFFERED)
    return {"couple": _COUPLE, "family": _FAMILY}.get(kind, _WORK)


def booster(after: int) -> str:
    """The occasion of the meeting that is offered so many months after the end."""
    return f"booster-{after}"


def months(occasion: str) -> int:
    """How many months after the end an offer is due; 0 for every other occasion."""
    return next((after for after in BOOSTERS if occasion == booster(after)), 0)


def occasions() -> tuple[str, ...]:
    """Every occasion there is."""
    return (SIGNS, MIDDLE, ENDING, *(booster(after) for after in BOOSTERS))
