"""Conversations come to be when somebody who may write in them first looks for them; looks are one's own."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from ampersand.cases.queries import OneCase
from ampersand.conversations.models import Thread, ThreadMark
from ampersand.conversations.queries import threads
from ampersand.conversations.queries.threads import OneThread
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.viewer import Viewer


def open_threads(*, by: Viewer, case: OneCase) -> list[OneThread]:
    """The conversations of a case that the viewer may open; those that should be there and are not are made."""
    found = threads.of_case(by, case)
    missing = threads.wanted(by, case) - {one.person_id for one in found}
    if not missing:
        return found
    for person_id in sorted(missing, key=str):
        _make(by, case.id, person_id)
    return threads.of_case(by, case)


def look(*, by: Viewer, thread: OneThread) -> None:
    """Keep until when the viewer has read: their own mark. Whoever only supervises leaves a record instead."""
    if not thread.case.me(by) and not thread.case.leads(by):
        if thread.case.treats(by):
            audit.record(
                chain=thread.case.id, actor=by.person_id, verb="conversations.opened", subject=Thread(pk=thread.id)
            )
        return
    _mark(by, thread)


def mark(*, by: Viewer, thread: OneThread, at: datetime | None) -> None:
    """The same for a page that is open and was drawn anew: where what was sent last is new to the viewer."""
    if not thread.case.me(by) and not thread.case.leads(by):
        return
    seen = threads.looked(by, thread.id)
    if at is not None and (seen is None or seen < at):
        _mark(by, thread)


def _mark(by: Viewer, thread: OneThread) -> None:
    rows = ThreadMark.objects.visible_to(by, "write").filter(thread_id=thread.id, person_id=by.person_id)
    if rows.update(looked_at=now()):
        return
    fresh = ThreadMark(
        id=new_id(), thread_id=thread.id, case_id=thread.case.id, person_id=threads.me(by), looked_at=now()
    )
    require(by, "write", fresh)
    try:
        with transaction.atomic():
            fresh.insert()
    except IntegrityError:  # another page was a moment earlier
        rows.update(looked_at=now())


def look_through(*, by: Viewer, thread: OneThread) -> None:
    """Looking for words is a look, too: recorded where one who only supervises does it."""
    if not thread.case.me(by) and not thread.case.leads(by) and thread.case.treats(by):
        subject = Thread(pk=thread.id)
        audit.record(chain=thread.case.id, actor=by.person_id, verb="conversations.looked_through", subject=subject)


def needs_no_answer(*, by: Viewer, thread_id: UUID) -> None:
    """What was written needs no answer: nobody waits in this conversation any more. For those who lead the case."""
    thread = threads.one(by, thread_id)
    if not thread.case.leads(by):
        raise Hidden
    require(by, "write", Thread(pk=thread_id, case_id=thread.case.id, person_id=thread.person_id))
    with transaction.atomic():
        Thread.objects.visible_to(by, "write").filter(pk=thread_id).update(waiting_since=None, sounds_since=None)
        audit.record(
            chain=thread.case.id, actor=by.person_id, verb="conversations.no_answer", subject=Thread(pk=thread_id)
        )


def _make(by: Viewer, case_id: UUID, person_id: UUID | None) -> None:
    row = Thread(id=new_id(), case_id=case_id, person_id=person_id, made_at=now())
    require(by, "write", row)
    try:
        with transaction.atomic():
            row.insert()
    except IntegrityError:  # somebody else was a moment earlier
        return
