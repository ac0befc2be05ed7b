"""Times that a member of a case can take: what is free, and nothing about why the rest is not.

A time is gone for everyone alike, whoever has it; nobody can tell a partner's meeting alone from a stranger's.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from ampersand.cases import queries as cases
from ampersand.cases.queries import OneCase
from ampersand.core.clock import now
from ampersand.meetings.models import Calendar, Hours, Meeting
from ampersand.meetings.queries import taken
from ampersand.meetings.rules.free import Booking, Opening, Slot, free
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer
from ampersand.safety.queries import joint

AT_MOST = 60
_HOURS = ("weekday", "begins", "ends", "zone", "room_id", "room__closed_at")


@dataclass(frozen=True)
class Offer:
    """Whom times are offered to, by which therapist, how long; and the times. `pause` says why there are none."""

    case: OneCase
    therapist_id: UUID
    person_id: UUID | None
    minutes: int
    rest: int
    slots: tuple[Slot, ...]
    pause: str = ""

    def room_of(self, at: datetime) -> str | None:
        """In which room a meeting would be at this time, empty for online; None: it is not offered."""
        return next((slot.room for slot in self.slots if slot.at == at), None)


def open_to(viewer: Viewer, case: OneCase) -> tuple[bool, bool]:
    """Whether times are offered in a case: to all together, and to each alone. One query."""
    calendar = _calendar(case)
    if calendar is None or case.me(viewer) is None or not _takes(case):
        return False, False
    return calendar.offers_joint, calendar.offers_alone and case.is_shared


def offered(viewer: Viewer, case_id: UUID, *, alone: bool, instead_of: Meeting | None = None) -> Offer:
    """The times that a member may take now, for all or alone, or for another hour of a meeting; raises Hidden.

    Seven queries, however many times.
    """
    case = cases.one(viewer, case_id)
    me, calendar = case.me(viewer), _calendar(case)
    if me is None or calendar is None or not _takes(case):
        raise Hidden
    alone = alone and case.is_shared
    if not (calendar.offers_alone if alone else calendar.offers_joint) and instead_of is None:
        raise Hidden
    minutes = calendar.alone_minutes if alone or not case.is_shared else calendar.joint_minutes
    if instead_of is not None:
        minutes = int((instead_of.ends_at - instead_of.begins_at).total_seconds() // 60)
    person = me.person_id if alone else None
    pause = "" if alone else joint.joint_pause(viewer, case_id)
    slots = () if pause else _slots(calendar, minutes, instead_of.pk if instead_of else None)
    return Offer(case, calendar.therapist_id, person, minutes, calendar.rest, slots, pause)


def _takes(case: OneCase) -> bool:
    return case.joint_open if case.is_shared else case.takes_new


def _calendar(case: OneCase) -> Calendar | None:
    """The rules of the case's therapist who has said when they work; the first by name."""
    leads = [one.person_id for one in case.therapists]
    worked: QuerySet[Hours] = QuerySet(Hours)
    there = worked.filter(therapist__in=leads, practice=case.practice_id or UUID(int=0))
    found = there.order_by("therapist__name").values_list("therapist", flat=True).first()
    if found is None or case.practice_id is None:
        return None
    rows: QuerySet[Calendar] = QuerySet(Calendar)
    held = rows.filter(therapist=found, practice=case.practice_id).first()
    return held or Calendar(therapist_id=found, practice_id=case.practice_id)


def _slots(calendar: Calendar, minutes: int, but: UUID | None) -> tuple[Slot, ...]:
    rows: QuerySet[Hours] = QuerySet(Hours)
    held = rows.filter(therapist=calendar.therapist_id, practice=calendar.practice_id)
    openings = [
        Opening(weekday, begins, ends, zone, str(room) if room and not closed else "")
        for weekday, begins, ends, zone, room, closed in held.values_list(*_HOURS)
    ]
    how = Booking(minutes, calendar.rest, calendar.notice, calendar.days)
    since, until = now(), now() + timedelta(days=calendar.days + 2)
    busy = taken.of_therapist(calendar.therapist_id, since, until, but)
    rooms = taken.of_rooms([UUID(one.room) for one in openings if one.room], since, until, but)
    return tuple(free(openings, busy, dict(rooms), how=how, now=now())[:AT_MOST])
