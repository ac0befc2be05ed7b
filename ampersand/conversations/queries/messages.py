"""What was written, with its words, as far as the viewer may read it: a stretch of a conversation at a time."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from ampersand.conversations.models import Message, MessageDraft, Version
from ampersand.conversations.queries import sealed
from ampersand.conversations.queries.files import OneFile
from ampersand.conversations.queries.files import of as files_of
from ampersand.conversations.queries.sealed import Opener
from ampersand.conversations.queries.threads import OneThread
from ampersand.core.clock import now
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer

AT_ONCE = 30
COPIED_AT_ONCE = 200
CHANGES_WITHIN = timedelta(minutes=10)
COLUMNS = ("pk", "by_id", "by__name", "sent_at", "version", "changed_at", "versions__pk", "versions__words")


@dataclass(frozen=True)
class OneMessage:
    """One message as it stands; `text` is None where its key was destroyed."""

    id: UUID
    by_id: UUID
    name: str
    hand: int | str
    sent_at: datetime
    version: int
    changed_at: datetime | None
    text: str | None
    mine: bool
    files: tuple[OneFile, ...] = ()

    @property
    def person_id(self) -> UUID:
        """Whose it is, for templates that name people."""
        return self.by_id

    @property
    def can_change(self) -> bool:
        """Whether its writer may still change it."""
        return self.mine and self.text is not None and now() < self.sent_at + CHANGES_WITHIN


@dataclass(frozen=True)
class Stretch:
    """Some messages in the order in which they were sent, and whether there are earlier and later ones."""

    messages: tuple[OneMessage, ...] = ()
    earlier: UUID | None = None  # before which message to look on
    later: UUID | None = None  # after which message to look on


@dataclass(frozen=True)
class Begun:
    """What the viewer has begun to write here: its words, and which save of it this is."""

    text: str = ""
    version: int = 0
    saved_at: datetime | None = None


@dataclass(frozen=True)
class Earlier:
    """A message in one of its versions."""

    number: int
    made_at: datetime
    text: str | None
    stands: bool = field(default=False)


def latest(viewer: Viewer, thread: OneThread, opener: Opener) -> Stretch:
    """The last messages. One query, as quick after a hundred thousand messages as after a hundred."""
    rows = list(_ordered(viewer, thread)[: AT_ONCE + 1].values_list(*COLUMNS))
    return _stretch(viewer, thread, opener, rows[:AT_ONCE][::-1], earlier=len(rows) > AT_ONCE)


def before(viewer: Viewer, thread: OneThread, opener: Opener, cursor: UUID) -> Stretch:
    """The messages before one of them; raises Hidden when that one is not there. Two queries."""
    at = _place(viewer, thread, cursor)
    rows = list(_older(_ordered(viewer, thread), at, cursor)[: AT_ONCE + 1].values_list(*COLUMNS))
    return _stretch(viewer, thread, opener, rows[:AT_ONCE][::-1], earlier=len(rows) > AT_ONCE, later=True)


def after(viewer: Viewer, thread: OneThread, opener: Opener, cursor: UUID) -> Stretch:
    """The messages after one of them; raises Hidden when that one is not there. Two queries."""
    at = _place(viewer, thread, cursor)
    rows = _standing(viewer, thread).filter(sent_at__gte=at).exclude(sent_at=at, pk__lte=cursor)
    found = list(rows.order_by("sent_at", "pk")[: AT_ONCE + 1].values_list(*COLUMNS))
    return _stretch(viewer, thread, opener, found[:AT_ONCE], earlier=True, later=len(found) > AT_ONCE)


def since(viewer: Viewer, thread: OneThread, opener: Opener, cursor: UUID) -> Stretch:
    """The messages from one of them on, itself first; raises Hidden when that one is not there. Two queries."""
    at = _place(viewer, thread, cursor)
    rows = _standing(viewer, thread).filter(sent_at__gte=at).exclude(sent_at=at, pk__lt=cursor)
    found = list(rows.order_by("sent_at", "pk")[: AT_ONCE + 1].values_list(*COLUMNS))
    return _stretch(viewer, thread, opener, found[:AT_ONCE], earlier=True, later=len(found) > AT_ONCE)


def backwards(viewer: Viewer, thread: OneThread, cursor: UUID | None = None) -> "QuerySet[Message]":
    """The messages from the latest, or from before one of them, back to the first; raises Hidden. One query more."""
    rows = _ordered(viewer, thread)
    return _older(rows, _place(viewer, thread, cursor), cursor) if cursor else rows


def copied(viewer: Viewer, thread: OneThread, opener: Opener, cursor: UUID | None) -> Stretch:
    """A long stretch from the first message on, or after one of them, for one's own copy. Two queries."""
    action = "read" if thread.is_joint else "export"
    rows = _standing(viewer, thread, action)
    if cursor:
        at = _place(viewer, thread, cursor)
        rows = rows.filter(sent_at__gte=at).exclude(sent_at=at, pk__lte=cursor)
    found = list(rows.order_by("sent_at", "pk")[: COPIED_AT_ONCE + 1].values_list(*COLUMNS))
    later = len(found) > COPIED_AT_ONCE
    return _stretch(viewer, thread, opener, found[:COPIED_AT_ONCE], earlier=False, later=later)


def one(viewer: Viewer, message_id: UUID) -> Message:
    """One message, for a verb or its own page; raises Hidden."""
    found: Message | None = Message.objects.find(viewer, message_id)
    if found is None:
        raise Hidden
    return found


def versions(viewer: Viewer, message: Message) -> list[Earlier]:
    """Every version of a message, the latest first. Two queries."""
    rows = Version.objects.visible_to(viewer).filter(message_id=message.pk).order_by("-number")
    opener = Opener(message.case_id, [message.person_id])
    return [
        Earlier(
            number, at, opener.read(message.person_id, sealed.VERSION, pk, words), stands=number == message.version
        )
        for pk, number, at, words in rows.values_list("pk", "number", "made_at", "words")
    ]  # fmt: skip


def begun(viewer: Viewer, thread: OneThread, opener: Opener) -> Begun:
    """What the viewer has begun to write here. One query."""
    rows = MessageDraft.objects.visible_to(viewer).filter(thread_id=thread.id, by_id=viewer.person_id)
    held = rows.values_list("pk", "words", "version", "saved_at").first()
    if held is None:
        return Begun()
    return Begun(opener.read(viewer.person_id, sealed.DRAFT, held[0], held[1]) or "", held[2], held[3])


def opener_for(viewer: Viewer, thread: OneThread) -> Opener:
    """What opens everything that the viewer reads on a page of this conversation. One query."""
    return Opener(thread.case.id, {thread.person_id, viewer.person_id})


def _standing(viewer: Viewer, thread: OneThread, action: str = "read") -> "QuerySet[Message]":
    rows: QuerySet[Message] = Message.objects.visible_to(viewer, action)
    return rows.filter(thread_id=thread.id, versions__number=F("version"))


def _ordered(viewer: Viewer, thread: OneThread) -> "QuerySet[Message]":
    return _standing(viewer, thread).order_by("-sent_at", "-pk")


def _older(rows: "QuerySet[Message]", at: datetime, cursor: UUID) -> "QuerySet[Message]":
    return rows.filter(sent_at__lte=at).exclude(Q(sent_at=at) & Q(pk__gte=cursor))


def _place(viewer: Viewer, thread: OneThread, cursor: UUID) -> datetime:
    rows = Message.objects.visible_to(viewer).filter(pk=cursor, thread_id=thread.id)
    at: datetime | None = rows.values_list("sent_at", flat=True).first()
    if at is None:
        raise Hidden
    return at


def _stretch(
    viewer: Viewer,
    thread: OneThread,
    opener: Opener,
    rows: Iterable[tuple[Any, ...]],
    *,
    earlier: bool,
    later: bool = False,
) -> Stretch:
    hands = {one.person_id: one.hand for one in thread.case.people}
    rows = list(rows)
    files = files_of(viewer, thread, opener, [row[0] for row in rows])
    found = tuple(_message(viewer, thread, opener, hands, row, files.get(row[0], ())) for row in rows)
    if not found:
        return Stretch()
    return Stretch(found, found[0].id if earlier else None, found[-1].id if later else None)


def _message(
    viewer: Viewer,
    thread: OneThread,
    opener: Opener,
    hands: dict[UUID, int | str],
    row: tuple[Any, ...],
    files: tuple[OneFile, ...],
) -> OneMessage:
    pk, by_id, name, sent_at, version, changed_at, of_version, words = row
    text = opener.read(thread.person_id, sealed.VERSION, of_version, words)
    mine = by_id == viewer.person_id
    return OneMessage(pk, by_id, name, hands.get(by_id, "t"), sent_at, version, changed_at, text, mine, files)


def too_late() -> str:
    """Why a message cannot be changed any more."""
    return _("The ten minutes in which you can change it are over. Write another message instead.")
