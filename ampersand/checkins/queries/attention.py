"""What check-ins and ratings ask of those who treat, in all of their cases at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from ampersand.checkins import content
from ampersand.checkins.models import CheckIn, CheckInLine, Feedback
from ampersand.checkins.queries import sealed
from ampersand.checkins.queries.weeks import as_number
from ampersand.checkins.rules.missed import Missed, Window, missed
from ampersand.core.clock import now
from ampersand.meetings.queries import joint
from ampersand.privacy import prepared
from ampersand.privacy.vault import Sealer, Unreadable
from ampersand.privacy.viewer import Viewer

LOOKS_BACK, SAME_WEEK, HALF_A_YEAR = timedelta(days=28), timedelta(days=7), timedelta(days=182)
COMMITMENT, MATTERED = "commitment", "mattered"


@dataclass(frozen=True, slots=True)
class WorkApart:
    """A meeting after which two rated far apart whether they had worked on what matters."""

    case_id: UUID
    at: datetime


def all_next_meetings(viewer: Viewer) -> dict[UUID, datetime]:
    """When each of the viewer's cases meets next; of some, `joint.next_of` tells it. One query."""
    found: dict[UUID, datetime] = {}
    for case_id, at in joint.coming(viewer, now()):
        found.setdefault(case_id, at)
    return found


def missed_check_ins(viewer: Viewer, members: Mapping[UUID, Collection[UUID]]) -> dict[UUID, list[Missed[UUID]]]:
    """Who has not answered two check-ins in a row that another did, by case; `members` of each case. One query."""
    held: dict[UUID, dict[str, tuple[datetime, set[UUID]]]] = defaultdict(dict)
    for case_id, window, closes_at, person in _closed(viewer, now(), now() - LOOKS_BACK):
        held[case_id].setdefault(window, (closes_at, set()))[1].add(person)
    found = {
        case_id: missed([Window(at, frozenset(by)) for at, by in windows.values()], members.get(case_id, ()))
        for case_id, windows in held.items()
    }
    return {case_id: silent for case_id, silent in found.items() if silent}


def commitment(
    viewer: Viewer, case_ids: Iterable[UUID] | None = None
) -> dict[UUID, dict[UUID, list[tuple[datetime, float]]]]:
    """How long each could go on like this, by case and person, the oldest first. Two queries."""
    since = now() - HALF_A_YEAR
    rows = _committed(viewer, since) if case_ids is None else _lines(viewer, since).filter(case_id__in=list(case_ids))
    found: dict[UUID, dict[UUID, list[tuple[datetime, float]]]] = {}
    for case_id, person, at, said in _opened(list(rows), sealed.LINE):
        if (value := as_number(said)) is not None:
            found.setdefault(case_id, {}).setdefault(person, []).append((at, value))
    return found


def work_apart(viewer: Viewer) -> list[WorkApart]:
    """Cases whose latest meeting, within a week, was on what matters for one and not for another. Two queries."""
    held: dict[UUID, dict[datetime, list[int]]] = {}
    for case_id, _person, at, said in _opened(_rated(viewer, now() - SAME_WEEK), sealed.FEEDBACK):
        held.setdefault(case_id, {}).setdefault(at, []).append(said["lines"][MATTERED])
    gap = content.feedback().thresholds.gap
    latest = {case_id: max(meetings.items()) for case_id, meetings in held.items()}
    return [WorkApart(case_id, at) for case_id, (at, given) in latest.items() if max(given) - min(given) >= gap]


@prepared.read
def _closed(viewer: Viewer, until: datetime, since: datetime) -> "QuerySet[CheckIn, tuple[Any, ...]]":
    rows: QuerySet[CheckIn] = CheckIn.objects.visible_to(viewer)
    found = rows.filter(current=True, closes_at__lte=until, closes_at__gt=since)
    return found.values_list("case_id", "window", "closes_at", "person_id")


@prepared.read
def _committed(viewer: Viewer, since: datetime) -> "QuerySet[CheckInLine, tuple[Any, ...]]":
    return _lines(viewer, since)


def _lines(viewer: Viewer, since: datetime) -> "QuerySet[CheckInLine, tuple[Any, ...]]":
    rows: QuerySet[CheckInLine] = CheckInLine.objects.visible_to(viewer)
    found = rows.filter(key=COMMITMENT, check_in__current=True, sent_at__gt=since).order_by("sent_at")
    return found.values_list("case_id", "person_id", "pk", "sent_at", "said")


@prepared.read
def _rated(viewer: Viewer, since: datetime) -> "QuerySet[Feedback, tuple[Any, ...]]":
    rows: QuerySet[Feedback] = Feedback.objects.visible_to(viewer)
    found = rows.filter(current=True, meeting__begins_at__gt=since).order_by("meeting__begins_at")
    return found.values_list("case_id", "person_id", "pk", "meeting__begins_at", "said")


def _opened(rows: list[tuple[Any, ...]], place: str) -> list[tuple[UUID, UUID, datetime, Any]]:
    """Rows of case, person, key, instant and sealed text, opened; those whose key was destroyed are left out."""
    if not rows:
        return []
    sealer = Sealer({(case_id, person) for case_id, person, *_rest in rows})
    found = []
    for case_id, person, pk, at, said in rows:
        try:
            text = sealer.open_sealed(case_id, person, place=place, row=pk, sealed=bytes(said))
        except Unreadable:
            continue
        found.append((case_id, person, at, sealed.parsed(text)))
    return found
