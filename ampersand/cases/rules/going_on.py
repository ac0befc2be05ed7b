"""When a therapist may begin anew with one member of work that closed: after a review, and both were asked, each alone.

Source: docs/explanation/coming-in.md, "Going on with one of them" (APA 10.02: clarify, modify or withdraw). The yes of
the one who goes on comes first, because asking the other tells that somebody goes on. A no of the other, or silence,
asks for a talk with a colleague before anything is decided; the law of the place may forbid it altogether.
"""

from collections.abc import Sequence
from enum import StrEnum


class Lacks(StrEnum):
    """What is still to be done before new work can begin."""

    OWN_YES = "own_yes"
    COLLEAGUE = "colleague"


CLOSED = ("unit_ended", "ended", "closed", "frozen")  # states of work from which somebody can go on in a new case


def lacks(own: bool | None, others: Sequence[bool | None], *, consulted: bool) -> tuple[Lacks, ...]:
    """What is still to be done; `own` and `others` are yes, no, or no answer yet."""
    found = [] if own else [Lacks.OWN_YES]
    if not all(others) and not consulted:
        found.append(Lacks.COLLEAGUE)
    return tuple(found)
