"""When everyone in a case was last asked for the private check; for those who may know."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from ampersand.privacy.viewer import Viewer
from ampersand.safety.models import CheckRound


def last_asked(viewer: Viewer, case_ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """The last time by case; a case in which nobody was asked yet is not among them. One query."""
    rows = CheckRound.objects.visible_to(viewer).filter(case_id__in=list(case_ids))
    return dict(rows.values_list("case_id").annotate(Max("asked_at")))
