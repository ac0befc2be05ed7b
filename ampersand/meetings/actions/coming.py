"""Who came to a meeting: noted by the therapist, without a reason and without blame."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from ampersand.cases import queries as cases
from ampersand.core.clock import now
from ampersand.meetings.models import Attendance, Meeting
from ampersand.meetings.queries import shown
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.viewer import Viewer


def note(*, by: Viewer, meeting_id: UUID, how: Mapping[UUID, tuple[str, int]]) -> None:
    """Keep how it was with each at a meeting that has begun, by person: how they came, how many minutes later.

    Raises Hidden: for a meeting that is called off or still to come, for somebody who takes no part in it.
    """
    meeting = shown.one(by, meeting_id)
    case = cases.one(by, meeting.case_id)
    people = {one.person_id for one in case.everyone if meeting.person_id in (None, one.person_id)}
    if (
        by.person_id is None
        or not case.leads(by)
        or meeting.state != Meeting.State.SET
        or meeting.begins_at > now()
        or set(how) - people
    ):
        raise Hidden
    with transaction.atomic():
        for person, (way, minutes) in how.items():
            told = {"how": way, "minutes": minutes if way == Attendance.How.LATE else 0}
            row = Attendance(meeting_id=meeting_id, case_id=case.id, person_id=person, noted_by_id=by.person_id, **told)
            require(by, "write", row)
            rows = Attendance.objects.visible_to(by, "write")
            again = {"noted_by_id": by.person_id, "noted_at": now()} | told
            first = {"case_id": case.id} | again
            rows.update_or_create(again, create_defaults=first, meeting_id=meeting_id, person_id=person)
        audit.record(chain=case.id, actor=by.person_id, verb="meeting.noted", subject=Meeting(pk=meeting_id))
