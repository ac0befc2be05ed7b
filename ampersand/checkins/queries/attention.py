"""What check-ins and ratings ask of those who treat, in all of their cases at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from ampersand.checkins import content
from ampersand.checkins.models import CheckIn, CheckInLine, Feedback, Occasion
from ampersand.checkins.queries import sealed
from ampersand.checkins.queries.weeks import as_number
from ampersand.checkins.rules.missed import Missed, Window, missed
from ampersand.core.clock import now
from ampersand.privacy.vault import Sealer, Unreadable
from ampersand.privacy.viewer import Viewer

LOOKS_BACK, SAME_WEEK, HALF_A_YEAR = timedelta(days=28), timedelta(days=7), timedelta(days=182)
COMMITMENT, MATTERED = "commitment", "mattered"


@dataclass(frozen=True, slots=True)
class WorkApart:
    """A meeting after which two rated far apart whether they had worked on what matters."""

    case_id: UUID
    at: datetime


def next_meetings(viewer: Viewer, case_ids: Iterable[UUID] | None = None) -> dict[UUID, datetime]:
    """When each case meets next. One query."""
    rows = Occasion.objects.visible_to(viewer).filter(called_off_at__isnull=True, meets_at__gt=now())
    if case_ids is not None:
        rows = rows.filter(case_id__in=list(case_ids))
    found: dict[UUID, datetime] = {}
    for case_id, at in rows.order_by("meets_at").values_list("case_id", "meets_at"):
        found.setdefault(case_id, at)
    return found


def missed_check_ins(viewer: Viewer, members: Mapping[UUID, Collection[UUID]]) -> dict[UUID, list[Missed[UUID]]]:
    """Who has not answered two check-ins in a row that another did, by case; `members` of each case. One query."""
    rows = CheckIn.objects.visible_to(viewer).filter(
        current=True, closes_at__lte=now(), closes_at__gt=now() - LOOKS_BACK
    )
    held: dict[UUID, dict[str, tuple[datetime, set[UUID]]]] = defaultdict(dict)
    for case_id, window, closes_at, person in rows.values_list("case_id", "window", "closes_at", "person_id"):
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
    rows = CheckInLine.objects.visible_to(viewer).filter(
        key=COMMITMENT, check_in__current=True, sent_at__gt=now() - HALF_A_YEAR
    )
    if case_ids is not None:
        rows = rows.filter(case_id__in=list(case_ids))
    told = _opened(
        list(rows.order_by("sent_at").values_list("case_id", "person_id", "pk", "sent_at", "said")), sealed.LINE
    )
    found: dict[UUID, dict[UUID, list[tuple[datetime, float]]]] = {}
    for case_id, person, at, said in told:
        if (value := as_number(said)) is not None:
            found.setdefault(case_id, {}).setdefault(person, []).append((at, value))
    return found


def work_apart(viewer: Viewer, case_ids: Iterable[UUID] | None = None) -> list[WorkApart]:
    """Cases whose latest meeting, within a week, was on what matters for one and not for another. Two queries."""
    rows = Feedback.objects.visible_to(viewer).filter(current=True, occasion__meets_at__gt=now() - SAME_WEEK)
    if case_ids is not None:
        rows = rows.filter(case_id__in=list(case_ids))
    ordered = rows.order_by("occasion__meets_at")
    held: dict[UUID, dict[datetime, list[int]]] = {}
    columns = ("case_id", "person_id", "pk", "occasion__meets_at", "said")
    for case_id, _person, at, said in _opened(list(ordered.values_list(*columns)), sealed.FEEDBACK):
        held.setdefault(case_id, {}).setdefault(at, []).append(said["lines"][MATTERED])
    gap = content.feedback().thresholds.gap
    latest = {case_id: max(meetings.items()) for case_id, meetings in held.items()}
    return [WorkApart(case_id, at) for case_id, (at, given) in latest.items() if max(given) - min(given) >= gap]


def _opened(rows: list[tuple[UUID, UUID, UUID, datetime, bytes]], place: str) -> list[tuple[UUID, UUID, datetime, Any]]:
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
