"""The weeks of both as a couple sees them: the mean, only where both show theirs and do not lie far apart."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ampersand.cases.queries import OneCase
from ampersand.conflict.models import ShownWeek
from ampersand.conflict.queries import pictures
from ampersand.conflict.rules.weeks import WEEK, Week, are_apart, of_both
from ampersand.core.charts import Figure
from ampersand.core.clock import today
from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True)
class OurWeeks:
    """Whether the viewer shows their weeks, and the picture of the mean while they do."""

    shows: bool
    figure: Figure | None = None


def our_weeks(viewer: Viewer, case: OneCase) -> OurWeeks:
    """The mean of both for one of the two; nothing that tells whether the other shows theirs. One query."""
    first, last = pictures.span(today(viewer.time_zone))
    rows: QuerySet[ShownWeek] = ShownWeek.objects.visible_to(viewer, "see_result")
    held = rows.filter(case_id=case.id, week__gte=first).values_list("person_id", "week", "count", "drawn")
    mine: dict[date, Week] = {}
    theirs: dict[date, Week] = {}
    for person, week, count, drawn in held:
        (mine if person == viewer.person_id else theirs)[week] = Week(week, count=count, drawn=drawn)
    if not mine:
        return OurWeeks(shows=False)
    mondays = [first + place * WEEK for place in range(pictures.WEEKS)]
    both = [of_both(mine.get(week, Week(week)), theirs.get(week, Week(week))) for week in mondays if week <= last]
    empty = _("Weeks stand here from now on, when both of you show them and both have noted something.")
    return OurWeeks(shows=True, figure=pictures.figure([(_("Both of us"), None, both)], empty=empty))


def shown_apart(viewer: Viewer, case_id: UUID, first: date) -> set[date]:
    """For those who treat: the weeks, of those that both show, in which they differ by three or more. One query."""
    rows: QuerySet[ShownWeek] = ShownWeek.objects.visible_to(viewer).filter(case_id=case_id, week__gte=first)
    by_week: dict[date, list[Week]] = {}
    for week, count in rows.values_list("week", "count"):
        by_week.setdefault(week, []).append(Week(week, count=count))
    return {week for week, two in by_week.items() if len(two) == 2 and are_apart(*two)}
