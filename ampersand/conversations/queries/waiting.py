"""Who waits for an answer, for those who lead cases, and what was written lately; what is new is their own mark."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery

from ampersand.cases import queries as cases
from ampersand.cases.queries import Someone
from ampersand.cases.rules.audience import Relation
from ampersand.conversations.models import Thread, ThreadMark
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer

LATELY = 10
NO_ONE = UUID(int=0)


@dataclass(frozen=True)
class Row:
    """One conversation in the list: with whom, since when somebody waits, whether something is new to the viewer."""

    id: UUID
    case_id: UUID
    people: tuple[Someone, ...]
    is_joint: bool
    waiting_since: datetime | None
    last_at: datetime | None
    is_new: bool
    sounds: bool


def waiting(viewer: Viewer) -> "QuerySet[Thread]":
    """Conversations in which a client waits: those that sound like danger first, then the longest waiting.

    To be counted and cut into pages; raises Hidden for whoever leads no cases.
    """
    rows = _led(viewer).filter(waiting_since__isnull=False)
    return rows.order_by(F("sounds_since").asc(nulls_last=True), "waiting_since", "pk")


def lately(viewer: Viewer) -> "QuerySet[Thread]":
    """The conversations in which something was written last."""
    return _led(viewer).filter(last_at__isnull=False).order_by("-last_at", "pk")[:LATELY]


def rows(viewer: Viewer, page: "Sequence[Thread] | QuerySet[Thread]") -> list[Row]:
    """What stands about these conversations in the list. Three queries, however many."""
    ids = [one.pk for one in page]
    mark = ThreadMark.objects.visible_to(viewer).filter(thread=OuterRef("pk"), person_id=viewer.person_id)
    found = Thread.objects.visible_to(viewer).filter(pk__in=ids).annotate(
        looked=Subquery(mark.values("looked_at")[:1])
    )  # fmt: skip
    columns = ("pk", "case_id", "person_id", "waiting_since", "last_at", "client_at", "looked", "sounds_since")
    held = {row[0]: row for row in found.values_list(*columns)}
    people = cases.people(viewer, [row[1] for row in held.values()])
    return [_row(held[pk], people) for pk in ids if pk in held]


def count(viewer: Viewer) -> int:
    """In how many conversations somebody waits, for a therapist. One query."""
    return waiting(viewer).count()


def _led(viewer: Viewer) -> "QuerySet[Thread]":
    if Relation.THERAPIST not in viewer.staff_roles:
        raise Hidden
    found: QuerySet[Thread] = Thread.objects.visible_to(viewer)
    lead = {"case__participations__role": "therapist", "case__participations__left_at__isnull": True}
    return found.filter(case__participations__person_id=viewer.person_id or NO_ONE, **lead)


def _row(row: tuple[object, ...], people: "dict[UUID, tuple[Someone, ...]]") -> Row:
    pk, case_id, person_id, waiting_since, last_at, client_at, looked, sounds = row
    members = [one for one in people.get(case_id, ()) if one.role == "member"]  # type: ignore[call-overload]
    shown = (
        [one for one in members if one.person_id == person_id] if person_id else [one for one in members if one.here]
    )
    is_new = client_at is not None and (looked is None or looked < client_at)  # type: ignore[operator]
    return Row(pk, case_id, tuple(shown[:6]), person_id is None, waiting_since, last_at, is_new, sounds is not None)  # type: ignore[arg-type]
