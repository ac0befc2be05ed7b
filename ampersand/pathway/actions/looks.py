"""That somebody who treats or supervises opened a look at the whole is recorded, apart from the case's own chain."""

from uuid import UUID

from ampersand.cases.models import Case
from ampersand.pathway.queries import apart
from ampersand.privacy import audit
from ampersand.privacy.viewer import Viewer


def opened_review(*, by: Viewer, case_id: UUID) -> None:
    """Record the look."""
    audit.record(chain=apart.chain(case_id), actor=by.person_id, verb="review.opened", subject=Case(pk=case_id))
