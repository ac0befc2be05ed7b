"""When all of a case meet, for those above who hang something on it: check-ins, room mode, the course of the work."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from ampersand.cases.models import Case
from ampersand.core.clock import now
from ampersand.meetings.models import Attendance, Meeting
from ampersand.privacy import prepared
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer

LONGEST = timedelta(hours=8)  # no meeting lasts longer

type When = tuple[UUID, UUID, datetime, datetime]  # of which case, its id, from when, until when


def since(viewer: Viewer, case_ids: Iterable[UUID], after: datetime) -> list[When]:
    """The joint meetings of these cases that began or begin after an instant, in order. One query, however many."""
    found = _set(viewer).filter(case_id__in=list(case_ids), begins_at__gt=after).order_by("begins_at")
    return list(found.values_list("case_id", "pk", "begins_at", "ends_at"))


def next_of(viewer: Viewer, case_ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """When each of these cases meets next; those without a meeting are left out. One query, however many."""
    found = _set(viewer).filter(case_id__in=list(case_ids), begins_at__gt=now()).order_by("-begins_at")
    return dict(found.values_list("case_id", "begins_at"))  # the earliest is written last


def coming(viewer: Viewer, after: datetime) -> list[tuple[UUID, datetime]]:
    """Every joint meeting that the viewer may see after an instant, the earliest first: its case, and when."""
    return list(_coming(viewer, after))


def led_now(viewer: Viewer) -> tuple[UUID, UUID] | None:
    """The meeting of several people that the viewer leads at this instant: its case and its id. One query."""
    at = now()
    for case_id, key, ends in _led(viewer, at, at - LONGEST):
        if ends > at:
            return case_id, key
    return None


def one(viewer: Viewer, meeting_id: UUID, action: str = "read") -> Meeting:
    """One joint meeting that stands; raises Hidden."""
    found = _set(viewer, action).filter(pk=meeting_id).first()
    if found is None:
        raise Hidden
    return found


def missed(viewer: Viewer, case_id: UUID, after: datetime) -> list[tuple[UUID, datetime]]:
    """Who was not there, and at which meeting that all of a case had since an instant; oldest first. One query."""
    rows: QuerySet[Attendance] = Attendance.objects.visible_to(viewer)
    found = rows.filter(case_id=case_id, how=Attendance.How.NOT, meeting__begins_at__gt=after)
    found = found.filter(meeting__person__isnull=True).exclude(meeting__state=Meeting.State.CALLED_OFF)
    return list(found.order_by("meeting__begins_at").values_list("person_id", "meeting__begins_at"))


def all_missed(viewer: Viewer, after: datetime) -> list[tuple[UUID, datetime]]:
    """Of every case that the viewer may read: at which meetings of all since an instant somebody was not there."""
    return list(_missed(viewer, after))


@prepared.read
def _missed(viewer: Viewer, after: datetime) -> "QuerySet[Attendance, tuple[UUID, datetime]]":
    rows: QuerySet[Attendance] = Attendance.objects.visible_to(viewer)
    found = rows.filter(how=Attendance.How.NOT, meeting__begins_at__gt=after, meeting__person__isnull=True)
    stood = found.exclude(meeting__state=Meeting.State.CALLED_OFF)
    return stood.order_by("meeting__begins_at").values_list("case_id", "meeting__begins_at")


def _set(viewer: Viewer, action: str = "read") -> "QuerySet[Meeting]":
    rows: QuerySet[Meeting] = Meeting.objects.visible_to(viewer, action)
    return rows.filter(person__isnull=True, state=Meeting.State.SET)


@prepared.read
def _coming(viewer: Viewer, after: datetime) -> "QuerySet[Meeting, tuple[UUID, datetime]]":
    return _set(viewer).filter(begins_at__gt=after).order_by("begins_at").values_list("case_id", "begins_at")


@prepared.read
def _led(viewer: Viewer, at: datetime, after: datetime) -> "QuerySet[Meeting, tuple[UUID, UUID, datetime]]":
    rows = _set(viewer, "write").filter(therapist_id=viewer.person_id, begins_at__lte=at, begins_at__gt=after)
    several = rows.exclude(case__kind=Case.Kind.INDIVIDUAL)
    return several.order_by("-begins_at").values_list("case_id", "pk", "ends_at")
