"""Setting, moving and calling off the next meeting, until a calendar does it."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from ampersand.cases import queries as cases
from ampersand.cases.rules.audience import Audience
from ampersand.checkins.models import CheckIn, CheckInLine, Occasion
from ampersand.checkins.queries import planned
from ampersand.checkins.rules import windows
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.scope import system_scope
from ampersand.privacy.viewer import Viewer


def set_meeting(
    *, by: Viewer, case_id: UUID, meets_at: datetime, minutes: int = 75, occasion_id: UUID | None = None
) -> Occasion:
    """Say when everyone in a case meets, or with the id of a meeting that is not over move it; raises Hidden.

    Set twice for one instant, it is set once; set again after it was called off, it is the same meeting as before.
    """
    case = cases.one(by, case_id)
    if by.person_id is None:
        raise Hidden
    with transaction.atomic():
        if occasion_id is not None:
            return _moved(by, case_id, occasion_id, meets_at, minutes)
        row = Occasion(
            id=new_id(), case_id=case.id, meets_at=meets_at, minutes=minutes, set_by_id=by.person_id, made_at=now()
        )
        require(by, "write", row)
        again = Occasion.objects.visible_to(by, "write").filter(case_id=case_id, meets_at=meets_at)
        if (old := again.exclude(called_off_at=None).order_by("-called_off_at").first()) is not None:
            row = old
            row.called_off_at = None
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError:  # pressed twice
            rows = Occasion.objects.visible_to(by).filter(case_id=case_id, meets_at=meets_at)
            held: Occasion = rows.get(called_off_at__isnull=True)
            return held
        audit.record(chain=case_id, actor=by.person_id, verb="meeting.set", subject=row)
    return row


def call_off(*, by: Viewer, occasion_id: UUID) -> Occasion:
    """Say that a meeting does not take place, or did not; called off twice, it was called off once. Raises Hidden."""
    with transaction.atomic():
        rows = Occasion.objects.visible_to(by, "write").filter(pk=occasion_id)
        row: Occasion | None = rows.select_for_update(of=("self",)).first()
        if row is None:
            raise Hidden
        if row.called_off_at is None:
            rows.update(called_off_at=now())
            audit.record(chain=row.case_id, actor=by.person_id, verb="meeting.called_off", subject=row)
    return row


def _moved(by: Viewer, case_id: UUID, occasion_id: UUID, meets_at: datetime, minutes: int) -> Occasion:
    row = planned.occasion(by, occasion_id, "write")
    if row.case_id != case_id:
        raise Hidden
    if (row.meets_at, row.minutes) == (meets_at, minutes):
        return row
    row.meets_at, row.minutes = meets_at, minutes
    window = windows.before(planned.as_meeting(row))
    Occasion.objects.visible_to(by, "write").filter(pk=row.pk).update(meets_at=meets_at, minutes=minutes)
    with system_scope("what was shown of a check-in waits for when it closes now"):
        sent = CheckIn.objects.filter(case_id=case_id, window=window.key)
        lines = CheckInLine.objects.filter(check_in__in=sent.values("pk"))
        lines.update(closes_at=window.closes, audience=Audience.ME_AND_THERAPIST.value)
        sent.update(closes_at=window.closes)
    audit.record(chain=case_id, actor=by.person_id, verb="meeting.moved", subject=row)
    return row
