"""Conversations that the viewer may open, who reads them, and whether they can be written in now."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ampersand.cases import queries as cases
from ampersand.cases.queries import OneCase, Someone
from ampersand.cases.rules.audience import Audience, Kind
from ampersand.conversations.models import Thread, ThreadMark
from ampersand.core.clock import now
from ampersand.privacy import prepared
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer
from ampersand.safety.queries import joint


@dataclass(frozen=True)
class OneThread:
    """One conversation with its case; `person_id` is whose it is alone, None where it is of all."""

    id: UUID
    case: OneCase
    person_id: UUID | None
    closed: str = ""  # why nothing can be written now; empty while it can
    waiting_since: datetime | None = None
    sounds_since: datetime | None = None

    @property
    def is_joint(self) -> bool:
        """Whether it is of all in the case."""
        return self.person_id is None

    @property
    def kind(self) -> Kind:
        """Its kind in the table."""
        return Kind.JOINT_MESSAGE if self.is_joint else Kind.PRIVATE_MESSAGE

    @property
    def person(self) -> Someone | None:
        """Whose it is alone, while they take part."""
        return next((one for one in self.case.members if one.person_id == self.person_id), None)

    @property
    def readers(self) -> tuple[Someone, ...]:
        """Everyone who may read it, by the one table."""
        audience = Audience.ALL_OF_US if self.is_joint else Audience.ME_AND_THERAPIST
        return self.case.readers(self.kind, audience, self.person_id)

    @property
    def supervisors(self) -> tuple[Someone, ...]:
        """Those of its readers who look only where there is a reason."""
        return tuple(one for one in self.readers if one.role == "supervisor")

    def will_read(self, viewer: Viewer) -> tuple[Someone, ...]:
        """Who reads what the viewer sends here, without the viewer and without those who only supervise."""
        return tuple(one for one in self.readers if one.role != "supervisor" and one.person_id != viewer.person_id)

    def title(self, viewer: Viewer) -> str:
        """What it is called on the viewer's own pages."""
        if self.is_joint:
            return _("All of us") if self.case.me(viewer) else _("All of them")
        if self.person_id == viewer.person_id:
            names = _(" and ").join(one.name for one in self.case.therapists)
            return _("%(name)s and you") % {"name": names} if names else _("Your own conversation")
        return _("%(name)s alone") % {"name": self.person.name} if self.person else _("Someone who has left")


def me(viewer: Viewer) -> UUID:
    """The viewer's id; raises Hidden for a visitor."""
    if viewer.person_id is None:
        raise Hidden
    return viewer.person_id


def one(viewer: Viewer, thread_id: UUID) -> OneThread:
    """One conversation, and whether it can be written in; raises Hidden. Four queries at most."""
    rows = _thread(viewer, thread_id)
    if not rows:
        raise Hidden
    case_id, person_id, waiting, sounds = rows[0]
    found = OneThread(thread_id, _case(viewer, case_id, person_id), person_id, "", waiting, sounds)
    return replace(found, closed=closed_words(viewer, found))


def of_case(viewer: Viewer, case: OneCase) -> list[OneThread]:
    """The conversations of a case that the viewer may open, that of all first, then by name. One query."""
    rows = Thread.objects.visible_to(viewer).filter(case_id=case.id)
    found = [
        OneThread(pk, case, person, "", waiting, sounds)
        for pk, person, waiting, sounds in rows.values_list("pk", "person_id", "waiting_since", "sounds_since")
    ]
    order = {person.person_id: place for place, person in enumerate(case.everyone)}
    return sorted(found, key=lambda thread: -1 if thread.person_id is None else order.get(thread.person_id, 99))


def wanted(viewer: Viewer, case: OneCase) -> set[UUID | None]:
    """The conversations that there should be for this viewer: None is that of all. No query."""
    mine = case.me(viewer)
    if not (mine or case.leads(viewer)) or not case.takes_new:
        return set()
    found: set[UUID | None] = {None} if case.is_shared else set()
    return found | ({mine.person_id} if mine else {one.person_id for one in case.members})


def looked(viewer: Viewer, thread_id: UUID) -> datetime | None:
    """Until when the viewer has read this conversation: their own mark. One query."""
    rows: QuerySet[ThreadMark] = ThreadMark.objects.visible_to(viewer).filter(thread_id=thread_id)
    return rows.filter(person_id=me(viewer)).values_list("looked_at", flat=True).first()


def closed_words(viewer: Viewer, thread: OneThread) -> str:
    """Why nothing can be written here now, in the same words for everyone; empty while it can. One query at most."""
    case, mine = thread.case, thread.case.me(viewer)
    if not mine and not case.leads(viewer):
        return _("You read here; you do not write.")
    if not case.takes_new:
        return _("Nothing new is written here any more.") if case.ended else _("The work rests just now.")
    if thread.person_id and not thread.person:
        return _("They do not take part any more. Nothing new is written here.")
    if not case.is_agreed or (thread.person_id and case.is_shared and not case.promise.opens_private_boxes):
        return _("This opens when everyone has signed the agreement.")
    return joint.joint_pause(viewer, case.id) if thread.is_joint and mine else ""


def _case(viewer: Viewer, case_id: UUID, person_id: UUID | None) -> OneCase:
    """The case with its people; without anybody for someone who has left it and still reads what is their own."""
    try:
        return cases.one(viewer, case_id)
    except Hidden:
        if person_id is None or person_id != viewer.person_id:
            raise
        return OneCase(case_id, "individual", "ended", now().date(), None)


@prepared.read
def _thread(viewer: Viewer, thread_id: UUID) -> "QuerySet[Thread, tuple[Any, ...]]":
    rows: QuerySet[Thread] = Thread.objects.visible_to(viewer).filter(pk=thread_id)
    return rows.values_list("case_id", "person_id", "waiting_since", "sounds_since")
