"""Looks that are recorded: whoever treats or supervises opens the goals of a case, or one of them."""

from uuid import UUID

from django.db.models import Model

from ampersand.cases.queries import OneCase
from ampersand.goals.models import Goal
from ampersand.privacy import audit
from ampersand.privacy.viewer import Viewer


def opened(*, by: Viewer, case: OneCase, goal_id: UUID | None = None) -> None:
    """Record the look of somebody who treats or supervises the case; members look at what is theirs unrecorded."""
    if case.treats(by):
        subject: Model | None = Goal(pk=goal_id) if goal_id else None
        audit.record(chain=case.id, actor=by.person_id, verb="goals.opened", subject=subject)
