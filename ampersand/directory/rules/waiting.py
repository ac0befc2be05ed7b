"""What the clock says about an enquiry: when the therapist is reminded, when the one who waits is told, when it goes.

Nobody waits without knowing; nothing is kept longer than was said. All times count in days from an instant.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

ENDED = frozenset({"declined", "withdrawn", "unanswered", "begun"})
OPEN = frozenset({"sent", "accepted", "offered", "chosen"})


@dataclass(frozen=True, slots=True)
class Patience:
    """How many days: until a reminder, until the asker is told, until it closes unanswered, until it is destroyed."""

    remind: int
    tell: int
    close: int
    keep: int


def due(state: str, asked_at: datetime, moved_at: datetime, now: datetime, patience: Patience) -> str:
    """What is due for a letter: "remind", "tell", "close", "destroy", or "" for nothing yet.

    The later stages include the earlier ones. An open talk in which nothing moves is destroyed after the time to
    close and the time to keep together.
    """
    if state == "held":
        return "destroy" if now >= asked_at + timedelta(days=2) else ""
    if state in ENDED:
        return "destroy" if now >= moved_at + timedelta(days=patience.keep) else ""
    if state != "sent":
        return "destroy" if now >= moved_at + timedelta(days=patience.close + patience.keep) else ""
    for stage, days in (("close", patience.close), ("tell", patience.tell), ("remind", patience.remind)):
        if now >= asked_at + timedelta(days=days):
            return stage
    return ""


def goes_on(state: str, moved_at: datetime, patience: Patience) -> datetime | None:
    """When a letter is destroyed if nothing more happens; None while it waits for its first answer."""
    if state in ENDED:
        return moved_at + timedelta(days=patience.keep)
    if state in OPEN - {"sent"}:
        return moved_at + timedelta(days=patience.close + patience.keep)
    return None
