"""Standings that a list of cases needs to know of, of all of a therapist's open cases at once. One query each."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from ampersand.core.clock import now
from ampersand.measures.models import STIRS_BY_ITSELF, Plan, Standing
from ampersand.privacy import prepared
from ampersand.privacy.viewer import Viewer

FLAGGED_FOR = timedelta(days=14)


class Turned(NamedTuple):
    """How one person stands on one instrument, where that may ask for attention; `asked`: a plan for it is running."""

    case_id: UUID
    person_id: UUID
    slug: str
    sessions: int
    answers: int
    verdict: str
    track: str
    reason: str
    since: datetime | None
    provisional: bool
    first_at: datetime | None
    worse_at: datetime | None
    last_total_at: datetime | None
    last_at: datetime | None
    flags: str
    flagged_at: datetime | None
    asked: bool


_COLUMNS = (
    "case_id", "person_id", "instrument", "sessions", "answers", "verdict", "track", "reason", "since", "provisional",
    "first_at", "worse_at", "last_total_at", "last_at", "flags", "flagged_at", "asked",
)  # fmt: skip


def turned(viewer: Viewer, case_ids: Iterable[UUID] | None = None) -> list[Turned]:
    """Every standing that is flagged, off track, silent or unchanged for some time, in these or all cases.

    What rests on an unverified number moves nothing and is left out; `unsure` tells of it.
    """
    since = now() - FLAGGED_FOR
    rows = _turned(viewer, since) if case_ids is None else _rows(viewer, since).filter(case_id__in=list(case_ids))
    return list(map(Turned._make, rows))


class Unsure(NamedTuple):
    """A turn for the worse that rests on an unverified number."""

    case_id: UUID
    person_id: UUID
    slug: str
    reason: str


def unsure(viewer: Viewer, case_ids: Iterable[UUID]) -> list[Unsure]:
    """What would be off track in these cases if its numbers were verified."""
    rows: QuerySet[Standing] = Standing.objects.visible_to(viewer)
    rows = rows.filter(case_id__among=list(case_ids), provisional=True, track__in=("red", "amber"))
    columns = ("case_id", "person_id", "instrument", "reason")
    return list(map(Unsure._make, rows.order_by("person_id", "instrument").values_list(*columns)))


def last_answer(viewer: Viewer, case: OuterRef) -> "QuerySet[Standing, Any]":
    """For a query of cases: when somebody last answered anything in the case of its row. One look at an index."""
    rows: QuerySet[Standing] = Standing.objects.visible_to(viewer).filter(case_id=case, last_at__isnull=False)
    return rows.order_by("-last_at").values("last_at")[:1]


@prepared.read
def _turned(viewer: Viewer, since: datetime) -> "QuerySet[Standing, tuple[Any, ...]]":
    return _rows(viewer, since)


def _rows(viewer: Viewer, since: datetime) -> "QuerySet[Standing, tuple[Any, ...]]":
    flagged, off = Q(flagged_at__gte=since), STIRS_BY_ITSELF
    plans = Plan.objects.visible_to(viewer).filter(
        case=OuterRef("case"), person=OuterRef("person"), instrument=OuterRef("instrument"), ended_at=None
    )
    rows: QuerySet[Standing] = Standing.objects.visible_to(viewer).filter(flagged | off, stirs=True)
    return rows.annotate(asked=Exists(plans)).values_list(*_COLUMNS)
