"""Looks that are recorded: whoever treats or supervises opens the check-ins or the ratings of a case."""

from uuid import UUID

from ampersand.cases.models import Case
from ampersand.privacy import audit
from ampersand.privacy.viewer import Viewer


def opened_weeks(*, by: Viewer, case_id: UUID) -> None:
    """Record that the check-ins of a case were opened."""
    audit.record(chain=case_id, actor=by.person_id, verb="checkins.opened", subject=Case(pk=case_id))


def opened_ratings(*, by: Viewer, case_id: UUID) -> None:
    """Record that the ratings of a case's meetings were opened."""
    audit.record(chain=case_id, actor=by.person_id, verb="ratings.opened", subject=Case(pk=case_id))
