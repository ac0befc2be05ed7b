"""What is new in a case since someone last looked."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, QuerySet

from ampersand.core.clock import now
from ampersand.measures.models import Administration, Assignment
from ampersand.measures.queries.cases import Stand, Treated
from ampersand.privacy import audit
from ampersand.privacy.viewer import Viewer

REASSURING = ("improved", "recovered")


@dataclass(frozen=True)
class News:
    """Since when, and then by person and instrument: answers given, times missed, flags, standings that turned."""

    since: datetime | None
    answered: dict[tuple[UUID, str], int]
    missed: dict[tuple[UUID, str], int]
    flagged: tuple[Stand, ...]
    worse: tuple[Stand, ...]
    better: tuple[Stand, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing happened."""
        return not (self.answered or self.missed or self.flagged)


def since_last_time(viewer: Viewer, treated: Treated, stands: list[Stand]) -> News:
    """What came since the viewer's last look on an earlier day; everything when there was none. Three queries."""
    midnight = now().astimezone(ZoneInfo(viewer.time_zone)).replace(hour=0, minute=0, second=0, microsecond=0)
    since = None
    if viewer.person_id:
        since = audit.last(chain=treated.id, actor=viewer.person_id, verb="case.opened", before=midnight)
    given = Administration.objects.visible_to(viewer).filter(case_id=treated.id, current=True)
    passed = Assignment.objects.visible_to(viewer).filter(case_id=treated.id, state=Assignment.State.PASSED)
    if since:
        given, passed = given.filter(stored_at__gt=since), passed.filter(closed_at__gt=since)
    fresh = [stand for stand in stands if stand.last_at and (since is None or stand.last_at > since)]
    return News(
        since=since,
        answered={(person, slug): count for person, slug, count in _counted(given)},
        missed={(person, slug): count for person, slug, count in _counted(passed)},
        flagged=tuple(one for one in stands if one.flagged_at and (since is None or one.flagged_at > since)),
        worse=tuple(one for one in fresh if one.verdict == "deteriorated"),
        better=tuple(one for one in fresh if one.verdict in REASSURING),
    )


def _counted(rows: "QuerySet[Administration] | QuerySet[Assignment]") -> list[tuple[UUID, str, int]]:
    grouped = rows.values("person_id", "instrument").annotate(times=Count("pk")).order_by("instrument", "person_id")
    return list(grouped.values_list("person_id", "instrument", "times"))
