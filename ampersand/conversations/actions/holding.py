"""Holding a message back for a while, taking it back, and sending it when its time has come."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from ampersand.accounts.models import Person
from ampersand.conversations.actions import writing
from ampersand.conversations.actions.common import Refused
from ampersand.conversations.models import HeldMessage, MessageDraft, Upload
from ampersand.conversations.queries import holding, sealed, threads
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.viewer import Viewer

WAITS = timedelta(hours=1)


def hold(*, by: Viewer, thread_id: UUID, message_id: UUID, text: str) -> HeldMessage:
    """Send a message in an hour, unless it is taken back; asked twice with one id, it waits once.

    For members, in a conversation of all. Raises Hidden, Refused.
    """
    thread = threads.one(by, thread_id)
    if not thread.is_joint or not thread.case.me(by):
        raise Hidden
    if thread.closed:
        raise Refused(thread.closed)
    row = HeldMessage(
        id=message_id, thread_id=thread_id, case_id=thread.case.id, by_id=threads.me(by), send_at=now() + WAITS,
        made_at=now(),
    )  # fmt: skip
    require(by, "write", row)
    row.words = sealed.seal(row.case_id, row.by_id, sealed.HELD, row.pk, text)
    try:
        with transaction.atomic():
            row.insert()
            waiting = Upload.objects.visible_to(by, "write").filter(thread_id=thread_id, by_id=row.by_id)
            waiting.filter(held__isnull=True).exclude(kind="").update(held_id=row.pk)
            MessageDraft.objects.visible_to(by, "write").filter(thread_id=thread_id, by_id=by.person_id).delete()
    except IntegrityError:
        return holding.one(by, message_id)
    return row


def take_back(*, by: Viewer, held_id: UUID) -> UUID:
    """Do not send it: its words are what was begun again, before what has been begun since. Raises Hidden."""
    with transaction.atomic():
        held = holding.one(by, held_id)
        _to_draft(by, held)
        held.delete()
    return held.thread_id


def send_now(*, by: Viewer, held_id: UUID) -> UUID:
    """Send it without waiting; raises Hidden, Refused."""
    with transaction.atomic():
        held = holding.one(by, held_id)
        words = holding.text_of(held)
        writing.send(by=by, thread_id=held.thread_id, message_id=held.pk, text=words, held_id=held.pk)
        held.delete()
    return held.thread_id


def send_due(at: datetime) -> int:
    """Send what has waited long enough; how many. What cannot be sent stays with its writer. For the keeper."""
    waiting: QuerySet[HeldMessage] = QuerySet(HeldMessage)
    due = waiting.filter(send_at__lte=at).order_by("send_at").values_list("pk", "by_id")
    people = Person.objects.in_bulk({by_id for _, by_id in due})
    return sum(_send_due(people[by_id], pk) for pk, by_id in due)


def _send_due(person: Person, held_id: UUID) -> bool:
    writer = Viewer(person.pk, person.name, person.language, person.time_zone)
    try:
        send_now(by=writer, held_id=held_id)
    except (Refused, Hidden):
        rows = HeldMessage.objects.visible_to(writer, "write").filter(pk=held_id)
        if rows.update(send_at=None):
            audit.record(chain=rows.get().case_id, actor=None, verb="conversations.not_sent")
        return False
    return True


def _to_draft(by: Viewer, held: HeldMessage) -> None:
    """Into what was begun: an earlier draft stays, below the words that come back."""
    text = holding.text_of(held)
    rows = MessageDraft.objects.visible_to(by, "write").filter(thread_id=held.thread_id, by_id=by.person_id)
    draft: MessageDraft | None = rows.select_for_update(of=("self",)).first()
    if draft is None:
        draft = MessageDraft(id=new_id(), thread_id=held.thread_id, case_id=held.case_id, by_id=held.by_id, version=0)
    else:
        opener = sealed.Opener(held.case_id, [held.by_id])
        since = opener.read(held.by_id, sealed.DRAFT, draft.pk, draft.words)
        text = f"{text}\n\n{since}" if since else text
    draft.words = sealed.seal(held.case_id, held.by_id, sealed.DRAFT, draft.pk, text)
    draft.version, draft.saved_at = draft.version + 1, now()
    draft.save()
