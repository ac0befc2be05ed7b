"""Looks that are recorded: whoever treats or supervises opens what members did or brought."""

from django.db.models import Model

from ampersand.cases.queries import OneCase
from ampersand.privacy import audit
from ampersand.privacy.viewer import Viewer


def opened(*, by: Viewer, case: OneCase, subject: Model | None = None) -> None:
    """Record the look of somebody who treats or supervises the case; members look at what is theirs unrecorded."""
    if case.treats(by):
        audit.record(chain=case.id, actor=by.person_id, verb="exercises.opened", subject=subject)
