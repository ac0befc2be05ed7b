"""Conversations are live: what is sent or changed is drawn on every page that is open on it, for its own viewer."""

from uuid import UUID

from django.template.loader import render_to_string

from ampersand.conversations.actions import opening
from ampersand.conversations.queries import threads
from ampersand.conversations.queries.messages import CHANGES_WITHIN
from ampersand.conversations.stretch import latest
from ampersand.core.live import Drawn, LivePage, Look


def thread(look: Look, thread_id: UUID) -> Drawn:
    """The end of a conversation; raises Hidden. Who is looking is told to nobody."""
    one = threads.one(look.viewer, thread_id)
    facts = latest(look.viewer, one)
    sent = facts["stretch"].messages
    opening.mark(by=look.viewer, thread=one, at=sent[-1].sent_at if sent else None)
    until = min((one.sent_at + CHANGES_WITHIN for one in sent if one.can_change), default=None)
    text = render_to_string("conversations/part/messages.html", facts | {"viewer": look.viewer})
    return Drawn(text, frozenset({f"case.{one.case.id}"}), until.timestamp() if until else None)


LIVE = (LivePage("messages/<uuid:thread_id>/", "thread", draw=thread),)
