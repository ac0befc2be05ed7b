"""One person's own appointments, for their calendar programs."""

from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from django.db.models import Q, QuerySet

from ampersand.accounts.models import Person, StaffRole
from ampersand.core.clock import now
from ampersand.meetings.ics import Appointment
from ampersand.meetings.models import Meeting, OwnCalendar
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer

BACK, AHEAD, AT_MOST = timedelta(days=60), timedelta(days=400), 1000
_COLUMNS = ("pk", "begins_at", "ends_at", "state", "revision", "changed_at")


def digest(token: str) -> str:
    """What is kept of a secret address."""
    return sha256(token.encode()).hexdigest()


def holder(token: str) -> list[Viewer]:
    """Whose feed this is: them as a client and in each practice where they work; raises Hidden."""
    rows: QuerySet[OwnCalendar] = QuerySet(OwnCalendar)
    found = rows.filter(feed=digest(token or "-"), person__is_active=True).select_related("person").first()
    if found is None:
        raise Hidden
    return _viewers(found.person)


def mine(viewer: Viewer) -> OwnCalendar:
    """The viewer's own feed and reminders, as they are to begin with until they say otherwise; raises Hidden."""
    if viewer.person_id is None:
        raise Hidden
    rows: QuerySet[OwnCalendar] = OwnCalendar.objects.visible_to(viewer)
    return rows.first() or OwnCalendar(person_id=viewer.person_id)


def appointments(viewers: list[Viewer]) -> list[Appointment]:
    """What these viewers, who are one person, take part in: what comes, what was of late. One query for each."""
    found: dict[UUID, Appointment] = {}
    for viewer in viewers:
        rows = Meeting.objects.visible_to(viewer).filter(begins_at__gt=now() - BACK, begins_at__lt=now() + AHEAD)
        taking = rows.filter(_takes_part(viewer))
        moved = taking.filter(Q(replaces__isnull=True) | Q(state=Meeting.State.PROPOSED)).distinct()
        for row in moved.order_by("begins_at").values_list(*_COLUMNS)[:AT_MOST]:
            found[row[0]] = Appointment(*row)
    return list(found.values())


def appointment(viewer: Viewer, meeting_id: UUID) -> Appointment:
    """One meeting that the viewer takes part in; raises Hidden."""
    rows = Meeting.objects.visible_to(viewer).filter(_takes_part(viewer), pk=meeting_id)
    for row in rows.values_list(*_COLUMNS)[:1]:
        return Appointment(*row)
    raise Hidden


def _takes_part(viewer: Viewer) -> Q:
    """Not everything that somebody may read is an appointment of theirs: a supervisor reads of many."""
    me = viewer.person_id
    parts = Q(case__participations__person=me, case__participations__role="member")
    here = parts & Q(case__participations__left_at__isnull=True)
    return Q(therapist=me) | Q(person=me) | (Q(person__isnull=True) & here)


def _viewers(person: Person) -> list[Viewer]:
    held: dict[UUID, set[str]] = {}
    for practice, role in StaffRole.objects.filter(person=person).values_list("practice_id", "role"):
        held.setdefault(practice, set()).add(role)
    told = (person.pk, person.name, person.language, person.time_zone)
    return [Viewer(*told), *(Viewer(*told, practice, frozenset(roles)) for practice, roles in held.items())]
