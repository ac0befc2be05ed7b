"""Sending, changing within minutes, and keeping what is begun."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from ampersand.conversations import content
from ampersand.conversations.actions import telling, uploading
from ampersand.conversations.actions.common import ChangedElsewhere, Refused
from ampersand.conversations.models import Message, MessageDraft, Thread, Version
from ampersand.conversations.queries import messages, sealed, threads
from ampersand.conversations.queries.messages import CHANGES_WITHIN
from ampersand.conversations.queries.threads import OneThread
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.core.live import changed
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.viewer import Viewer


def send(*, by: Viewer, thread_id: UUID, message_id: UUID, text: str, held_id: UUID | None = None) -> Message:
    """Send a message; asked twice with one id, it is sent once. Raises Hidden, Refused.

    Files that wait go with it, and what was begun is forgotten; of what was held back, only its own files do.
    """
    thread = threads.one(by, thread_id)
    if thread.closed:
        raise Refused(thread.closed)
    row = Message(
        id=message_id, thread_id=thread_id, case_id=thread.case.id, person_id=thread.person_id, by_id=threads.me(by),
        sent_at=now(),
    )  # fmt: skip
    require(by, "write", row)
    try:
        with transaction.atomic():
            row.insert()
            _say(row, text)
            _note(by, thread, row.sent_at, sounds=content.sounds(text, by.language))
            if not uploading.attach(by, row, held_id) and not text:
                raise Refused(_("Nothing is written yet."))
            if held_id is None:
                MessageDraft.objects.visible_to(by, "write").filter(thread_id=thread_id, by_id=by.person_id).delete()
            audit.record(chain=row.case_id, actor=by.person_id, verb="conversations.send", subject=row)
            telling.tell(by, thread, row)
            changed("thread", thread_id)
    except IntegrityError:
        return _sent_before(by, thread_id, message_id)
    return row


def change(*, by: Viewer, message_id: UUID, version: int, text: str) -> Message:
    """Give one's own message other words, within minutes; what it said before stays in the record.

    Raises Hidden, Refused when the minutes are over or nothing is written here now, and ChangedElsewhere.
    """
    thread = threads.one(by, messages.one(by, message_id).thread_id)
    with transaction.atomic():
        rows = Message.objects.visible_to(by, "write").filter(pk=message_id, by_id=by.person_id)
        row: Message | None = rows.select_for_update(of=("self",)).first()
        if row is None:
            raise Hidden
        if thread.closed or now() >= row.sent_at + CHANGES_WITHIN:
            raise Refused(thread.closed or messages.too_late())
        if row.version != version:
            raise ChangedElsewhere(row.version)
        row.version, row.changed_at = version + 1, now()
        row.save(update_fields=["version", "changed_at"])
        _say(row, text)
        if thread.case.me(by):
            _note(by, thread, now(), sounds=content.sounds(text, by.language))
        audit.record(chain=row.case_id, actor=by.person_id, verb="conversations.change", subject=row)
        changed("thread", row.thread_id)
    return row


def save_draft(*, by: Viewer, thread_id: UUID, text: str, version: int) -> int:
    """Keep what was typed so far; its new version. Raises ChangedElsewhere when another page kept more, and Hidden."""
    thread = threads.one(by, thread_id)
    if thread.closed:
        raise Hidden
    with transaction.atomic():
        rows = MessageDraft.objects.visible_to(by, "write").filter(thread_id=thread_id, by_id=threads.me(by))
        held = rows.select_for_update(of=("self",)).first()
        if held is None:
            return _first_draft(by, thread, text)
        if held.version != version:
            raise ChangedElsewhere(held.version)
        held.words = sealed.seal(thread.case.id, threads.me(by), sealed.DRAFT, held.pk, text)
        held.version, held.saved_at = held.version + 1, now()
        held.save(update_fields=["words", "version", "saved_at"])
        return int(held.version)


def drop_draft(*, by: Viewer, thread_id: UUID) -> None:
    """Forget what was begun here; raises Hidden."""
    thread = threads.one(by, thread_id)
    MessageDraft.objects.visible_to(by, "write").filter(thread_id=thread.id, by_id=by.person_id).delete()


def _first_draft(by: Viewer, thread: OneThread, text: str) -> int:
    row = MessageDraft(id=new_id(), thread_id=thread.id, case_id=thread.case.id, by_id=threads.me(by), saved_at=now())
    require(by, "write", row)
    row.words = sealed.seal(thread.case.id, threads.me(by), sealed.DRAFT, row.pk, text)
    try:
        with transaction.atomic():
            row.insert()
    except IntegrityError:  # the other device was a moment earlier
        raise ChangedElsewhere(1) from None
    return 1


def _say(row: Message, text: str) -> None:
    said = Version(
        id=new_id(), message_id=row.pk, case_id=row.case_id, person_id=row.person_id, sent_at=row.sent_at,
        number=row.version, made_at=now(),
    )  # fmt: skip
    said.words = sealed.seal(row.case_id, row.person_id, sealed.VERSION, said.pk, text)
    said.insert()


def _note(by: Viewer, thread: OneThread, at: datetime, *, sounds: bool) -> None:
    """Keep who waits: a client who wrote, until one of those who lead the case writes there.

    What sounds like danger is marked in a conversation alone; in that of all it is read by everyone anyway.
    """
    rows = Thread.objects.visible_to(by, "write").filter(pk=thread.id)
    if not thread.case.me(by):
        rows.update(last_at=at, waiting_since=None, sounds_since=None)
        return
    rows.update(last_at=at, client_at=at, waiting_since=Coalesce("waiting_since", Value(at)))
    if sounds and not thread.is_joint:
        rows.filter(sounds_since__isnull=True).update(sounds_since=at)


def _sent_before(by: Viewer, thread_id: UUID, message_id: UUID) -> Message:
    found = Message.objects.visible_to(by).filter(pk=message_id, thread_id=thread_id, by_id=by.person_id).first()
    if found is None:
        raise Hidden
    held: Message = found
    return held
