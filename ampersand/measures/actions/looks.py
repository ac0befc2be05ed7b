"""Looks that are recorded: whoever treats or supervises opens a case, its measures, or one set of answers."""

from uuid import UUID

from django.db.models import Model

from ampersand.cases.models import Case
from ampersand.privacy import audit
from ampersand.privacy.viewer import Viewer


def opened_case(*, by: Viewer, case_id: UUID) -> None:
    """Record that the page of a case was opened."""
    _looked(by, case_id, "case.opened", Case(pk=case_id))


def opened_measures(*, by: Viewer, case_id: UUID) -> None:
    """Record that the measures of a case were opened."""
    _looked(by, case_id, "measures.opened", Case(pk=case_id))


def opened_answers(*, by: Viewer, case_id: UUID, answers: Model) -> None:
    """Record that one set of answers was read, item by item."""
    _looked(by, case_id, "answers.opened", answers)


def _looked(by: Viewer, case_id: UUID, verb: str, subject: Model) -> None:
    audit.record(chain=case_id, actor=by.person_id, verb=verb, subject=subject)
