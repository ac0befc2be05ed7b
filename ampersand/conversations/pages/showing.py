"""What the pages of a conversation show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ampersand.cases.queries.house import Office, offices
from ampersand.conversations import content
from ampersand.conversations.queries import hours, messages
from ampersand.conversations.queries.messages import OneMessage, Stretch
from ampersand.conversations.queries.sealed import Opener
from ampersand.conversations.queries.threads import OneThread
from ampersand.core.clock import now
from ampersand.privacy.viewer import Viewer
from ampersand.safety.queries.alone import is_alone

LATELY = timedelta(hours=12)  # help stays in sight so long after such a message


@dataclass(frozen=True)
class Day:
    """The messages of one day, where the reader is; `first_new` is the first that the reader has not seen."""

    on: date
    messages: tuple[OneMessage, ...]


def days(viewer: Viewer, found: Iterable[OneMessage]) -> list[Day]:
    """Messages under the days on which they were sent, in the reader's zone."""
    zone, by_day = ZoneInfo(viewer.time_zone), dict[date, list[OneMessage]]()
    for one in found:
        by_day.setdefault(one.sent_at.astimezone(zone).date(), []).append(one)
    return [Day(on, tuple(there)) for on, there in by_day.items()]


def listed(viewer: Viewer, thread: OneThread, stretch: Stretch, *, to_the_end: bool) -> dict[str, Any]:
    """The part of the page that is drawn again when something new is there."""
    return {"thread": thread, "days": days(viewer, stretch.messages), "stretch": stretch, "to_the_end": to_the_end}


def about(viewer: Viewer, thread: OneThread) -> dict[str, Any]:
    """Whose conversation it is, who reads it, what was agreed, and when somebody is there. Two queries."""
    case = thread.case
    there = offices(viewer, [case.practice_id])
    return {
        "thread": thread,
        "case": case,
        "title": thread.title(viewer),
        "mine": case.me(viewer),
        "will_read": thread.will_read(viewer),
        "therapists": hours.of_case(viewer, case),
        "office": there.get(case.practice_id, Office()) if case.practice_id else Office(),
    }


def helps(viewer: Viewer, thread: OneThread, typed: str, stretch: Stretch | None = None) -> bool:
    """Whether to show its writer, and nobody else, where help is: something typed or sent by them sounds like danger.

    Never where somebody may look over their shoulder. Two queries more, and only where there is something.
    """
    if not thread.case.me(viewer):
        return False
    sent = [one.text or "" for one in stretch.messages if one.mine and one.sent_at > now() - LATELY] if stretch else []
    heard = any(content.sounds(text, viewer.language) for text in (typed, *sent))
    return heard and is_alone(viewer, thread.case.id)


def opener_of(viewer: Viewer, thread: OneThread) -> Opener:
    """What opens the words on the page."""
    return messages.opener_for(viewer, thread)
