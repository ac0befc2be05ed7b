"""What the pages of a conversation show."""

from datetime import timedelta
from typing import Any

from ampersand.cases.queries.house import Office, offices
from ampersand.conversations import content
from ampersand.conversations.queries import hours, messages
from ampersand.conversations.queries.messages import Stretch
from ampersand.conversations.queries.sealed import Opener
from ampersand.conversations.queries.threads import OneThread
from ampersand.core.clock import now
from ampersand.privacy.viewer import Viewer
from ampersand.safety.queries.alone import is_alone

LATELY = timedelta(hours=12)  # help stays in sight so long after such a message


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
