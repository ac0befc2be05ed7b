"""The caseload: open cases of a therapist or supervisor in the order in which they need attention."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, Max, Min, OuterRef, Q, QuerySet

from ampersand.cases.models import Case, Participation
from ampersand.cases.policy import current_parts
from ampersand.core.clock import now
from ampersand.measures.models import Plan
from ampersand.measures.queries.cases import Stand, standings
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer

FLAGGED_FOR = timedelta(days=14)
FLAGGED, WORSE, OFF_TRACK, QUIET = range(4)
STAFF_ROLES = ("therapist", "supervisor")


@dataclass(frozen=True, slots=True)
class Row:
    """One case: its rank (0 flagged, 1 worse, 2 off track or silent, 3 none of these), since when, last activity."""

    id: UUID
    kind: str
    opened_on: date
    rank: int
    since: datetime | None
    active: datetime | None


@dataclass(frozen=True)
class Ordered:
    """Cases in order, counted and cut into pages without reading them all. One query each."""

    found: "QuerySet[Case]"
    ranked: "QuerySet[Any]"
    attention: bool

    def count(self) -> int:
        """How many there are."""
        return self.ranked.count() if self.attention else self.found.count()

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[Row]:
        names = ("id", "kind", "opened_on", "flagged", "worse", "off", "active")
        return [_row(*row) for row in self.ranked.values_list(*names)[part]]


def cases(viewer: Viewer, *, kind: str = "", text: str = "", attention: bool = False) -> Ordered:
    """The viewer's open cases with rank and since when, in order; raises Hidden for whoever treats and supervises none.

    Flags not older than 14 days first, then worse by a verified number, then off track by a verified number or silent
    while still asked, each the oldest first; then the rest, the latest active first.
    """
    if not viewer.staff_roles & set(STAFF_ROLES):
        raise Hidden
    mine = current_parts(viewer).filter(role__in=STAFF_ROLES).values("case_id")
    found: QuerySet[Case] = Case.objects.visible_to(viewer).filter(pk__in=mine, state=Case.State.OPEN)
    if kind in Case.Kind.values:
        found = found.filter(kind=kind)
    for word in text.split()[:5]:
        named = Participation.objects.visible_to(viewer).filter(case=OuterRef("pk"), role="member", left_at=None)
        found = found.filter(Exists(named.filter(person__name__icontains=word)))
    ranked = _ranked(viewer, found)
    if attention:
        ranked = ranked.filter(Q(flagged__isnull=False) | Q(worse__isnull=False) | Q(off__isnull=False))
    return Ordered(found, ranked, attention)


def reasons(viewer: Viewer, case_ids: Iterable[UUID]) -> dict[UUID, list[tuple[int, Stand]]]:
    """Why each case needs attention: its standings with their rank, the first to look at first. Two queries."""
    ids = list(case_ids)
    asked = set(_asked(viewer, ids))
    found: dict[UUID, list[tuple[int, Stand]]] = {}
    for stand in standings(viewer, ids):
        found.setdefault(stand.case_id, []).append(
            (rank(stand, (stand.case_id, stand.person_id, stand.slug) in asked), stand)
        )
    for ranked in found.values():
        ranked.sort(key=lambda pair: (pair[0], since(*pair) or now()))
    return found


def rank(stand: Stand, asked: bool) -> int:
    """The rank of one standing, by the same rule as the list."""
    if stand.flagged_at and stand.flagged_at >= now() - FLAGGED_FOR:
        return FLAGGED
    if stand.track == "red" and not stand.provisional:
        return WORSE
    if (stand.track == "amber" and not stand.provisional) or (stand.reason == "silent" and asked):
        return OFF_TRACK
    return QUIET


def since(rank: int, stand: Stand) -> datetime | None:
    """Since when the reason holds."""
    return stand.flagged_at if rank == FLAGGED else stand.since


def _ranked(viewer: Viewer, found: "QuerySet[Case]") -> "QuerySet[Any]":
    verified = Q(standings__provisional=False)
    plans = Plan.objects.visible_to(viewer).filter(
        case=OuterRef("standings__case"), person=OuterRef("standings__person"),
        instrument=OuterRef("standings__instrument"), ended_at=None,
    )  # fmt: skip
    silent = Q(standings__reason="silent") & Q(Exists(plans))
    return found.values("id", "kind", "opened_on").annotate(
        flagged=Min("standings__flagged_at", filter=Q(standings__flagged_at__gte=now() - FLAGGED_FOR)),
        worse=Min("standings__since", filter=Q(standings__track="red") & verified),
        off=Min("standings__since", filter=(Q(standings__track="amber") & verified) | silent),
        active=Max("standings__last_at"),
    ).order_by(
        *(F(name).asc(nulls_last=True) for name in ("flagged", "worse", "off")), F("active").desc(nulls_last=True), "id"
    )  # fmt: skip


def _row(
    pk: UUID, kind: str, opened_on: date,
    flagged: datetime | None, worse: datetime | None, off: datetime | None, active: datetime | None,
) -> Row:  # fmt: skip
    for rank, since in ((FLAGGED, flagged), (WORSE, worse), (OFF_TRACK, off)):
        if since:
            return Row(pk, kind, opened_on, rank, since, active)
    return Row(pk, kind, opened_on, QUIET, None, active)


def _asked(viewer: Viewer, ids: list[UUID]) -> "QuerySet[Plan, tuple[UUID, UUID, str]]":
    running = Plan.objects.visible_to(viewer).filter(case_id__in=ids, ended_at=None)
    asked: QuerySet[Plan, tuple[UUID, UUID, str]] = running.values_list("case_id", "person_id", "instrument")
    return asked
