"""Agreeing on how long the work is."""

from datetime import date
from uuid import UUID

from django.db import transaction

from ampersand.cases import queries as cases
from ampersand.core.clock import now
from ampersand.pathway.models import Course
from ampersand.privacy import audit, policy
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer


class Changed(ValueError):
    """Somebody else changed it meanwhile."""


def agree(*, by: Viewer, case_id: UUID, meetings: int, begun_on: date, every_weeks: int, version: int) -> None:
    """Write down what was agreed about the length; raises Hidden, and Changed when the version is not the latest."""
    case = cases.row(by, case_id, "write")
    policy.require(by, "write", Course(case=case))
    if by.person_id is None:
        raise Hidden
    values = {"meetings": meetings, "begun_on": begun_on, "every_weeks": every_weeks, "changed_by_id": by.person_id}
    with transaction.atomic():
        held = Course.objects.visible_to(by, "write").select_for_update().filter(pk=case_id).first()
        if (held.version if held else 0) != version:
            raise Changed
        course = Course(case_id=case_id, version=version + 1, changed_at=now(), **values)
        course.save(force_insert=held is None)
        audit.record(chain=case_id, actor=by.person_id, verb="course.agreed", subject=case)
