"""The part of a conversation that is drawn anew when something has changed: for the page, and for its socket."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from ampersand.conversations.queries import messages
from ampersand.conversations.queries.messages import OneMessage, Stretch
from ampersand.conversations.queries.threads import OneThread
from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True)
class Day:
    """The messages of one day, where the reader is."""

    on: date
    messages: tuple[OneMessage, ...]


def days(viewer: Viewer, found: Iterable[OneMessage]) -> list[Day]:
    """Messages under the days on which they were sent, in the reader's zone."""
    zone, by_day = ZoneInfo(viewer.time_zone), dict[date, list[OneMessage]]()
    for one in found:
        by_day.setdefault(one.sent_at.astimezone(zone).date(), []).append(one)
    return [Day(on, tuple(there)) for on, there in by_day.items()]


def listed(viewer: Viewer, thread: OneThread, stretch: Stretch) -> dict[str, Any]:
    """The part of the page that is drawn again when something new is there."""
    return {"thread": thread, "days": days(viewer, stretch.messages), "stretch": stretch}


def latest(viewer: Viewer, thread: OneThread) -> dict[str, Any]:
    """The end of a conversation, as it stands now. Two queries."""
    return listed(viewer, thread, messages.latest(viewer, thread, messages.opener_for(viewer, thread)))
