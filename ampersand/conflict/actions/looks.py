"""Looks that are recorded: whoever treats or supervises opens what was written about rows."""

from uuid import UUID

from django.db.models import Model

from ampersand.conflict.models import Entry
from ampersand.privacy import audit
from ampersand.privacy.viewer import Viewer


def opened(*, by: Viewer, case_id: UUID, entry_id: UUID | None = None) -> None:
    """Record the look of somebody who treats or supervises the case."""
    subject: Model | None = Entry(pk=entry_id) if entry_id else None
    audit.record(chain=case_id, actor=by.person_id, verb="conflict.opened", subject=subject)
