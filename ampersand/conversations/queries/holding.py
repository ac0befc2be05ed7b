"""Messages that wait a while before they are sent: their writer's alone."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from ampersand.conversations.models import HeldMessage
from ampersand.conversations.queries import sealed
from ampersand.conversations.queries.sealed import Opener
from ampersand.conversations.queries.threads import OneThread
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True)
class OneHeld:
    """A message that waits; without `send_at` it could not be sent when its time came."""

    id: UUID
    text: str
    send_at: datetime | None


def of(viewer: Viewer, thread: OneThread, opener: Opener) -> list[OneHeld]:
    """What the viewer holds back in this conversation, the next to go first. One query."""
    rows: QuerySet[HeldMessage] = HeldMessage.objects.visible_to(viewer)
    found = rows.filter(thread_id=thread.id, by_id=viewer.person_id).order_by("made_at")
    return [
        OneHeld(pk, opener.read(viewer.person_id, sealed.HELD, pk, words) or "", at)
        for pk, words, at in found.values_list("pk", "words", "send_at")
    ]


def one(viewer: Viewer, held_id: UUID) -> HeldMessage:
    """One of them, locked, for a verb inside a transaction; raises Hidden."""
    rows: QuerySet[HeldMessage] = HeldMessage.objects.visible_to(viewer, "write").select_for_update(of=("self",))
    found = rows.filter(pk=held_id, by_id=viewer.person_id).first()
    if found is None:
        raise Hidden
    return found


def text_of(held: HeldMessage) -> str:
    """Its words; empty where their key was destroyed."""
    return Opener(held.case_id, [held.by_id]).read(held.by_id, sealed.HELD, held.pk, held.words) or ""
