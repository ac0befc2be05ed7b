"""Telling people that something waits: one neutral mail, some minutes later, only to those who have not read it.

Who wrote, where and what is in no mail, and one mail is enough until its reader has looked or the quiet is over.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.tasks import task, task_backends

from ampersand.accounts import announcing
from ampersand.accounts.models import Person
from ampersand.conversations.models import Message, ThreadMark
from ampersand.conversations.queries.threads import OneThread
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.privacy.viewer import Viewer

LATER = timedelta(minutes=3)  # time to read it while the page is open
LONGEST = timedelta(days=1)  # after which nobody is told any more, for instance when the keeper had stopped
QUIET = timedelta(hours=6)  # between two mails to one person, whatever waits


def tell(by: Viewer, thread: OneThread, row: Message) -> None:
    """Queue a mail to everyone who reads this conversation and did not write this; after the transaction."""
    people = [str(one.person_id) for one in thread.will_read(by)]
    if not people:
        return
    job = tell_people.using(run_after=now() + LATER) if task_backends["default"].supports_defer else tell_people
    told = str(thread.id), str(thread.case.id), people, row.sent_at.isoformat()
    transaction.on_commit(lambda: job.enqueue(*told) and None)


@task()
def tell_people(thread: str, case: str, people: list[str], sent_at: str) -> None:
    """Write to those who have not read it meanwhile and were not written to lately."""
    if now() - datetime.fromisoformat(sent_at) > LONGEST:
        return
    for person in Person.objects.filter(pk__in=people, is_active=True):
        if _is_to_be_told(person, UUID(thread), UUID(case), datetime.fromisoformat(sent_at)):
            announcing.something_waits([person])


def _is_to_be_told(person: Person, thread_id: UUID, case_id: UUID, sent_at: datetime) -> bool:
    """Whether a mail is due, and note it, by the person's own marks, which nobody else reads."""
    own = Viewer(person.pk, person.name, person.language, person.time_zone)
    marks = ThreadMark.objects.visible_to(own, "write").filter(person_id=person.pk)
    here = {pk: (looked, told) for pk, looked, told in marks.values_list("thread_id", "looked_at", "told_at")}
    looked, _ = here.get(thread_id, (None, None))
    seen = looked is not None and looked >= sent_at
    quiet = any(at and at > now() - QUIET for _, at in here.values())
    if seen or quiet:
        return False
    if not marks.filter(thread_id=thread_id).update(told_at=now()):
        try:
            with transaction.atomic():
                ThreadMark(
                    id=new_id(), thread_id=thread_id, case_id=case_id, person_id=person.pk, told_at=now()
                ).insert()
        except IntegrityError:
            marks.filter(thread_id=thread_id).update(told_at=now())
    return True
