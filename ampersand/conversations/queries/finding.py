"""Looking for words in one conversation: they lie sealed, so a stretch is opened at a time, the latest first.

Why no index of words is kept: docs/decisions/ (looking through sealed conversations).
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ampersand.conversations.queries import messages, sealed
from ampersand.conversations.queries.sealed import Opener
from ampersand.conversations.queries.threads import OneThread
from ampersand.conversations.rules import finding
from ampersand.privacy.viewer import Viewer

AT_ONCE = 1000  # messages looked through in one request
MOST = 25  # found in one request


@dataclass(frozen=True)
class Found:
    """One message that holds the words."""

    id: UUID
    name: str
    sent_at: datetime
    snippet: str


@dataclass(frozen=True)
class Looked:
    """What was found, through how many messages was looked, back to when, and from where to look further back."""

    found: tuple[Found, ...]
    through: int
    back_to: datetime | None
    further: UUID | None


def look(viewer: Viewer, thread: OneThread, opener: Opener, text: str, before: UUID | None = None) -> Looked:
    """Look through a stretch for the words, before a message or from the latest on; raises Hidden. Two queries."""
    words, found = finding.wanted(text), list[Found]()
    rows = messages.backwards(viewer, thread, before)[: AT_ONCE + 1]
    last: tuple[UUID, datetime] | None = None
    through = 0
    for pk, _, name, sent_at, _, _, version, said in rows.values_list(*messages.COLUMNS):
        if through == AT_ONCE or len(found) == MOST:
            return Looked(tuple(found), through, last[1] if last else None, last[0] if last else None)
        through, last = through + 1, (pk, sent_at)
        told = opener.read(thread.person_id, sealed.VERSION, version, said) or ""
        if finding.fits(told, words):
            found.append(Found(pk, name, sent_at, finding.snippet(told, words)))
    return Looked(tuple(found), through, last[1] if last else None, None)
