"""Looks that are recorded: whoever treats or supervises opens the report of everyone."""

from uuid import UUID

from ampersand.privacy import audit
from ampersand.privacy.viewer import Viewer


def opened(*, by: Viewer, case_id: UUID) -> None:
    """Record that the report of everyone in a case was opened."""
    audit.record(chain=case_id, actor=by.person_id, verb="report.opened")
