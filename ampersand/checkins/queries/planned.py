"""When a case meets, and which check-in can be answered now: the same for everyone in it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from ampersand.accounts.models import Practice
from ampersand.cases.models import Case
from ampersand.cases.queries import OneCase
from ampersand.checkins import content
from ampersand.checkins.models import Occasion
from ampersand.checkins.rules import windows
from ampersand.checkins.rules.lines import Line
from ampersand.checkins.rules.windows import Meeting, Window
from ampersand.core.clock import now
from ampersand.privacy import prepared
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer

LONGEST = timedelta(hours=8)  # no meeting lasts longer
BACK = timedelta(days=9)  # a week with a meeting in it has no check-in of its own


@dataclass(frozen=True, slots=True)
class Planned:
    """The check-ins of one case at this instant: the open one, the next one, the meetings around now, its zone."""

    case: OneCase
    meetings: tuple[Meeting, ...]
    zone: str
    at: datetime

    @property
    def window(self) -> Window | None:
        """The check-in that can be answered now."""
        return windows.current(self.at, self.meetings, self.zone) if takes(self.case) else None

    @property
    def upcoming(self) -> Window:
        """The next one that opens."""
        return windows.upcoming(self.at, self.meetings, self.zone)

    @property
    def next_meeting(self) -> Meeting | None:
        """The next meeting, until it is over."""
        return next((one for one in self.meetings if one.ends > self.at), None)

    @property
    def rateable(self) -> list[tuple[Meeting, Window]]:
        """The meetings that can be rated now."""
        return windows.rateable(self.at, self.meetings) if takes(self.case) else []

    def asked(self, window: Window) -> tuple[Line, ...]:
        """The lines of a check-in."""
        on = window.closes.astimezone(ZoneInfo(self.zone)).date()
        return content.weekly().asked(self.case.kind, self.case.opened_on, on)


def takes(case: OneCase) -> bool:
    """Whether check-ins are open in a case: it takes new things, and where several take part all have signed."""
    return case.joint_open if case.is_shared else case.takes_new


def of_cases(viewer: Viewer, cases: Sequence[OneCase]) -> dict[UUID, Planned]:
    """The check-ins of these cases. Two queries, however many."""
    if not cases:
        return {}
    held: dict[UUID, list[Meeting]] = defaultdict(list)
    rows = Occasion.objects.visible_to(viewer).filter(called_off_at__isnull=True, meets_at__gt=now() - BACK)
    found = rows.filter(case_id__in=[case.id for case in cases]).order_by("meets_at")
    for case_id, key, at, minutes in found.values_list("case_id", "pk", "meets_at", "minutes"):
        held[case_id].append(Meeting(str(key), at, minutes))
    zones = _zones(case.practice_id for case in cases)
    return {case.id: Planned(case, tuple(held[case.id]), zones.get(case.practice_id, "UTC"), now()) for case in cases}


def next_meetings(viewer: Viewer, case_ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """When each of these cases meets next; those without a meeting are left out. One query, however many."""
    rows = Occasion.objects.visible_to(viewer).filter(called_off_at__isnull=True, meets_at__gt=now())
    found = rows.filter(case_id__in=list(case_ids)).order_by("-meets_at")
    return dict(found.values_list("case_id", "meets_at"))  # the earliest is written last


def running(viewer: Viewer) -> tuple[UUID, UUID] | None:
    """The joint meeting that the viewer leads at this instant: its case and its id. One query."""
    at = now()
    for case_id, key, begins, minutes in _begun(viewer, at, at - LONGEST):
        if begins + timedelta(minutes=minutes) > at:
            return case_id, key
    return None


@prepared.read
def _begun(viewer: Viewer, at: datetime, after: datetime) -> "QuerySet[Occasion, tuple[UUID, UUID, datetime, int]]":
    rows: QuerySet[Occasion] = Occasion.objects.visible_to(viewer, "write").filter(called_off_at__isnull=True)
    joint = rows.filter(meets_at__lte=at, meets_at__gt=after).exclude(case__kind=Case.Kind.INDIVIDUAL)
    return joint.order_by("-meets_at").values_list("case_id", "pk", "meets_at", "minutes")


def of_case(viewer: Viewer, case: OneCase) -> Planned:
    """The check-ins of one case. Two queries."""
    return of_cases(viewer, [case])[case.id]


def occasion(viewer: Viewer, occasion_id: UUID, action: str = "read") -> Occasion:
    """One meeting that was not called off; raises Hidden."""
    rows = Occasion.objects.visible_to(viewer, action).filter(pk=occasion_id, called_off_at__isnull=True)
    found: Occasion | None = rows.first()
    if found is None:
        raise Hidden
    return found


def as_meeting(row: Occasion) -> Meeting:
    """A stored meeting for the rules."""
    return Meeting(str(row.pk), row.meets_at, row.minutes)


def _zones(practices: Iterable[UUID | None]) -> dict[UUID | None, str]:
    rows = Practice.objects.filter(pk__in={one for one in practices if one}).values_list("pk", "time_zone")
    return dict(rows)
