"""Reads: what whoever cares for a child sees of what is planned: that questions come, and how often. Never which."""

from uuid import UUID

from ampersand.measures.models import Plan
from ampersand.privacy.viewer import Viewer


def rhythms(viewer: Viewer, case_id: UUID, person_id: UUID) -> list[int]:
    """Every how many weeks questions come for somebody, the most frequent first; what comes only once is not told."""
    rows = Plan.objects.visible_to(viewer, "see_result").filter(case=case_id, person=person_id, ended_at__isnull=True)
    found = rows.filter(rhythm="weeks").values_list("every_weeks", flat=True).distinct()
    return sorted(weeks for weeks in found if weeks)
