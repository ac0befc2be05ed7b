"""Small steps of one's own that wait for a word this week."""

from collections import Counter
from datetime import timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from ampersand.core.clock import today
from ampersand.goals.models import Step, StepWeek
from ampersand.goals.rules.agreement import RUNNING
from ampersand.privacy.viewer import Viewer


def unsaid(viewer: Viewer) -> Counter[UUID]:
    """How many open steps of the viewer's, or of all, have no word of theirs this week yet, by case. One query."""
    if viewer.is_nobody:
        return Counter()
    day = today(viewer.time_zone)
    monday = day - timedelta(days=day.weekday())
    said = StepWeek.objects.visible_to(viewer).filter(step=OuterRef("pk"), person_id=viewer.person_id, week=monday)
    rows = Step.objects.visible_to(viewer, "write").filter(
        Q(holder_id=viewer.person_id) | Q(holder__isnull=True, goal__owner__isnull=True)
        | Q(holder__isnull=True, goal__owner_id=viewer.person_id),
        ~Exists(said), state=Step.State.OPEN, first_on__lte=day, goal__state__in=[one.value for one in RUNNING],
    )  # fmt: skip
    return Counter(rows.values_list("case_id", flat=True))
