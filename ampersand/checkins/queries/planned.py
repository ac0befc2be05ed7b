"""When a case meets, and which check-in can be answered now: the same for everyone in it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from ampersand.accounts.models import Practice
from ampersand.cases.queries import OneCase
from ampersand.checkins import content
from ampersand.checkins.rules import windows
from ampersand.checkins.rules.lines import Line
from ampersand.checkins.rules.windows import Meeting, Window
from ampersand.core.clock import now
from ampersand.meetings.models import Meeting as Row
from ampersand.meetings.queries import joint
from ampersand.privacy.viewer import Viewer

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
    for case_id, key, begins, ends in joint.since(viewer, [case.id for case in cases], now() - BACK):
        held[case_id].append(Meeting(str(key), begins, _minutes(begins, ends)))
    zones = _zones(case.practice_id for case in cases)
    return {case.id: Planned(case, tuple(held[case.id]), zones.get(case.practice_id, "UTC"), now()) for case in cases}


def of_case(viewer: Viewer, case: OneCase) -> Planned:
    """The check-ins of one case. Two queries."""
    return of_cases(viewer, [case])[case.id]


def as_meeting(row: Row) -> Meeting:
    """A stored meeting for the rules."""
    return Meeting(str(row.pk), row.begins_at, _minutes(row.begins_at, row.ends_at))


def _minutes(begins: datetime, ends: datetime) -> int:
    return int((ends - begins).total_seconds() // 60)


def _zones(practices: Iterable[UUID | None]) -> dict[UUID | None, str]:
    rows = Practice.objects.filter(pk__in={one for one in practices if one}).values_list("pk", "time_zone")
    return dict(rows)
